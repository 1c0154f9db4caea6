"""The collection of targets on other days than today, and as the tracker knew them then."""

from __future__ import annotations

from datetime import date

import pytest

from projects.actions.refresh import refresh_assessments
from projects.models import Assessment

from .conftest import NOW

pytestmark = pytest.mark.usefixtures("shared_record", "db")


EVERY = ["flats-2027", "plan-done", "pool-2024-count", "pool-2024-money-2"]


def test_as_of_shows_what_was_known_then(reader):
    answer = reader.get("targets/", as_of="2024-05-31").body["results"]
    shown = {row["id"]: row for row in answer}
    assert sorted(shown) == ["flats-2027", "plan-done", "pool-2024-count", "pool-2024-money"]
    money = shown["pool-2024-money"]
    assert (money["superseded_by"], len(money["revisions"])) == (None, 1)
    assert {row["assessment"]["as_of"] for row in answer} == {"2024-05-31"}
    assert {row["assessment"]["status"] for row in answer} == {"no_data"}


def test_as_of_before_the_announcement_knows_nothing(reader):
    assert reader.ids("targets/", as_of="2024-01-09") == []
    assert reader.get("targets/pool-2024-money-2/", as_of="2024-05-31").status == 404
    assert reader.get("targets/pool-2024-money/", as_of="2024-05-31").body["superseded_by"] is None


def test_as_of_a_coming_day_computes_only_what_changes(reader):
    shown = {row["id"]: row["assessment"] for row in reader.get("targets/", as_of="2028-01-01").body["results"]}
    assert shown["flats-2027"]["status"] == "unreported"
    assert shown["flats-2027"]["days_overdue"] == 1
    assert "pool-later" in shown  # announced by then, and not judged yet
    assert shown["pool-2024-count"]["as_of"] == "2028-01-01"


def test_known_at_leaves_out_what_was_recorded_later(reader):
    assert sorted(reader.ids("targets/", known_at="2026-01-05T09:00:00Z")) == EVERY
    assert reader.ids("targets/", known_at="2026-01-05T08:59:59Z") == []
    assert reader.get("targets/plan-done/", known_at="2026-01-05T13:59:59+05:00").status == 404


def test_known_at_and_as_of_narrow_together(reader):
    """Two clocks: what had been announced by the day, of what had been recorded by the moment."""
    both = {"known_at": "2026-01-05T09:00:00Z", "as_of": "2024-05-31"}
    assert "pool-2024-money" in reader.ids("targets/", **both)
    assert "pool-2024-money-2" not in reader.ids("targets/", **both)
    shown = reader.get("targets/pool-2024-money/", **both).body
    assert (shown["superseded_by"], shown["assessment"]["as_of"]) == (None, "2024-05-31")
    assert reader.get("targets/pool-2024-money-2/", **both).status == 404
    assert reader.get("targets/pool-2024-money/", **both | {"known_at": "2026-01-05T08:59:59Z"}).status == 404


@pytest.mark.parametrize("moment", ["yesterday", "2026-01-05", "2026-13-05T09:00:00Z", "2026-01-05T09:00:00", ""])
def test_known_at_that_is_no_moment_is_refused_by_name(reader, moment):
    for path in ("targets/", "targets/pool-2024-money/"):
        answer = reader.get(path, known_at=moment, as_of="2024-05-31")
        assert (answer.status, [wrong["parameter"] for wrong in answer.body["errors"]]) == (400, ["known_at"])


def test_missed_refresh_shows_the_verdict_of_today_all_the_same(reader):
    refresh_assessments(as_of=date(2024, 6, 30), at=NOW)
    assert Assessment.objects.get(target="plan-done").status != "unreported"
    shown = {row["id"]: row["assessment"]["status"] for row in reader.get("targets/").body["results"]}
    assert shown == {
        "flats-2027": "behind",
        "plan-done": "unreported",
        "pool-2024-count": "missed",
        "pool-2024-money-2": "unreported",
    }


def test_stored_and_computed_verdicts_are_the_same(reader):
    stored = reader.get("targets/").body["results"]
    computed = reader.get("targets/", known_at="2026-11-22T07:00:00Z").body["results"]
    assert stored == computed


def test_explanation_of_an_earlier_day_knows_nothing_of_later_reports(reader):
    steps = reader.get("targets/flats-2027/", as_of="2024-06-01").body["explanation"]
    assert not any(step["code"].startswith("report_") for step in steps)
    assert {"no_evidence", "status"} <= {step["code"] for step in steps}
