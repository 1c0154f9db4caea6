"""What a refused cell probably meant and how a package spells it: an end to the message, never a value."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from projects.comparison.quantities import plain
from projects.reading import FigureReading, Problem, read_day, read_figure

TRUE = frozenset(("true", "yes", "y", "1", "да", "истина", "иә", "ақиқат"))
FALSE = frozenset(("false", "no", "n", "0", "нет", "ложь", "жоқ", "жалған"))


def figure(cell: str) -> str:
    """``; this looks like 1500000000000``, or empty where no figure is understood; how to avoid an exponent."""
    result = read_figure(cell)
    if result.problem is Problem.EXPONENT:
        return _("; if a spreadsheet shortened it, show all digits of the column there before saving")
    return _looks_like([_figure(reading) for reading in result.readings])


def _looks_like(readings: Sequence[str]) -> str:
    return _("; this looks like %s") % _(" or ").join(readings) if readings else ""


def _figure(reading: FigureReading) -> str:
    value = plain(reading.value)
    if reading.upper_value is not None:
        ends = {"value": value, "upper_value": plain(reading.upper_value)}
        value = _("value %(value)s and upper_value %(upper_value)s with qualifier between") % ends
    elif reading.qualifier:
        value = _("%(value)s with qualifier %(qualifier)s") % {"value": value, "qualifier": reading.qualifier}
    return _("%(value)s with unit %(unit)s") % {"value": value, "unit": reading.unit} if reading.unit else value


def day(cell: str) -> str:
    """``; this looks like 2024-12-31``, or empty where no date is understood."""
    return _looks_like([reading.first.isoformat() for reading in read_day(cell).readings])


def boolean(cell: str) -> str:
    """``; write true``, or empty where neither is understood."""
    word = cell.strip().casefold()
    if word in TRUE:
        return _("; write true")
    return _("; write false") if word in FALSE else ""
