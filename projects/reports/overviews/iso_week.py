"""Weeks from Monday to Sunday in the tracker's time zone, named as ISO 8601 has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_NAME = re.compile(r"([0-9]{4})-W([0-9]{2})")
DAYS = timedelta(days=7)
# Further out the moments around a week are no dates any more.
EARLIEST, LATEST = date.min + timedelta(days=200), date.max - timedelta(days=200)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """The week that begins on ``monday``. Weeks are ordered by time."""

    monday: date

    @classmethod
    def of(cls, on: date) -> Week:
        """The week that a day belongs to; of one near the ends of the calendar, the last that can be shown."""
        within = min(max(on, EARLIEST), LATEST)
        return cls(within - timedelta(days=within.weekday()))

    @classmethod
    def at(cls, moment: datetime) -> Week:
        """The week that a moment belongs to, in the tracker's time zone."""
        return cls.of(day_of(moment))

    @classmethod
    def from_name(cls, name: str) -> Week:
        """The week written ``2026-W48``. Raises ValueError for anything else, and for a week that its year lacks."""
        match = _NAME.fullmatch(name)
        if match is None:
            raise ValueError(f"{name!r} is no week; write it as 2026-W48.")
        week = cls(date.fromisocalendar(int(match[1]), int(match[2]), 1))
        if week != cls.of(week.monday):
            raise ValueError(f"{name} is too far away.")
        return week

    @property
    def name(self) -> str:
        year, number, _day = self.monday.isocalendar()
        return f"{year:04}-W{number:02}"

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def start(self) -> datetime:
        """Monday 00:00."""
        return timezone.make_aware(datetime.combine(self.monday, time.min), timezone.get_default_timezone())

    @property
    def end(self) -> datetime:
        """Sunday 24:00, which is the start of the next week."""
        return self.after().start

    def after(self, weeks: int = 1) -> Week:
        """The week that many weeks later; a negative number goes back. Raises OverflowError beyond the calendar."""
        return Week(self.monday + weeks * DAYS)


def day_of(moment: datetime) -> date:
    """The day of a moment in the tracker's time zone."""
    return timezone.localdate(moment, timezone.get_default_timezone())
