"""How promises stand: every status is in one group, every group in one family."""

from __future__ import annotations

from projects.comparison.statuses import DECIDED, STATUSES
from projects.reports.overviews.standing import FAMILIES, GROUPS, standing_of, statuses_of


def test_every_status_is_in_one_group_and_every_group_in_one_family() -> None:
    assert sorted(status for statuses in GROUPS.values() for status in statuses) == sorted(STATUSES)
    assert [group for groups in FAMILIES.values() for group in groups] == list(GROUPS)
    assert statuses_of("decided") == DECIDED


def test_counts_keep_the_order_and_add_up() -> None:
    standing = standing_of(["missed", "achieved", "on_track", "no_data", "withdrawn", "unreported", "not_assessable"])
    assert [group for group, _count in standing.counts] == list(GROUPS)
    assert (standing.total, standing.count("decided"), standing.count("undecided")) == (7, 3, 3)
    assert (standing.count("kept", "late"), standing.count("open"), standing.count("unjudged")) == (1, 2, 1)
    assert standing_of([]).total == 0
