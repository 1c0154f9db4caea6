"""An editor's program adds rows: one at a time, once even if sent again, never over another row."""

from __future__ import annotations

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from knox.models import AuthToken

from projects.api.index import document
from projects.models import AuditEntry, Outcome, ProjectEvent, RenamedId, Source, Target
from tests.factories import UserFactory

from .conftest import NOW
from .rows import GOOD, good, row_of
from .test_problems import assert_problem

pytestmark = pytest.mark.usefixtures("record")


@pytest.mark.parametrize("path", list(GOOD))
def test_row_is_recorded_once_and_answered_as_it_is_read(write, reader, path):
    made = write(path, GOOD[path])

    assert (made.status, made.type) == (201, "application/json"), made.body
    assert made.headers["Location"] == f"http://testserver/api/v1/{path}/{GOOD[path]['id']}/"
    assert reader.get(f"{path}/{GOOD[path]['id']}/").body == row_of(made)
    members = {name: made.body[name] for name in GOOD[path] if name != "source"}
    assert members == {name: value for name, value in GOOD[path].items() if name != "source"}

    again = write(path, dict(reversed(GOOD[path].items())))
    assert (again.status, again.body) == (200, made.body), "the very same is found, not recorded twice"
    assert again.headers["Location"] == made.headers["Location"]


def schema_of(path):
    body = document()["paths"][f"/api/v1/{path}/"]["post"]["requestBody"]
    name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    return jsonschema.Draft202012Validator(document()["components"]["schemas"][name])


@pytest.mark.parametrize("path", list(GOOD))
def test_document_says_what_can_be_sent(path):
    schema = schema_of(path)
    assert schema.is_valid(GOOD[path])
    assert schema.is_valid(
        {**dict.fromkeys(set(schema.schema["properties"]) - {*schema.schema["required"]}), **GOOD[path]}
    )
    assert not schema.is_valid(good(path, recorded_by=1))
    for name in schema.schema["required"]:
        assert not schema.is_valid(good(path, **{name: ...}))
        assert not schema.is_valid(good(path, **{name: None}))


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("organisations", {"name": "Another"}),
        ("territories", {"parent": None}),
        ("sources", {"published": "2026-03-02"}),
        ("programmes", {"sector": "roads"}),
        ("indicators", {"unit": "m2"}),
        ("targets", {"value": "191"}),
        ("outcomes", {"final": True}),
        ("projects", {"investment": "12000000000.01"}),
        ("project-events", {"stage": "cancelled"}),
    ],
)
def test_same_id_with_other_content_is_a_conflict_that_names_it(write, reader, path, change):
    first = write(path, GOOD[path])
    refused = write(path, good(path, **change))

    assert assert_problem(refused, 409) == list(change)
    assert GOOD[path]["id"] in refused.body["detail"]
    assert reader.get(f"{path}/{GOOD[path]['id']}/").body == row_of(first)


def test_figures_are_kept_to_the_last_digit_however_they_are_written(write):
    digits = "9" * 30 + "." + "1" * 30
    assert write("outcomes", good("outcomes", value=digits)).body["value"] == digits
    made = write("outcomes", good("outcomes", id="whole", value=10**29, period_end="2026-07-01"))
    assert made.body["value"] == "1" + "0" * 29
    assert write("outcomes", good("outcomes", id="whole", value=f"{10**29}.000", period_end="2026-07-01")).status == 200


def test_absent_is_null_or_empty_or_left_out(write):
    bare = good("outcomes", period_start=None, locator="", note=None)
    assert write("outcomes", bare).body["period_start"] is None
    assert write("outcomes", good("outcomes", period_start=..., locator=...)).status == 200


def test_control_characters_are_left_out_and_make_no_other_row(write):
    assert write("territories", good("territories", name="=X\x01")).body["name"] == "=X"
    assert write("territories", good("territories", name="\x7f=X")).status == 200
    assert write("territories", good("territories", name="\x01")).status == 400


def test_claims_without_an_id_are_given_one_and_still_recorded_once(write):
    for path, model in (("outcomes", Outcome), ("project-events", ProjectEvent)):
        before = model.objects.count()
        made = write(path, good(path, id=...))
        again = write(path, good(path, id=None))
        assert (made.status, again.status) == (201, 200), made.body
        assert again.body["id"] == made.body["id"]
        assert model.objects.count() == before + 1
    assert_problem(write("targets", good("targets", id=...)), 400)


def test_verdict_follows_the_report_at_once(write, reader):
    assert reader.get("targets/pool-2024-count/").body["assessment"]["status"] == "missed"
    correction = good(
        "outcomes", id=..., corrects="count-2024", value=180, period_start="2024-01-01", period_end="2024-12-31",
        final=True, source="statistics",
    )  # fmt: skip
    made = write("outcomes", correction)

    assert (made.status, made.body["id"]) == (201, "count-2024-corrected")
    assert reader.get("targets/pool-2024-count/").body["assessment"]["status"] == "achieved"
    assert reader.ids("targets/", status="achieved") == ["pool-2024-count"]


def test_revision_and_withdrawal_are_links_of_the_chain(write, reader):
    revised = write("targets", good("targets", id=..., revises="pool-2024-count", value="150", announced="2024-06-01"))
    assert (revised.status, revised.body["id"]) == (201, "pool-2024-count-revised")
    assert [link["id"] for link in revised.body["revisions"]] == ["pool-2024-count", "pool-2024-count-revised"]
    fork = good("targets", revises="pool-2024-count", announced="2025-01-01")
    assert assert_problem(write("targets", fork), 400) == ["revises"]

    given_up = good("targets", id="gone", revises=revised.body["id"], withdrawn=True, announced="2025-01-01")
    assert write("targets", given_up).body["assessment"]["status"] == "withdrawn"
    assert reader.get("targets/pool-2024-count/").body["superseded_by"] == "pool-2024-count-revised"


@pytest.mark.parametrize("qualifier", [..., None, "", "exactly", "about"])
def test_milestone_is_reported_with_any_qualifier_or_none(write, qualifier):
    milestone = good("indicators", id="open", accumulation="milestone", unit=...)
    assert write("indicators", milestone).status == 201
    done = good("outcomes", indicator="open", basis="done", value="1", period_start=..., qualifier=qualifier)
    answer = write("outcomes", done)
    assert (answer.status, answer.body["qualifier"]) == (201, None if qualifier in (..., "") else qualifier)
    assert write("outcomes", done).status == 200
    assert assert_problem(write("outcomes", good("outcomes", id="figure", qualifier=...)), 400) == ["qualifier"]


def test_another_publishers_figure_is_corrected_with_a_reason_and_a_second_correction_is_remarked_on(write):
    wrong = good("outcomes", corrects="count-2024", period_start="2024-01-01", period_end="2024-12-31")
    assert assert_problem(write("outcomes", wrong), 400) == ["note"]
    first = write("outcomes", {**wrong, "note": "The newspaper counted anew."})
    second = write("outcomes", {**wrong, "id": "second", "value": "89", "note": "Counted again."})
    assert (first.status, second.status) == (201, 201)
    [remark] = [remark for remark in second.body["remarks"] if remark["code"] == "corrected_already"]
    assert (remark["field"], wrong["id"] in remark["detail"]) == ("corrects", True)
    assert "corrected_already" not in str(first.body.get("remarks"))


def test_target_that_is_announced_tomorrow_is_answered_as_of_then(write, reader):
    made = write("targets", good("targets", announced="2026-11-23", deadline="2027-12-31"))
    assert made.status == 201
    assert made.headers["Location"].endswith("/api/v1/targets/pool-2026-count/?as_of=2026-11-23")
    path = made.headers["Location"].partition("/api/v1/")[2]
    [remark] = made.body.pop("remarks")
    assert (remark["code"], remark["field"]) == ("after_source", "announced"), "the newspaper came out long before"
    assert reader.get(path).body == made.body


def test_former_ids_lead_to_what_they_name(write, editor):
    """A program goes on when an indicator or a report of its own has been given another id."""
    write("outcomes", good("outcomes"))
    RenamedId.objects.create(
        kind="indicator", old_id="launches", new_id="pool-count", renamed_at=NOW, renamed_by=editor
    )
    RenamedId.objects.create(kind="outcome", old_id="h1", new_id="count-2026-h1", renamed_at=NOW, renamed_by=editor)

    again = write("outcomes", good("outcomes", indicator="launches"))
    assert (again.status, again.body["indicator"]) == (200, "pool-count")
    assert write("outcomes", good("outcomes", id="h1")).body["id"] == "count-2026-h1"
    assert assert_problem(write("outcomes", good("outcomes", id="h1", value="1")), 409) == ["value"]


def test_hand_and_way_in_stand_in_the_audit(write, editor):
    write("outcomes", good("outcomes"))
    write("outcomes", good("outcomes"))
    write("sources", good("sources"))

    assert Outcome.objects.get(pk="count-2026-h1").recorded_by == editor
    assert Source.history.get(id="report-2026").history_user == editor
    entries = AuditEntry.objects.filter(done_by=editor).order_by("id").values_list("action", "object_id")
    assert list(entries) == [
        ("record_outcome", "count-2026-h1"),
        ("entered_through", "count-2026-h1"),
        ("record_source", "report-2026"),
        ("entered_through", "report-2026"),
    ]
    key = AuthToken.objects.get().token_key[:6]
    assert AuditEntry.objects.filter(action="entered_through").first().details == {"through": f"API, token ({key}…)"}


def test_nothing_is_recorded_where_the_answer_fails(write, reader, monkeypatch):
    reader.client.raise_request_exception = False
    monkeypatch.setattr("projects.api.targets.judge_announced", lambda *_args: 1 / 0)
    assert_problem(write("targets", good("targets")), 500)
    assert not Target.objects.filter(pk="pool-2026-count").exists()


def test_recording_takes_no_more_queries_in_a_longer_record(write):
    def queries(row):
        with CaptureQueriesContext(
            connection,
        ) as statements:
            assert write("outcomes", row).status == 201
        return len(statements)

    few = queries(good("outcomes", id=...))
    for month in range(1, 7):
        write("outcomes", good("outcomes", id=..., period_start=None, period_end=f"2025-{month:02d}-01"))
    assert queries(good("outcomes", id=..., period_end="2026-07-31")) <= few


def test_other_people_do_not_write(reader, record_writer):
    for person, status in ((UserFactory(), 403), (UserFactory(admin=True), 201)):
        assert record_writer(person)("sources", GOOD["sources"]).status == status
