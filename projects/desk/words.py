"""What was understood, and why something was not, in the editor's language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import wording
from projects.reading import DayReading, DayResult, FigureReading, FigureResult, Problem
from projects.reading.limits import MAX_DECIMALS, MAX_TEXT, MAX_WHOLE_DIGITS

FIGURES = gettext_lazy(
    "Understood are digits (1500000000000), groups (1 500 000), scale words (1.5 trillion, 1,5 трлн, 12 мың), ranges "
    "(140–150 thousand), and percent or × where the unit is such."
)
DATES = gettext_lazy("Understood are 31.12.2024, 2024-12-31, 31 December 2024, 31 декабря 2024 and 31 желтоқсан 2024.")

_PROBLEMS: Mapping[Problem, Promise] = {
    Problem.TOO_LONG: gettext_lazy("This is longer than %(most)d characters."),
    Problem.NO_DIGITS: gettext_lazy("There are no digits in this."),
    Problem.OTHER_DIGITS: gettext_lazy("“%(detail)s” is none of the digits 0 to 9."),
    Problem.EXPONENT: gettext_lazy("“%(detail)s” looks like an exponent: write all digits or a scale word."),
    Problem.GROUPING: gettext_lazy("The digits of “%(detail)s” are not in groups of three."),
    Problem.TOO_MANY_DIGITS: gettext_lazy("At most %(whole)d digits fit before the point and %(decimals)d after it."),
    Problem.UNKNOWN_WORD: gettext_lazy(
        "“%(detail)s” is not understood: write the figure alone; what it counts is the unit of the indicator."
    ),
    Problem.UNKNOWN_SIGN: gettext_lazy("The sign “%(detail)s” is not understood."),
    Problem.RANGE_ORDER: gettext_lazy("The lower end of a range comes first, and its ends differ."),
    Problem.RANGE_SCALE: gettext_lazy("Say the scale at both ends of the range: 900 thousand – 1 million."),
    Problem.RANGE_QUALIFIED: gettext_lazy("A range takes no other qualifier."),
    Problem.UNITS_DIFFER: gettext_lazy("Two units are named (%(detail)s): write one."),
    Problem.SHAPE: gettext_lazy("The parts of this make no figure."),
    Problem.NOT_A_DATE: gettext_lazy("This is not a date."),
    Problem.NO_SUCH_DAY: gettext_lazy("That month has days 1 to %(detail)s."),
    Problem.NO_SUCH_MONTH: gettext_lazy("There is no month %(detail)s."),
    Problem.SHORT_YEAR: gettext_lazy("Write the year with four digits."),
    Problem.DAY_NEEDED: gettext_lazy("The day is needed here, not only the month or the year."),
}
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


def figure_problem(result: FigureResult) -> str:
    """Why nothing was understood, and what would be."""
    return f"{_reason(result.problem, result.detail)} {FIGURES}"


def day_problem(result: DayResult) -> str:
    """Why nothing was understood, and what would be."""
    return f"{_reason(result.problem, result.detail)} {DATES}"


def _reason(problem: Problem | None, detail: str) -> str:
    text = str(_PROBLEMS[problem or Problem.SHAPE])
    return text % {"detail": detail, "most": MAX_TEXT, "whole": MAX_WHOLE_DIGITS, "decimals": MAX_DECIMALS}


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
