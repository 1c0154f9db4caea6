"""Many rows at once: recorded as single ones are, all or nothing, and every fault named by its row."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from knox.models import AuthToken

from projects.actions.changes import Change
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.preview_changes import preview_changes
from projects.api.batch_body import BY_COLLECTION
from projects.models import AuditEntry, Draft, IdempotencyKey, Outcome, RenamedId, Source, Target
from projects.models.system_user import system_user
from tests.factories import UserFactory

from .conftest import NOW
from .rows import GOOD, good
from .test_problems import assert_problem
from .test_writing_refusals import OUTCOMES

pytestmark = pytest.mark.usefixtures("record")


def item(path, **changes):
    return {"collection": path, "row": good(path, **changes)}


def counts():
    return Source.objects.count(), Target.objects.count(), Outcome.objects.count(), AuditEntry.objects.count()


@pytest.fixture
def send(write):
    return lambda *rows, **more: write("batches", json.dumps({"rows": list(rows)}), **more)


def wrong(answer):
    """(row, field) of each fault, in order."""
    return [(error["row"], error["field"]) for error in answer.body["errors"]]


def outcomes(count, **changes):
    values = {"id": ..., "source": "newspaper", "locator": "p. 3", "final": False, **changes}
    return [item("outcomes", **values, value=str(80 + number)) for number in range(count)]


def test_a_row_of_every_collection_is_recorded_as_a_single_one_is(send, reader):
    answer = send(*(item(path) for path in GOOD))
    assert answer.status == 201, answer.body
    assert (answer.body["recorded"], answer.body["unchanged"]) == (len(GOOD), 0)
    for row in answer.body["rows"]:
        read = reader.get(row["url"].removeprefix("/api/v1/"))
        assert read.status == 200, row
        sent = {name: value for name, value in good(row["collection"]).items() if name not in ("final", "withdrawn")}
        read_row = {
            name: value.get("id", value) if isinstance(value, dict) else value for name, value in read.body.items()
        }
        assert {name: read_row[name] for name in sent} == sent
    actions = AuditEntry.objects.values_list("action", flat=True)
    assert sorted(action for action in actions if action != "entered_through") == sorted(
        ["record_organisation", "record_territory", "record_publisher", "record_person", "record_office",
         "record_source", "record_programme", "record_indicator", "record_target", "record_outcome", "record_project",
         "record_project_event"]
    )  # fmt: skip
    entry = AuditEntry.objects.get(action="entered_through", object_type="outcome")
    assert (entry.object_id, entry.details["through"][:4]) == ("count-2026-h1", "API,")
    assert Source.history.get(id="report-2026").history_change_reason == "record_batch"


def test_rows_name_rows_before_them_and_verdicts_follow(send, reader):
    answer = send(
        item("sources", id="new-report"),
        item("indicators", id="new-indicator"),
        item("targets", id="new-target", indicator="new-indicator", source="new-report", value="190"),
        item("outcomes", id=..., indicator="new-indicator", value="200", source="new-report", final=True,
             period_start="2026-01-01", period_end="2026-10-31"),
        item("targets", id=..., revises="new-target", indicator="new-indicator", source="new-report", value="150",
             announced="2026-02-01"),
    )  # fmt: skip
    assert answer.status == 201, answer.body
    assert [row["id"] for row in answer.body["rows"]][3:] == ["new-indicator-2026-10-31", "new-target-revised"]
    assert reader.get("targets/new-target-revised/").body["assessment"]["status"] != "not_due"
    assert reader.get("targets/new-target/").body["superseded_by"] == "new-target-revised"


def test_same_batch_again_changes_nothing(send):
    rows = [item("sources"), *outcomes(3, source="report-2026")]
    first = send(*rows)
    before = counts()
    again = send(*rows)
    assert (first.status, again.status) == (201, 200)
    assert (again.body["recorded"], again.body["unchanged"]) == (0, 4)
    assert [row["id"] for row in again.body["rows"]] == [row["id"] for row in first.body["rows"]]
    assert counts() == before


def test_ids_are_made_as_for_single_rows(send):
    answer = send(
        *outcomes(2),
        item("outcomes", id=..., corrects="count-2024", source="statistics", value="171"),
        item("outcomes", id=..., corrects="count-2024", source="statistics", value="172"),
        item("project-events", id=...),
    )
    assert [row["id"] for row in answer.body["rows"]] == [
        "pool-count-2026-06-30", "pool-count-2026-06-30-2", "count-2024-corrected", "count-2024-corrected-2",
        "plant-stopped-2026-02-01",
    ]  # fmt: skip
    assert Outcome.objects.get(pk="count-2024-corrected").our_slip, "it cites the same source"
    codes = [remark["code"] for remark in answer.body["rows"][3]["remarks"]]
    assert "corrected_already" in codes
    entry = AuditEntry.objects.get(action="entered_through", object_id="count-2024-corrected-2")
    assert "corrected_already" in entry.details["remarks"]
    assert AuditEntry.objects.filter(action="correct_outcome", details={"corrects": "count-2024"}).count() == 2


def test_former_ids_lead_to_todays(send):
    RenamedId.objects.create(
        kind="source", old_id="old-paper", new_id="newspaper", renamed_at=NOW, renamed_by=system_user()
    )
    answer = send(*outcomes(1, source="old-paper"))
    assert answer.status == 201, answer.body
    assert Outcome.objects.get(pk=answer.body["rows"][0]["id"]).source_id == "newspaper"


# --- Refused ------------------------------------------------------------------------------------------------------

BROKEN = {
    "a cell": ([item("sources", published="soon")], [(1, "published")]),
    "a rule of the row": ([item("outcomes", upper_value="100")], [(1, "upper_value")]),
    "a rule beside others": ([item("outcomes", basis="done", value="1", qualifier=None)], [(1, "basis")]),
    "an unknown member": ([item("outcomes", colour=1)], [(1, "colour")]),
    "a name of nothing": ([item("outcomes", source="none", indicator="none")], [(1, "indicator"), (1, "source")]),
    "a row that stands later": (
        [item("outcomes", source="report-2026"), item("sources")],
        [(1, "source")],
    ),
    "an id twice": ([item("sources"), item("sources", title="Other")], [(2, "id")]),
    "the same claim twice": ([*outcomes(1), *outcomes(1)], [(2, "id")]),
    "a period that is not over": ([item("outcomes", period_end="2026-12-31")], [(1, "period_end")]),
    "a correction without a reason": (
        [item("outcomes", id=..., corrects="count-2024", source="newspaper", note=None)],
        [(1, "note")],
    ),
    "a fork": (
        [item("targets", id=..., revises="pool-2024-count"), item("targets", id="x", revises="pool-2024-count")],
        [(2, "revises")],
    ),
    "a circle": (
        [item("territories", id="a", parent="b"), item("territories", id="b", parent="a")],
        [(1, "parent"), (2, "parent")],
    ),
    "no id": ([item("targets", id=...)], [(1, "id")]),
    "no row": ([1, {"collection": "stars", "row": {}}, {"collection": "sources"}, {"a": 1}],
               [(1, ""), (2, "collection"), (3, "row"), (4, "a"), (4, "collection"), (4, "row")]),
    "half of them": (
        [item("sources"), item("outcomes", value=1.5), *outcomes(1), item("projects", currency="tenge")],
        [(2, "value"), (4, "currency")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_batch_with_a_fault_records_nothing_and_names_row_and_field(send, kind):
    rows, faults = BROKEN[kind]
    before = counts()
    answer = send(*rows)
    assert_problem(answer, 400)
    assert wrong(answer) == faults, answer.body["errors"]
    assert all(error["detail"] for error in answer.body["errors"])
    assert f"{len(faults)} things" in answer.body["detail"]
    assert counts() == before


def test_a_row_of_a_batch_is_held_to_what_a_single_row_is_held_to(send, settings):
    """Each row that is refused by itself (test_writing_refusals) is refused here at the same members."""
    settings.ALLOWANCES = {**settings.ALLOWANCES, "batches": len(OUTCOMES)}
    differs = {}
    for change, named, _words in OUTCOMES:
        answer = send({"collection": "outcomes", "row": good("outcomes", **change)})
        fields = {
            error.get("field") or error["parameter"].rpartition(".")[2] for error in answer.body.get("errors", ())
        }
        if answer.status != 400 or fields != set(named):
            differs[str(change)[:80]] = (named, answer.body)
    assert not differs, differs


def test_fault_says_where_it_stands_in_the_body(send):
    answer = send(item("sources"), item("outcomes", final="no"))
    assert answer.body["errors"] == [
        {
            "parameter": "rows.1.row.final",
            "detail": "Is neither true nor false, without quotation marks.",
            "row": 2,
            "field": "final",
        }
    ]


def test_id_of_another_content_is_a_conflict(send):
    write = send(item("sources"), item("outcomes"))
    assert write.status == 201
    answer = send(item("sources", title="Another"), item("outcomes", value="89"), *outcomes(1))
    assert_problem(answer, 409)
    assert wrong(answer) == [(1, "title"), (2, "value")]
    assert "“88.5”" in answer.body["errors"][1]["detail"]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, ["rows"]),
        ({"rows": []}, ["rows"]),
        ({"rows": {}}, ["rows"]),
        ({"rows": [item("sources")], "all": True}, ["all"]),
        ([item("sources")], ["body"]),
        ({"rows": [item("sources", id=f"s-{number}") for number in range(1001)]}, ["rows"]),
    ],
    ids=["no rows", "empty", "an object", "another member", "a list", "1,001 rows"],
)
def test_what_is_no_batch_is_refused(write, body, named):
    answer = write("batches", body)
    assert assert_problem(answer, 400) == named
    assert Source.objects.filter(id="report-2026").count() == 0


def test_every_fault_of_many_rows_is_named(send):
    answer = send(*(item("outcomes", id=f"o-{number}", value="x") for number in range(600)))
    assert wrong(answer) == [(number, "value") for number in range(1, 601)]


def test_longest_batch_is_longer_than_a_row_may_be(write):
    assert_problem(write("batches", b" " * 5_000_001), 413)
    assert_problem(write("batches", b" " * 4_000_000), 400)


def test_who_may_not_write_sends_no_batch(reader, record_writer):
    assert_problem(reader.ask("post", "batches/", {"rows": [item("sources")]}, content_type="application/json"), 401)
    assert_problem(record_writer(UserFactory())("batches", {"rows": [item("sources")]}), 403)
    assert reader.ask("get", "batches/").status == 401


def test_there_is_an_end_to_batches_in_a_minute(send, settings):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "batches": 1}
    assert send(item("sources")).status == 201
    assert send(item("sources")).status == 429


def test_batch_under_a_key_is_recorded_once(send):
    key = {"headers": {"Idempotency-Key": "batch-1"}}
    first = send(*outcomes(2), **key)
    again = send(*outcomes(2), **key)
    assert (again.status, again.body) == (201, first.body)
    assert_problem(send(*outcomes(3), **key), 422)
    assert IdempotencyKey.objects.count() == 1


# --- A second pair of eyes ----------------------------------------------------------------------------------------


def test_batch_waits_as_one_draft_that_another_editor_publishes(send, settings):
    settings.REVIEW = "two"
    before = counts()
    rows = [item("sources"), *outcomes(2, source="report-2026")]
    answer = send(*rows)
    assert answer.status == 202, answer.body
    assert counts()[:3] == before[:3]
    draft = Draft.objects.get()
    assert (answer.body["draft"]["id"], draft.kind, len(draft.changes)) == (draft.pk, "batch", 3)
    assert [(row["id"], row["new"], row["url"]) for row in answer.body["rows"]] == [
        ("report-2026", True, None), (None, True, None), (None, True, None)
    ]  # fmt: skip
    assert send(*rows).body["draft"]["id"] == draft.pk, "the same rows are the same draft"
    assert_problem(send(item("sources", published="soon")), 400)

    changes = [Change.from_json(change) for change in draft.changes]
    confirmed = [doubt.token for doubt in preview_changes(changes, by=draft.saved_by, at=NOW).doubts]
    publish_draft(draft=draft, version=draft.version, by=UserFactory(editor=True), at=NOW, confirmed=confirmed)
    assert Outcome.objects.filter(source="report-2026").count() == 2
    assert send(*rows).status == 200


def test_token_with_the_right_publishes_a_batch_at_once(send, settings, editor):
    settings.REVIEW = "two"
    send(item("sources", id="first"))
    AuthToken.objects.get(user=editor).program.__class__.objects.update(may_publish=True)
    assert send(item("sources")).status == 201


# --- Speed --------------------------------------------------------------------------------------------------------


def test_batch_takes_as_many_queries_however_many_rows_it_has(send):
    def queries(count, first):
        rows = [item("sources", id=f"s-{first + number}", url=None) for number in range(count)]
        rows += outcomes(count, source="newspaper", period_end=f"2026-0{1 + (first > 0)}-28", period_start="2025-01-01")
        with CaptureQueriesContext(connection) as captured:
            assert send(*rows).status == 201
        return [query["sql"] for query in captured if "projects_statuschange" not in query["sql"]]

    queries(1, 1000)  # the first request under a token notes the day
    few, many = queries(2, 2000), queries(60, 3000)
    assert len(many) <= len(few) + 2, "\n".join(sql[:160] for sql in many)


def test_document_describes_a_row_of_every_collection():
    from projects.api.index import document

    components = document()["components"]["schemas"]
    rows = components["NewBatch"]["properties"]["rows"]
    assert list(rows["items"]["discriminator"]["mapping"]) == list(BY_COLLECTION)
    assert set(BY_COLLECTION) == set(GOOD)
    for option in rows["items"]["oneOf"]:
        sent = components[option["$ref"].rpartition("/")[2]]
        assert sent["properties"]["row"]["$ref"].rpartition("/")[2] in components
