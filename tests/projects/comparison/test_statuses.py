"""R11: the groups of statuses, each status in exactly one, and the days past a deadline."""

from __future__ import annotations

from datetime import date

import pytest

from projects.comparison import statuses
from projects.comparison.statuses import STATUSES, days_overdue

GROUPS = (
    statuses.DECIDED,
    statuses.UNDER_WAY,
    statuses.WAITING,
    statuses.PAST_DEADLINE,
    statuses.NOT_ASSESSABLE,
)
METHOD = (
    "achieved achieved_late on_track behind off_track too_early no_data overdue unreported missed not_assessable "
    "withdrawn"
)
DEADLINE = date(2024, 12, 31)


def test_the_groups_partition_all_statuses():
    members = [status for group in GROUPS for status in group]

    assert sorted(members) == sorted(STATUSES)
    assert len(members) == len(set(members))


def test_open_statuses_are_those_that_a_report_can_change():
    assert set(statuses.OPEN) == set(STATUSES) - set(statuses.DECIDED) - set(statuses.NOT_ASSESSABLE)
    assert set(statuses.MET) < set(statuses.DECIDED)


def test_statuses_are_those_of_the_method_in_its_order():
    assert " ".join(STATUSES) == METHOD


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(("as_of", "days"), [(date(2025, 1, 1), 1), (date(2025, 12, 31), 365)])
def test_days_overdue_are_counted_past_the_deadline_alone(status: str, as_of: date, days: int):
    past = status in ("overdue", "unreported")

    assert days_overdue(status, DEADLINE, as_of) == (days if past else None)
    assert days_overdue(status, None, as_of) is None
