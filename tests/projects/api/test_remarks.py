"""A doubtful row is recorded, and the answer has remarks."""

from __future__ import annotations

import jsonschema
import pytest

from projects.api.index import document
from projects.models import AuditEntry, Outcome

from .rows import GOOD, good
from .test_problems import assert_problem

pytestmark = pytest.mark.usefixtures("record")


def test_doubts_are_remarks_beside_the_row(write, reader):
    made = write("outcomes", good("outcomes", value="-1.5"))
    assert made.status == 201
    remarks = made.body["remarks"]
    fields = {remark["code"]: remark["field"] for remark in remarks}
    assert fields == {"after_source": "period_end", "negative": "value", "fraction": "value"}
    assert remarks[1]["detail"].endswith("is below zero.")
    plain = {name: value for name, value in made.body.items() if name != "remarks"}
    assert reader.get(f"outcomes/{made.body['id']}/").body == plain
    details = AuditEntry.objects.get(action="entered_through").details
    assert details["remarks"] == sorted({remark["code"] for remark in remarks})
    again = write("outcomes", good("outcomes", value="-1.5"))
    assert (again.status, again.body) == (200, made.body)


def test_remarks_are_in_the_language_that_is_asked_for(write):
    made = write("outcomes", good("outcomes", value="-1.5"), headers={"Accept-Language": "kk"})
    assert "нөлден кем" in made.body["remarks"][1]["detail"]


def test_the_same_source_again_is_recorded_with_a_remark(write):
    write("sources", GOOD["sources"])
    made = write("sources", good("sources", id="twin"))
    assert [(remark["code"], remark["field"]) for remark in made.body["remarks"]] == [("same_source", "url")]


def test_what_has_not_come_yet_is_a_problem(write):
    refused = write("outcomes", good("outcomes", period_end="2026-11-23"))
    assert assert_problem(refused, 400) == ["period_end"]
    assert not Outcome.objects.filter(pk=GOOD["outcomes"]["id"]).exists()


def test_document_has_the_remarks(write):
    answers = document()["paths"]["/api/v1/outcomes/"]["post"]["responses"]
    for status in ("200", "201"):
        schema = answers[status]["content"]["application/json"]["schema"]
        validator = jsonschema.Draft202012Validator({**schema, "components": document()["components"]})
        assert validator.is_valid(write("outcomes", good("outcomes", value="-1.5")).body)
    shape = document()["components"]["schemas"]["RecordedOutcome"]
    assert "remarks" in shape["properties"]
    assert "remarks" not in shape["required"]
