"""A box for the time of a promise: “in 2027”, “до конца 2027 года”; asked about where two things can be meant."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects import wording
from projects.packages.unread import window_problem
from projects.reading.windows import WindowReading, WindowResult, read_window

from . import words
from .echo import Echo, EchoInput, Entry, Option


class WindowInput(EchoInput):
    """A text box with what was understood under it."""

    template_name = "desk/box.html"

    class Media:
        js = ("projects/desk.js",)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return str(value or "")

    def understood(self, entry: Entry, lang: str) -> Echo:
        result = read_window(entry.text)
        if result.problem:
            return Echo(window_problem(result), is_problem=True)
        if result.reading:
            return Echo(message=f"= {in_words(result.reading, lang)}")
        options = (
            Option(token(reading), in_words(reading, lang), token(reading) == entry.understood)
            for reading in result.readings
        )
        return Echo(kind="radio", options=tuple(options))


class WindowFormField(forms.Field):
    """A time as a WindowReading; None where nothing is written."""

    widget = WindowInput

    def to_python(self, value: Any) -> WindowReading | None:
        """Raises ValidationError for what is not understood or not decided."""
        entry = value if isinstance(value, Entry) else Entry(str(value or ""))
        if not entry.text.strip():
            return None
        result = read_window(entry.text)
        if result.problem:
            raise ValidationError(window_problem(result), code="not_understood")
        reading = agreed(result, entry)
        if reading is None:
            raise ValidationError(words.CHOOSE, code="to_confirm")
        return reading


def agreed(result: WindowResult, entry: Entry) -> WindowReading | None:
    """The only reading, or the one that was chosen."""
    chosen = (reading for reading in result.readings if token(reading) == entry.understood)
    return result.reading or next(chosen, None)


def token(reading: WindowReading) -> str:
    """A reading as the form sends it back."""
    first = reading.first.isoformat() if reading.first is not None else ""
    return f"{first}/{reading.last.isoformat()}"


def in_words(reading: WindowReading, lang: str) -> str:
    """Both ends, or the last day alone."""
    if reading.first is not None:
        named = wording.period(reading.first, reading.last, lang)
        days = f"{wording.day(reading.first, lang)} – {wording.day(reading.last, lang)}"
        return days if named == days else f"{named}: {days}"
    return _("last day: %(day)s") % {"day": wording.day(reading.last, lang)}
