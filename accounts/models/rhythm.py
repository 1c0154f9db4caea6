"""When a person's next digest is due, and the name of the period it is for. Pure: no clock, no database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often and when: ``weekday`` 0 is Monday, ``hour`` 0–23 on the clocks of ``time_zone`` (IANA).

    ``monthly``: on the first such weekday of the month. ``daily``: the weekday does not matter.
    """

    cadence: str  # off | daily | weekly | monthly
    weekday: int
    hour: int
    time_zone: str


def next_due(rhythm: Rhythm, after: datetime, periods_had: Collection[str] = ()) -> datetime | None:
    """The first moment (UTC) strictly after ``after`` (aware) at which a digest is due. None when off.

    No digest is due in ``periods_had``: the periods (``period_key``) whose digest the person has had. Somebody who
    moves a weekly digest to another day gets one mail in that week, not two, and is not promised a second.

    The day is found on the local calendar and then turned into a moment, so the hour on the wall stays the same
    through a change to daylight-saving time. An hour that the change leaves out moves one hour on; of an hour that
    comes twice it is the first.
    """
    if rhythm.cadence == "off":
        return None
    zone = ZoneInfo(rhythm.time_zone)
    day = after.astimezone(zone).date()
    while True:
        day = _next_day(rhythm, day)
        moment = datetime.combine(day, time(rhythm.hour), zone).astimezone(UTC)
        if moment > after and period_key(rhythm, moment) not in periods_had:
            return moment
        day += timedelta(days=1)


def period_key(rhythm: Rhythm, due_at: datetime) -> str:
    """The period a digest due at ``due_at`` is for: ``2026-11-22``, ``2026-W47`` or ``2026-11``."""
    day = due_at.astimezone(ZoneInfo(rhythm.time_zone)).date()
    if rhythm.cadence == "weekly":
        year, week, _weekday = day.isocalendar()
        return f"{year}-W{week:02}"
    if rhythm.cadence == "monthly":
        return f"{day:%Y-%m}"
    return day.isoformat()


def _next_day(rhythm: Rhythm, day: date) -> date:
    """The first day on or after ``day`` that the rhythm names."""
    if rhythm.cadence == "daily":
        return day
    day += timedelta(days=(rhythm.weekday - day.weekday()) % 7)
    if rhythm.cadence == "monthly" and day.day > 7:
        first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return first + timedelta(days=(rhythm.weekday - first.weekday()) % 7)
    return day
