"""Which reminder of a deadline is due on a day: 30, 7 and 1 day before and the day after, each once."""

from datetime import UTC, date, datetime, time

import pytest

from accounts.notices.reminders.deadlines import Deadline, due_reminder

pytestmark = pytest.mark.once

DEADLINE = Deadline("pool", date(2026, 12, 31), known_since=datetime(2026, 1, 10, tzinfo=UTC))
EARLY = datetime(2026, 2, 1, tzinfo=UTC)


def moment_of(on):
    return datetime.combine(on, time(8), UTC)


def due_on(today, *, followed_since=EARLY, sent=(), deadline=DEADLINE):
    return due_reminder(deadline, today=today, followed_since=followed_since, moment_of=moment_of, told_keys=set(sent))


@pytest.mark.parametrize(
    ("today", "step", "left"),
    [
        (date(2026, 11, 30), None, None),
        (date(2026, 12, 1), 30, 30),
        (date(2026, 12, 2), 30, 29),  # yesterday's run was missed
        (date(2026, 12, 24), 7, 7),
        (date(2026, 12, 29), 7, 2),
        (date(2026, 12, 30), 1, 1),
        (date(2026, 12, 31), 1, 0),  # the day itself is still before the deadline has passed
        (date(2027, 1, 1), -1, -1),
        (date(2027, 1, 30), -1, -30),  # after a month without a worker
        (date(2027, 1, 31), None, None),
    ],
)
def test_the_nearest_step_that_has_come_is_due(today, step, left) -> None:
    reminder = due_on(today)
    assert (step, left) == (None, None) if reminder is None else (reminder.step, reminder.days_left) == (step, left)


def test_a_step_is_told_once() -> None:
    first = due_on(date(2026, 12, 24))
    assert first is not None
    assert first.keys[0] == "due:pool:2026-12-31:7"
    assert due_on(date(2026, 12, 24), sent=first.keys) is None
    assert due_on(date(2026, 12, 26), sent=first.keys) is None
    assert due_on(date(2026, 12, 30), sent=first.keys) is not None


def test_a_clock_set_back_reminds_of_no_earlier_step() -> None:
    last_day = due_on(date(2026, 12, 30))
    assert last_day is not None
    assert last_day.keys == ("due:pool:2026-12-31:1", "due:pool:2026-12-31:7", "due:pool:2026-12-31:30")
    assert due_on(date(2026, 12, 24), sent=last_day.keys) is None


@pytest.mark.parametrize(
    ("followed_since", "today", "due_then"),
    [
        (datetime(2026, 12, 24, 7, 59, tzinfo=UTC), date(2026, 12, 24), True),
        (datetime(2026, 12, 24, 8, 1, tzinfo=UTC), date(2026, 12, 24), False),  # who has just looked at it knows
        (datetime(2026, 12, 24, 8, 1, tzinfo=UTC), date(2026, 12, 30), True),
        (datetime(2027, 1, 3, tzinfo=UTC), date(2027, 1, 4), False),  # long overdue when it was followed
    ],
)
def test_steps_before_it_was_followed_are_not_made_up_for(followed_since, today, due_then) -> None:
    assert (due_on(today, followed_since=followed_since) is not None) is due_then


def test_steps_before_the_deadline_was_known_are_not_made_up_for() -> None:
    late = Deadline("pool", date(2026, 12, 31), known_since=datetime(2026, 12, 27, tzinfo=UTC))
    assert due_on(date(2026, 12, 28), deadline=late) is None
    assert due_on(date(2026, 12, 30), deadline=late) is not None


def test_another_deadline_is_another_thing_to_be_reminded_of() -> None:
    before = due_on(date(2026, 12, 24))
    assert before is not None
    moved = Deadline("pool", date(2027, 6, 30), known_since=datetime(2026, 12, 25, tzinfo=UTC))
    assert due_on(date(2027, 6, 23), deadline=moved, sent=before.keys) is not None
