"""What was understood, and why something was not, in the editor's language."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import wording
from projects.packages.unread import day_problem, figure_problem
from projects.reading import DayReading, FigureReading

UNDERSTOOD_ONCE = gettext_lazy("Look at what was understood, tick it if it is right, and save again.")
CHOOSE = gettext_lazy("This can be read in two ways: choose what is meant, and save again.")
NOTE_ROUNDING = gettext_lazy("Write the last printed digit into “rounded to”")
NO_RANGE_HERE = gettext_lazy("A range does not fit here: write one figure.")
NO_QUALIFIER_HERE = gettext_lazy("Write the figure alone here, without “%s”.")
OTHER_UPPER_VALUE = gettext_lazy("The range in “value” ends at %s: leave this empty or write the same.")
ONLY_BETWEEN = gettext_lazy("A range is written in “value”: choose “between”.")
OTHER_QUALIFIER = gettext_lazy("“%s” is written in “value”: choose it here, or take the word out there.")
OTHER_UNIT = gettext_lazy(
    "“%(named)s” is written, but this figure is in “%(unit)s”: mend the text, the basis or the indicator."
)
ROUNDING_OF_OLDER = gettext_lazy(
    "This is the rounding of “%(id)s”, which %(value)s has not: write that of its last printed digit, or leave it "
    "empty."
)
COARSER = gettext_lazy("Only “%s” is written as the date: choose the precision to match, or write the whole date.")


def figure(reading: FigureReading, unit: str, lang: str) -> str:
    """``1,500,000,000,000 = 1.5 trillion tenge, rounded to 100 billion``: digits, words and the last printed digit."""
    words = wording.qualified(
        reading.qualifier or "exactly", reading.value, reading.upper_value, reading.unit or unit, lang
    )
    digits = wording.number(reading.value, lang)
    if reading.upper_value is not None:
        digits = f"{digits}–{wording.number(reading.upper_value, lang)}"
    text = words if digits in words else f"{digits} = {words}"
    if reading.rounded_to == 1:
        return text
    return _("%(figure)s, rounded to %(unit)s") % {"figure": text, "unit": rounding(reading.rounded_to, lang)}


def rounding(unit: Decimal, lang: str) -> str:
    """The unit of the last printed digit: ``100 billion``, ``0.1``."""
    return wording.amount(unit, "", lang)


def day(reading: DayReading, lang: str) -> str:
    """The date written out, as precisely as it was typed, a whole one with its day of the week."""
    written = wording.day(reading.first, lang, reading.precision)
    return f"{written} ({wording.weekday(reading.first, lang)})" if reading.precision == "day" else written


__all__ = ["day_problem", "figure_problem"]
