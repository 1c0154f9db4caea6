"""One promise as of a day: what was known then, how it moved, what disagrees; in the reader's language."""

from __future__ import annotations

import pytest

from projects.models import Target

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("shipped")]


def test_earlier_day_knows_only_what_was_public_then(ask):
    answer = ask("get_promise", id="pool-2024-projects", as_of="2024-08-01").structured
    assert answer["url"].endswith("/targets/pool-2024-projects/?as_of=2024-08-01")
    verdict = answer["promise"]["verdict"]
    assert (verdict["status"], verdict["decided"], verdict["actual_in_words"]) == ("off_track", False, "43 projects")
    assert "pool-2024-projects-final" not in {report["id"] for report in answer["reports"]}
    assert max(change["on"] for change in answer["verdict_history"]) <= "2024-08-01"


def test_verdict_of_any_announcement_is_that_of_the_one_that_stands(ask):
    answer = ask("get_promise", id="pool-2024-money-2024-02").structured
    assert answer["superseded_by"] == "pool-2024-money-2024-03"
    assert answer["promise"]["promised"] == "1.2 trillion tenge"
    assert answer["promise"]["verdict"]["status"] == "unreported"
    changed = {row["id"]: row["changed"] for row in answer["announcements"]}
    assert changed["pool-2024-money-2024-02"] == []
    assert changed["pool-2024-money-2024-04"] == ["raised: about 1.3 trillion tenge → 1.5 trillion tenge"]


def test_reports_that_count_come_first_and_each_says_why(ask):
    answer = ask("get_promise", id="pool-2024-money-2024-11").structured
    counts = [report["counts"] for report in answer["reports"]]
    assert counts == sorted(counts, reverse=True)
    assert all(report["why"] for report in answer["reports"])
    cited = {report["source"] for report in answer["reports"]} | {row["source"] for row in answer["announcements"]}
    assert cited == {source["id"] for source in answer["sources"]}


@pytest.mark.parametrize("name", ["claimed", "not_entered"])
def test_what_has_no_day_is_told_of_today_only(ask, name):
    """What those responsible say without a day belongs to no earlier day."""
    target = Target.objects.exclude(**{name: ""}).first()
    assert len(ask("get_promise", id=target.pk).structured[name]) == 1
    assert ask("get_promise", id=target.pk, as_of="2026-03-19").structured[name] == []
