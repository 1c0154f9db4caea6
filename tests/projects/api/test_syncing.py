"""A copy kept with ``updated_since``: nothing missed, nothing twice, whatever is written between two pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from projects.actions.annotate_claim import annotate_claim
from projects.actions.erase_claim import erase_claim
from projects.actions.refresh import refresh_assessments
from projects.actions.rename_row import rename_row
from projects.models import Assessment, Indicator, Organisation, Outcome, RowChange, Source, StatusChange
from projects.models.system_user import system_user
from projects.reports.sweeps.horizon import MARGIN

from .conftest import NOW, event, outcome, target

pytestmark = pytest.mark.usefixtures("record")

EVER = "1970-01-01T00:00:00Z"
COLLECTIONS = [
    *("organisations", "territories", "people", "offices", "sources", "programmes", "indicators", "targets"),
    *("outcomes", "projects", "project-events", "status-changes", "publishers"),
]


def clock():
    """The real time: triggers read the clock of the database, which does not stand still."""
    return time_machine.escape_hatch.datetime.datetime.now(UTC)


@pytest.fixture(autouse=True)
def _now(record, reader):
    with time_machine.travel(clock() + timedelta(hours=1), tick=False):
        yield


def sweep(reader, name, between=lambda: None, **query):
    """Everything that a sweep gives, page by page: objects, ids that are gone, the moment for the next time."""
    answer = reader.get(f"{name}/", **query)
    results, gone = [], []
    while True:
        assert answer.status == 200, answer.body
        results += answer.body["results"]
        gone += answer.body["gone"]
        if answer.body["next"] is None:
            return results, gone, answer.body["updated_until"]
        between()
        given = {key: values[0] for key, values in parse_qs(urlsplit(answer.body["next"]).query).items()}
        answer = reader.get(f"{name}/", **given)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_first_sweep_gives_everything_once(reader, name):
    whole = {row["id"]: row for row in reader.get(f"{name}/", page_size=500).body["results"]}
    results, _gone, until = sweep(reader, name, updated_since=EVER, page_size=1)
    assert len(results) == len(whole)
    assert {row["id"]: row for row in results} == whole
    assert datetime.fromisoformat(until) == datetime.now(UTC) - MARGIN  # noqa: TID251  # it stands still


@pytest.mark.parametrize("name", ["outcomes", "targets", "organisations"])
def test_rows_that_come_between_two_pages_move_nothing(reader, name):
    """New rows are of a later moment; the next sweep has them."""
    earlier = {row["id"] for row in reader.get(f"{name}/", page_size=500).body["results"]}
    numbers = iter(range(100))

    def record():
        number, at = next(numbers), clock() + timedelta(hours=2)
        Organisation.objects.create(id=f"a-new-{number}", name="New", kind="ministry")
        outcome(
            f"a-new-{number}",
            "flats",
            Decimal(number),
            date(2024, 1, 1),
            date(2025, number % 12 + 1, 1),
            recorded_at=at,
        ).save(force_insert=True)
        target(f"a-new-{number}", "flats", value=Decimal(5), deadline=date(2030, 1, 1), recorded_at=at).save(
            force_insert=True
        )
        refresh_assessments(as_of=NOW.date(), at=at)

    results, _gone, until = sweep(reader, name, record, updated_since=EVER, page_size=1)
    ids = [row["id"] for row in results]
    assert len(ids) == len(set(ids))
    assert set(ids) <= earlier
    with time_machine.travel(clock() + timedelta(hours=3), tick=False):
        later, _gone, _until = sweep(reader, name, updated_since=until, page_size=3)
    new = {f"a-new-{number}" for number in range(next(numbers))}
    assert new
    assert new <= {row["id"] for row in later}
    assert earlier <= set(ids) | {row["id"] for row in later}


def changed_since(reader, name, moment):
    with time_machine.travel(clock() + timedelta(hours=3), tick=False):
        results, gone, _until = sweep(reader, name, updated_since=moment.isoformat().replace("+00:00", "Z"))
    return {row["id"] for row in results}, set(gone)


@pytest.fixture
def before(_now):
    """A moment after the record and before what a test does, by the clock of the database."""
    RowChange.objects.all().delete()
    Assessment.objects.update(changed_at=NOW)
    return clock() - timedelta(seconds=5)


def test_an_edit_by_hand_brings_a_row_back_with_all_that_shows_its_words(reader, before):
    Indicator.objects.filter(pk="flats").update(name="Homes")
    assert changed_since(reader, "indicators", before) == ({"flats"}, set())
    assert changed_since(reader, "targets", before)[0] == {"flats-2027"}, "its title has the indicator's name"
    assert changed_since(reader, "outcomes", before) == (set(), set())


def test_another_day_of_publication_changes_the_figures_of_a_source(reader, before):
    Source.objects.filter(pk="newspaper").update(published=date(2025, 3, 4), public_on=date(2025, 3, 4))
    assert changed_since(reader, "sources", before)[0] == {"newspaper"}
    assert changed_since(reader, "outcomes", before)[0] == {"flats-astana"}


def test_annotated_claim_comes_back(reader, before):
    annotate_claim(claim=Outcome.objects.get(pk="count-2024"), by=system_user(), at=NOW, note="As printed")
    assert changed_since(reader, "outcomes", before) == ({"count-2024"}, set())


def test_new_figure_brings_the_targets_back_whose_verdict_it_changes(reader, before):
    at = before + timedelta(seconds=1)
    outcome("flats-2025", "flats", Decimal(900), date(2024, 1, 1), date(2025, 12, 31), recorded_at=at).save(
        force_insert=True
    )
    refresh_assessments(as_of=NOW.date(), at=at)
    assert changed_since(reader, "targets", before) == ({"flats-2027"}, set())
    assert changed_since(reader, "outcomes", before) == ({"flats-2025"}, set())


def test_verdict_that_is_judged_again_and_stays_the_same_is_no_change(reader, before):
    refresh_assessments(as_of=NOW.date() + timedelta(days=1), at=before + timedelta(seconds=1))
    assert changed_since(reader, "targets", before) == (set(), set())


def test_revised_target_comes_under_its_new_id_and_the_old_one_is_gone(reader, before):
    at = before + timedelta(seconds=1)
    target(
        "flats-2028", "flats", value=Decimal(1000), deadline=date(2028, 12, 31), revises_id="flats-2027", recorded_at=at
    ).save(force_insert=True)
    refresh_assessments(as_of=NOW.date(), at=at)
    assert changed_since(reader, "targets", before) == ({"flats-2028"}, {"flats-2027"})


def test_new_id_and_what_names_it_come_back_and_the_old_id_is_gone(reader, before):
    rename_row(row=Source.objects.get(pk="newspaper"), new_id="daily", by=system_user(), at=NOW)
    assert changed_since(reader, "sources", before) == ({"daily"}, {"newspaper"})
    assert changed_since(reader, "outcomes", before)[0] == {"flats-astana"}


def test_claim_that_was_taken_out_is_gone(reader, before):
    erase_claim(claim=Outcome.objects.get(pk="flats-astana"), reason="Not of Astana.", by=system_user(), at=NOW)
    assert changed_since(reader, "outcomes", before) == (set(), {"flats-astana"})


def test_new_stage_brings_its_project_back(reader, before):
    event("plant-later", "stopped", date(2026, 3, 1), "newspaper").save(force_insert=True)
    assert changed_since(reader, "projects", before)[0] == {"plant"}


def test_change_of_status_that_is_told_otherwise_is_replaced(reader, before):
    change = StatusChange.objects.filter(first="flats-2027").latest("on")
    id, on = f"{change.first_id}@{change.on}", change.on + timedelta(days=1)
    change.delete()
    StatusChange.objects.create(
        first_id="flats-2027",
        target_id="flats-2027",
        on=on,
        to_status="missed",
        recorded_at=before + timedelta(seconds=1),
    )
    assert changed_since(reader, "status-changes", before) == ({f"flats-2027@{on}"}, {id})


def test_what_a_filter_leaves_out_from_now_on_is_gone(reader, before):
    Source.objects.filter(pk="newspaper").update(language="kk")
    with time_machine.travel(clock() + timedelta(hours=3), tick=False):
        since = before.isoformat().replace("+00:00", "Z")
        assert sweep(reader, "sources", updated_since=since, language="ru")[:2] == ([], ["newspaper"])
        (shown,), gone, _until = sweep(reader, "sources", updated_since=since, language="kk", fields="title")
    assert (shown, gone) == ({"title": "Newspaper"}, [])


def next_of(reader, path, **query):
    link = urlsplit(reader.get(path, updated_since=EVER, page_size=1, **query).body["next"])
    return {key: values[0] for key, values in parse_qs(link.query).items()}


def test_cursor_is_refused_elsewhere_and_where_it_was_changed(reader):
    given = next_of(reader, "sources/", kind="government")
    assert reader.get("sources/", **given).status == 200
    assert reader.get("sources/", **given, updated_since=EVER).status == 200
    cursor = given["cursor"]
    for path, query in [
        ("outcomes/", {"cursor": cursor, "page_size": 1}),
        ("sources/", {**given, "kind": "press"}),
        ("sources/", {**given, "page_size": 2}),
        ("sources/", {"cursor": cursor}),
        ("sources/", {**given, "cursor": cursor[:-1] + ("a" if cursor[-1] != "a" else "b")}),
        ("sources/", {**given, "cursor": "x" + cursor}),
        ("sources/", {**given, "cursor": "nonsense"}),
        ("sources/", {**given, "cursor": ""}),
        ("sources/", {**given, "updated_since": "2026-01-01T00:00:00Z"}),
    ]:
        answer = reader.get(path, **query)
        assert (answer.status, answer.type) == (400, "application/problem+json"), query
        assert [wrong["parameter"] for wrong in answer.body["errors"]] == ["cursor"]


@pytest.mark.parametrize("excluded", [{"page": 2}, {"as_of": "2026-01-01"}])
@pytest.mark.parametrize("name", ["targets", "sources"])
def test_a_sweep_has_no_pages_and_no_day(reader, name, excluded):
    answer = reader.get(f"{name}/", updated_since=EVER, **excluded)
    assert (answer.status, [wrong["parameter"] for wrong in answer.body["errors"]]) == (400, list(excluded))


def test_target_that_a_filter_leaves_out_from_now_on_is_gone(reader, before):
    at = before + timedelta(seconds=1)
    outcome("flats-2025", "flats", Decimal(1000), date(2024, 1, 1), date(2025, 12, 31), recorded_at=at).save(
        force_insert=True
    )
    was = reader.get("targets/flats-2027/", fields="assessment.status").body["assessment"]["status"]
    refresh_assessments(as_of=NOW.date(), at=at)
    with time_machine.travel(clock() + timedelta(hours=3), tick=False):
        since = before.isoformat().replace("+00:00", "Z")
        assert sweep(reader, "targets", updated_since=since, status=was)[:2] == ([], ["flats-2027"])
        assert sweep(reader, "targets", updated_since=EVER, status=was)[:2] == ([], [])
