"""A box for a date: text in any usual spelling; asked about where day and month could be either."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError

from projects.reading import DayReading, DayResult, read_day

from . import words
from .echo import Echo, EchoInput, Entry, Option

PRECISIONS = ("day", "month", "year")


class DayInput(EchoInput, AdminDateWidget):
    """The admin's text box with its calendar, and what was understood under it."""

    template_name = "desk/day_box.html"
    precisions: Collection[str] = ("day",)

    class Media:
        js = ("projects/desk.js",)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"size": "20", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return value.text if isinstance(value, Entry) else (super().format_value(value) or "")

    def understood(self, entry: Entry, lang: str) -> Echo:
        result = read_day(entry.text, self.precisions)
        if result.problem:
            return Echo(words.day_problem(result), is_problem=True)
        if result.reading:
            return Echo(message=f"= {words.day(result.reading, lang)}")
        options = (
            Option(token(reading), words.day(reading, lang), token(reading) == entry.understood)
            for reading in result.readings
        )
        return Echo(kind="radio", options=tuple(options))


class DayFormField(forms.DateField):
    """A date. ``precisions``: whether a month or a year alone will do; it is then stored as its first day."""

    widget = DayInput

    def __init__(self, *, precisions: Collection[str] = ("day",), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.precisions = self.widget.precisions = precisions

    def to_python(self, value: Any) -> date | None:
        """Raises ValidationError for what is not understood or not decided."""
        if not isinstance(value, Entry):
            return super().to_python(value)
        if not value.text.strip():
            return None
        result = read_day(value.text, self.precisions)
        if result.problem:
            raise ValidationError(words.day_problem(result), code="not_understood")
        reading = _agreed(result, value)
        if reading is None:
            raise ValidationError(words.CHOOSE, code="to_confirm")
        return reading.first

    def reading(self, entry: Entry) -> DayReading | None:
        """The only reading, or the one that was chosen."""
        return _agreed(read_day(entry.text, self.precisions), entry)


def _agreed(result: DayResult, entry: Entry) -> DayReading | None:
    return result.reading or next((reading for reading in result.readings if token(reading) == entry.understood), None)


def token(reading: DayReading) -> str:
    """A reading as the form sends it back."""
    return reading.first.isoformat()
