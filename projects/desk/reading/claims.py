"""A figure as it was read, for an indicator → the columns of the row that it makes, or why a person has to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from projects import wording
from projects.desk.cells import cells_of
from projects.models import Indicator, Target
from projects.models.names import active_language
from projects.reading.articles import ArticleFigure, rounded_to
from projects.reading.articles.words import CURRENCIES, DURATIONS, MEASURES

OUTCOMES, TARGETS = "outcomes", "targets"
TABLE_OF = {"outcome": OUTCOMES, "target": TARGETS}
ANY_UNIT = frozenset({"", "units"})  # of a figure whose noun names no unit of ours
POINTS = "percentage_points"  # no basis of ours: 0.3 points off 5 % are 6 percent
# What need not be a whole number; anything else is counted.
MEASURED = CURRENCIES | MEASURES | DURATIONS | {"percent", POINTS, "times"}
# What a figure of a basis is counted in; the others are in the unit of the indicator.
OF_BASIS = {"multiple": "times", "percent_change": "percent"}


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator, as far as a figure has to fit it."""

    id: str
    unit: str
    accumulation: str


def asked_about(figure: ArticleFigure) -> ArticleFigure:
    """The figure without a second reading that cannot be: what is counted has no decimals, 18,400 homes are not 18.4.

    Anything else is asked: 1,500 tonnes, and 1,234 million people.
    """
    other = figure.other_value
    if other is None or figure.basis != "absolute" or figure.unit in MEASURED | ANY_UNIT or other > figure.value:
        return figure
    digits = "".join(character for character in figure.text if character.isdecimal())
    return replace(figure, other_value=None) if digits and Decimal(digits) == figure.value else figure


def agreed(figure: ArticleFigure, value: Decimal | None) -> ArticleFigure:
    """The figure with the reading that was chosen, where its digits can be read in two ways.

    The ends of a range are read alike: 1,500–2,500 tonnes are 1.5 to 2.5 of them, if they are not thousands.
    """
    if value is None or value == figure.value or value != figure.other_value:
        return figure
    upper = figure.upper_value
    return replace(figure, value=value, upper_value=upper * (value / figure.value) if upper is not None else None)


def cells_for(figure: ArticleFigure, table: str, indicator: str, paragraph: int, revises: str = "") -> dict[str, str]:
    """The columns that a figure fills. Source, day of the announcement and id come when it is entered."""
    columns: dict[str, Any] = {
        "indicator": indicator,
        "basis": figure.basis,
        "qualifier": figure.qualifier,
        "value": figure.value,
        "upper_value": figure.upper_value,
        "rounded_to": rounding(figure),
        "locator": f"¶ {paragraph}",
    }
    if table == OUTCOMES:
        end = None if figure.is_undated else figure.period_end
        columns |= {"period_start": figure.period_start, "period_end": end, "final": True}
    else:
        columns |= {"window_start": figure.period_start, "deadline": figure.period_end, "revises": revises}
        columns["timing"] = timing_of(figure)
    return cells_of(columns)


def timing_of(figure: ArticleFigure) -> str:
    """A time with a start is a window; one with an end alone is a deadline."""
    return str(Target.Timing.WITHIN_PERIOD if figure.period_start is not None else Target.Timing.BY_DEADLINE)


def rounding(figure: ArticleFigure) -> Decimal | None:
    """The unit of the last printed digit, where the words say it: of “1.5 trillion”, not of “1500”."""
    unit = rounded_to(figure)
    return unit if unit != 1 else None


def is_open(figure: ArticleFigure, value: Decimal | None) -> bool:
    """Whether nobody has said yet what the figure is: of two readings, or of points that are no percent."""
    if figure.unit == POINTS:
        return True
    return figure.other_value is not None and value not in (figure.value, figure.other_value)


def lacks(figure: ArticleFigure, table: str, indicator: Measured, value: Decimal | None) -> Iterator[tuple[str, str]]:
    """What a person has to say before the figure can be accepted: the box of the form, and a sentence.

    ``value`` is the reading that was chosen of two.
    """
    if figure.other_value is not None and is_open(figure, value):
        yield "value", _("It can be read in two ways: choose what is meant.")
    if indicator.accumulation == Indicator.Accumulation.MILESTONE:
        yield "indicator", _("This indicator is done or not done: a figure does not fit.")
    elif problem := unit_problem(figure, indicator):
        yield "indicator", problem
    if table not in (OUTCOMES, TARGETS):
        yield "what", _("Say whether it was promised or reported.")
    elif table == OUTCOMES and (figure.period_end is None or figure.is_undated):
        yield "end", _("The text does not say for which time: write it.")
    elif table == OUTCOMES and indicator.accumulation == Indicator.Accumulation.SUM and figure.period_start is None:
        yield "start", _("This indicator adds up: write from when the figure counts.")
    elif table == TARGETS and figure.period_end is None:
        yield "end", _("The text does not say until when: write it, or tick that no time was named.")


def unit_problem(figure: ArticleFigure, indicator: Measured) -> str:
    """Why a figure is no figure of an indicator; empty where it may be.

    What is counted without a noun of ours may be anything that is counted, and no measure.
    """
    if figure.unit == POINTS:
        return _("It is a change in percentage points, which is no change in percent: mend it.")
    if figure.basis in OF_BASIS or figure.unit == indicator.unit:
        return ""
    if figure.unit in ANY_UNIT and indicator.unit not in MEASURED and not wording.is_money(indicator.unit):
        return ""
    lang = active_language()
    named = wording.unit_name(figure.unit, lang) if figure.unit not in ANY_UNIT else figure.text
    return _("The text has “%(named)s”, and the indicator is in “%(unit)s”: choose another, or mend the figure.") % {
        "named": named,
        "unit": wording.unit_name(indicator.unit, lang) if indicator.unit else "–",
    }
