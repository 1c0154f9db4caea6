"""Why a figure or a date was not understood, in the language of the moment, and what would be."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from projects.reading import DayResult, FigureResult, Problem
from projects.reading.limits import MAX_DECIMALS, MAX_TEXT, MAX_WHOLE_DIGITS
from projects.reading.windows import WindowResult

FIGURES = gettext_lazy(
    "Understood are digits (1500000000000), groups (1 500 000), scale words (1.5 trillion, 1,5 трлн, 12 мың), ranges "
    "(140–150 thousand), and percent or × where the unit is such."
)
DATES = gettext_lazy("Understood are 31.12.2024, 2024-12-31, 31 December 2024, 31 декабря 2024 and 31 желтоқсан 2024.")
WINDOWS = gettext_lazy(
    "Understood are dates, months and years, and words around them: in 2027, by the end of 2027, 2025–2027, "
    "в 2027 году, до конца 2027 года, 2027 жылы, 2027 жылдың соңына дейін."
)

_PROBLEMS: Mapping[Problem, Promise] = {
    Problem.TOO_LONG: gettext_lazy("This is longer than %(most)d characters."),
    Problem.NO_DIGITS: gettext_lazy("There are no digits in this."),
    Problem.OTHER_DIGITS: gettext_lazy("“%(detail)s” is none of the digits 0 to 9."),
    Problem.EXPONENT: gettext_lazy("“%(detail)s” looks like an exponent: write all digits or a scale word."),
    Problem.GROUPING: gettext_lazy("The digits of “%(detail)s” are not in groups of three."),
    Problem.OTHER_DECIMAL: gettext_lazy("“%(detail)s” has another decimal sign than the rest of the file."),
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
    Problem.OTHER_ORDER: gettext_lazy("The parts of “%(detail)s” stand in another order than in the rest of the file."),
    Problem.SHORT_YEAR: gettext_lazy("Write the year with four digits."),
    Problem.DAY_NEEDED: gettext_lazy("The day is needed here, not only the month or the year."),
}


def figure_problem(result: FigureResult) -> str:
    """Why nothing was understood, and what would be."""
    return f"{_reason(result.problem, result.detail)} {FIGURES}"


def day_problem(result: DayResult) -> str:
    """Why nothing was understood, and what would be."""
    return f"{_reason(result.problem, result.detail)} {DATES}"


def window_problem(result: WindowResult) -> str:
    """Why nothing was understood, and what would be."""
    return f"{_reason(result.problem, result.detail)} {WINDOWS}"


def _reason(problem: Problem | None, detail: str) -> str:
    text = str(_PROBLEMS[problem or Problem.SHAPE])
    return text % {"detail": detail, "most": MAX_TEXT, "whole": MAX_WHOLE_DIGITS, "decimals": MAX_DECIMALS}
