"""A box for a figure: text, read as people write figures, confirmed where it was not typed as plain digits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from projects.comparison.quantities import plain
from projects.reading import FigureReading, FigureResult, read_figure

from . import words
from .echo import Echo, EchoInput, Entry, Option


class FigureInput(EchoInput):
    """A text box with what was understood under it. ``unit`` is that of the figure; the echo names it."""

    template_name = "desk/box.html"
    unit = ""
    offers_rounding = False

    class Media:
        js = ("projects/desk.js",)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"class": "vTextField figure-box", "inputmode": "decimal", "autocomplete": "off", **(attrs or {})}
        )

    def format_value(self, value: Any) -> str:
        return spelled(value) if isinstance(value, Decimal) else str(value or "")

    def understood(self, entry: Entry, lang: str) -> Echo:
        result = read_figure(entry.text, lang)
        if result.problem:
            return Echo(words.figure_problem(result), is_problem=True)
        labels = [words.figure(reading, self.unit, lang) for reading in result.readings]
        is_rounded = self.offers_rounding and any(reading.rounded_to != 1 for reading in result.readings)
        rounding = words.NOTE_ROUNDING if is_rounded else ""
        ticked = entry.is_rounding_ticked if entry.is_answered else not result.is_plain
        if result.is_plain:
            return Echo(message=f"= {labels[0]}", rounding=rounding, is_rounding_ticked=ticked)
        options = tuple(
            Option(token(reading), label, token(reading) == entry.understood)
            for reading, label in zip(result.readings, labels, strict=True)
        )
        kind = "checkbox" if len(options) == 1 else "radio"
        return Echo("", kind, options, rounding, ticked)


class FigureFormField(forms.Field):
    """A figure as a Decimal in base units. What else the text says is the form's to use: ``reading``."""

    widget = FigureInput

    def prepare_value(self, value: Any) -> Any:
        return spelled(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        """Raises ValidationError for what is not understood, not confirmed or not decided."""
        entry = _entry(value)
        if not entry.text.strip():
            return None
        result = read_figure(entry.text, get_language() or "")
        if result.problem:
            raise ValidationError(words.figure_problem(result), code="not_understood")
        reading = _agreed(result, entry)
        if reading is None:
            is_ambiguous = len(result.readings) > 1
            raise ValidationError(words.CHOOSE if is_ambiguous else words.UNDERSTOOD_ONCE, code="to_confirm")
        return reading.value

    def reading(self, entry: Entry) -> FigureReading | None:
        """The reading that was typed plainly or agreed to."""
        return _agreed(read_figure(entry.text), entry)

    def has_changed(self, initial: Any, data: Any) -> bool:
        entry = _entry(data)
        if not entry.text.strip() or initial in self.empty_values:
            return bool(entry.text.strip()) != (initial not in self.empty_values)
        before = initial if isinstance(initial, Decimal) else getattr(read_figure(str(initial)).reading, "value", None)
        reading = self.reading(entry)
        return reading is None or reading.value != before or reading.upper_value is not None


def _entry(value: Any) -> Entry:
    return value if isinstance(value, Entry) else Entry("" if value is None else str(value))


def _agreed(result: FigureResult, entry: Entry) -> FigureReading | None:
    if result.is_plain:
        return result.reading
    return next((reading for reading in result.readings if token(reading) == entry.understood), None)


def token(reading: FigureReading) -> str:
    """A reading as the form sends it back: agreed to is what was shown, not whatever the text says by then."""
    upper = "" if reading.upper_value is None else plain(reading.upper_value)
    return ";".join((plain(reading.value), upper, plain(reading.rounded_to), reading.qualifier, reading.unit))


def spelled(value: Decimal) -> str:
    """A recorded figure in plain digits that can be read in one way only: 1.500 is written 1.5, 1.234 as 1.2340."""
    text = plain(value)
    return text if read_figure(text).is_plain else f"{text}0"
