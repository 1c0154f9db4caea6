"""What a refused cell probably meant and how a package spells it: an end to the message, never a value."""

from __future__ import annotations

from projects.comparison.quantities import plain
from projects.reading import FigureReading, Problem, read_day, read_figure

_TRUE = frozenset(("yes", "y", "1", "да", "истина", "иә", "ақиқат"))
_FALSE = frozenset(("no", "n", "0", "нет", "ложь", "жоқ", "жалған"))


def figure(cell: str) -> str:
    """``; this looks like 1500000000000``, or empty where no figure is understood; how to avoid an exponent."""
    result = read_figure(cell)
    if result.problem is Problem.EXPONENT:
        return "; if a spreadsheet shortened it, show all digits of the column there before saving"
    readings = [_figure(reading) for reading in result.readings]
    return f"; this looks like {' or '.join(readings)}" if readings else ""


def _figure(reading: FigureReading) -> str:
    value = plain(reading.value)
    if reading.upper_value is not None:
        value = f"value {value} and upper_value {plain(reading.upper_value)} with qualifier between"
    elif reading.qualifier:
        value = f"{value} with qualifier {reading.qualifier}"
    return f"{value} with unit {reading.unit}" if reading.unit else value


def day(cell: str) -> str:
    """``; this looks like 2024-12-31``, or empty where no date is understood."""
    readings = [reading.first.isoformat() for reading in read_day(cell).readings]
    return f"; this looks like {' or '.join(readings)}" if readings else ""


def boolean(cell: str) -> str:
    """``; write true``, or empty where neither is understood."""
    word = cell.strip().casefold()
    if word in _TRUE:
        return "; write true"
    return "; write false" if word in _FALSE else ""
