"""A form whose boxes say more than a value: range, qualifier, unit and rounding of a figure; how exact a date is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from projects import wording
from projects.models.names import active_language
from projects.reading import FigureReading

from . import words
from .day_field import DayFormField
from .echo import Entry
from .figure_field import FigureFormField

# The unit that a figure is in by its basis; the others are in the unit of the indicator.
BASIS_UNITS = {"multiple": "times", "percent_change": "percent"}
OF_BASIS = frozenset({"value", "upper_value", "rounded_to"})
# Of other figures, the column that names their unit.
UNIT_COLUMNS = {"investment": "currency", "capacity": "capacity_unit"}


class ReadingForm(forms.BaseForm):
    """Takes over what the text of a figure says beside its value, or asks where that is not what the form says."""

    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, FigureFormField):
                field.widget.unit = unit_of(name, self.initial)

    def clean(self) -> Any:
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, FigureFormField):
                self._clean_figure(name, field)
            elif isinstance(field, DayFormField) and f"{name}_precision" in self.fields:
                self._clean_precision(name, field)
        return cleaned

    def _entry(self, name: str, field: forms.Field) -> Entry:
        entry = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        assert isinstance(entry, Entry)
        return entry

    def _clean_figure(self, name: str, field: FigureFormField) -> None:
        unit = unit_of(name, self.cleaned_data)
        field.widget.unit = unit  # for the echo, if the form is shown again
        if name in self.errors or field.disabled:
            return
        entry = self._entry(name, field)
        reading = field.reading(entry)
        if reading is None:
            return
        if reading.unit and reading.unit != unit:
            self.add_error(name, _other_unit(reading.unit, unit))
        elif name != "value":
            self._refuse_more(name, reading)
        elif reading.upper_value is not None:
            self._take_range(reading.upper_value)
        else:
            self._compare_qualifier(reading)
        if name == "value" and "rounded_to" in self.cleaned_data:
            self._settle_rounding(reading, entry)

    def _refuse_more(self, name: str, reading: FigureReading) -> None:
        """Only “value” has columns beside it for a range and a qualifier."""
        if reading.upper_value is not None:
            self.add_error(name, str(words.NO_RANGE_HERE))
        elif reading.qualifier not in ("", "exactly"):
            self.add_error(name, words.NO_QUALIFIER_HERE % wording.qualifier(reading.qualifier, active_language()))

    def _take_range(self, upper: Decimal) -> None:
        if "upper_value" not in self.fields or "qualifier" not in self.fields:
            self.add_error("value", str(words.NO_RANGE_HERE))
            return
        if self.cleaned_data.get("upper_value") not in (None, upper):
            self.add_error("upper_value", words.OTHER_UPPER_VALUE % wording.number(upper, active_language()))
        if self.cleaned_data.get("qualifier") not in ("", "exactly", "between"):
            self.add_error("qualifier", str(words.ONLY_BETWEEN))
        self.cleaned_data |= {"upper_value": upper, "qualifier": "between"}

    def _compare_qualifier(self, reading: FigureReading) -> None:
        chosen = self.cleaned_data.get("qualifier")
        if reading.qualifier and "qualifier" in self.cleaned_data and reading.qualifier != chosen:
            self.add_error("qualifier", words.OTHER_QUALIFIER % wording.qualifier(reading.qualifier, active_language()))

    def _settle_rounding(self, reading: FigureReading, entry: Entry) -> None:
        """Takes the rounding that was shown and left ticked, where the editor wrote none.

        A revision, a correction and a mended row come with the rounding of the older figure, which nobody wrote for
        a new one.
        """
        older = self._older()
        is_copied = (
            older is not None
            and self.cleaned_data["rounded_to"] == older.rounded_to is not None
            and reading.value != older.value
        )
        if entry.is_rounding_ticked and reading.rounded_to != 1:
            if is_copied or self.cleaned_data["rounded_to"] is None:
                self.cleaned_data["rounded_to"] = reading.rounded_to
        elif is_copied and reading.value % older.rounded_to:
            values = {"id": older.pk, "value": wording.number(reading.value, active_language())}
            self.add_error("rounded_to", words.ROUNDING_OF_OLDER % values)

    def _older(self) -> Any:
        """The row that the form was filled from; None for a first figure."""
        row = self.cleaned_data.get("revises") or self.cleaned_data.get("corrects")
        instance = getattr(self, "instance", None)
        return row or (instance if instance is not None and not instance._state.adding else None)

    def _clean_precision(self, name: str, field: DayFormField) -> None:
        """A month is not a day: the precision must not promise more than was written."""
        precision = self.cleaned_data.get(f"{name}_precision")
        if name in self.errors or field.disabled or not precision:
            return
        reading = field.reading(self._entry(name, field))
        order = field.precisions
        if reading is not None and list(order).index(reading.precision) > list(order).index(precision):
            self.add_error(f"{name}_precision", words.COARSER % words.day(reading, active_language()))


def unit_of(name: str, values: Any) -> str:
    """The unit of a figure, from the values of a form: ``indicator``, ``basis``, or the column that names it."""
    if name in UNIT_COLUMNS:
        return str(values.get(UNIT_COLUMNS[name]) or "")
    if name == "jobs":
        return "jobs"
    basis = values.get("basis") or "absolute"
    if name in OF_BASIS and basis in BASIS_UNITS:
        return BASIS_UNITS[basis]
    return str(getattr(values.get("indicator"), "unit", ""))


def _other_unit(named: str, unit: str) -> str:
    lang = active_language()
    shown = wording.unit_name(unit, lang) if unit else "–"
    return words.OTHER_UNIT % {"named": wording.unit_name(named, lang), "unit": shown}
