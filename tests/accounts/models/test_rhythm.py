from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models.rhythm import Rhythm, next_due, period_key

pytestmark = pytest.mark.once

MONDAY, WEDNESDAY, SUNDAY = 0, 2, 6


def local(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("cadence", "weekday", "hour", "zone", "after", "due"),
    [
        ("weekly", MONDAY, 8, "Asia/Almaty", "2026-11-22T12:00", "2026-11-23T08:00+05:00"),
        ("weekly", MONDAY, 8, "Asia/Almaty", "2026-11-23T07:59", "2026-11-23T08:00+05:00"),
        ("weekly", MONDAY, 8, "Asia/Almaty", "2026-11-23T08:00", "2026-11-30T08:00+05:00"),
        ("daily", MONDAY, 8, "Asia/Almaty", "2026-11-23T08:00", "2026-11-24T08:00+05:00"),
        ("daily", MONDAY, 23, "Asia/Almaty", "2026-12-31T23:00", "2027-01-01T23:00+05:00"),
        (
            "daily",
            MONDAY,
            0,
            "Asia/Almaty",
            "2024-02-28T12:00",
            "2024-02-29T00:00+06:00",
        ),  # Almaty was an hour ahead until then
        # The first such weekday of the month, also over the end of a month, of a year and of a short February.
        ("monthly", MONDAY, 8, "Asia/Almaty", "2026-11-02T07:00", "2026-11-02T08:00+05:00"),
        ("monthly", MONDAY, 8, "Asia/Almaty", "2026-11-02T08:00", "2026-12-07T08:00+05:00"),
        ("monthly", WEDNESDAY, 8, "Asia/Almaty", "2026-12-31T12:00", "2027-01-06T08:00+05:00"),
        ("monthly", SUNDAY, 8, "Asia/Almaty", "2026-01-31T23:30", "2026-02-01T08:00+05:00"),
        ("monthly", SUNDAY, 8, "Asia/Almaty", "2027-02-28T23:30", "2027-03-07T08:00+05:00"),
        # Clocks go forward in Berlin on 29 March 2026 at 02:00: the wall says 08:00 before and after.
        ("daily", MONDAY, 8, "Europe/Berlin", "2026-03-28T08:00", "2026-03-29T08:00+02:00"),
        ("daily", MONDAY, 8, "Europe/Berlin", "2026-03-27T08:00", "2026-03-28T08:00+01:00"),
        # The hour that is left out moves one hour on, and the next day it is back.
        ("daily", MONDAY, 2, "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T03:00+02:00"),
        ("daily", MONDAY, 2, "Europe/Berlin", "2026-03-29T12:00", "2026-03-30T02:00+02:00"),
        # Clocks go back on 25 October 2026 at 03:00: of the hour that comes twice it is the first, and only that.
        ("daily", MONDAY, 2, "Europe/Berlin", "2026-10-24T12:00", "2026-10-25T02:00+02:00"),
        ("weekly", SUNDAY, 2, "Europe/Berlin", "2026-10-20T12:00", "2026-10-25T02:00+02:00"),
        # Midnight that a change leaves out (Cairo, 24 April 2026).
        ("daily", MONDAY, 0, "Africa/Cairo", "2026-04-23T12:00", "2026-04-24T01:00+03:00"),
    ],
)
def test_next_due(cadence, weekday, hour, zone, after, due):
    moment = next_due(Rhythm(cadence, weekday, hour, zone), local(after, zone))

    assert moment == datetime.fromisoformat(due)


def test_next_due_in_the_second_of_two_equal_hours_is_the_next_day():
    between = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 the first time; 02:00 has just been

    due = next_due(Rhythm("daily", MONDAY, 2, "Europe/Berlin"), between)

    assert due == datetime(2026, 10, 26, 1, tzinfo=UTC)


def test_next_due_is_none_when_off():
    assert next_due(Rhythm("off", MONDAY, 8, "Asia/Almaty"), datetime(2026, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("cadence", "due", "key"),
    [
        ("daily", "2026-11-22T08:00", "2026-11-22"),
        ("weekly", "2026-11-23T08:00", "2026-W48"),
        ("weekly", "2027-01-01T08:00", "2026-W53"),  # ISO weeks: New Year's Day may belong to the old year
        ("monthly", "2026-12-07T08:00", "2026-12"),
    ],
)
def test_period_key(cadence, due, key):
    assert period_key(Rhythm(cadence, MONDAY, 8, "Asia/Almaty"), local(due, "Asia/Almaty")) == key


def test_period_key_is_the_day_on_the_persons_own_clock():
    rhythm = Rhythm("daily", MONDAY, 1, "Pacific/Auckland")

    assert period_key(rhythm, datetime(2026, 6, 1, 13, tzinfo=UTC)) == "2026-06-02"


@given(
    cadence=st.sampled_from(["daily", "weekly", "monthly"]),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    zone=st.sampled_from(["Asia/Almaty", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"]),
    start=st.datetimes(datetime(2023, 1, 1), datetime(2030, 1, 1)),
)
def test_every_period_has_one_due_moment_of_its_own(cadence, weekday, hour, zone, start):
    rhythm = Rhythm(cadence, weekday, hour, zone)
    dues = [next_due(rhythm, start.replace(tzinfo=UTC))]
    for _ in range(14):
        dues.append(next_due(rhythm, dues[-1]))

    longest = {"daily": 1, "weekly": 7, "monthly": 35}[cadence]
    assert all(timedelta(0) < later - earlier <= timedelta(days=longest, hours=2) for earlier, later in pairwise(dues))
    assert len({period_key(rhythm, due) for due in dues}) == len(dues)
