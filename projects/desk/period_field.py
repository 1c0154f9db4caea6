"""A box for an end of a period: a month or a year alone means its first day at the start and its last at the end."""

from __future__ import annotations

from datetime import date
from typing import Any

from projects.desk import words
from projects.desk.day_field import PRECISIONS, DayFormField, DayInput
from projects.desk.echo import Echo, Entry
from projects.reading import DayReading, read_day


class PeriodStartInput(DayInput):
    """Shows the day that is meant, also where only its month or year was typed."""

    precisions = PRECISIONS

    def understood(self, entry: Entry, lang: str) -> Echo:
        reading = read_day(entry.text, self.precisions).reading
        if reading is None or reading.precision == "day":
            return super().understood(entry, lang)
        day = self.day_of(reading)
        return Echo(message=f"= {words.day(DayReading(day, day), lang)}")

    def day_of(self, reading: DayReading) -> date:
        return reading.first


class PeriodEndInput(PeriodStartInput):
    def day_of(self, reading: DayReading) -> date:
        return reading.last


class PeriodStartField(DayFormField):
    widget = PeriodStartInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(precisions=PRECISIONS, **kwargs)


class PeriodEndField(PeriodStartField):
    widget = PeriodEndInput

    def to_python(self, value: Any) -> date | None:
        """Raises ValidationError for what is not understood or not decided."""
        day = super().to_python(value)
        reading = self.reading(value) if isinstance(value, Entry) and day is not None else None
        return reading.last if reading is not None else day
