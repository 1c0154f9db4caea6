"""A figure of an article beside the reports of an indicator: one period, one publisher and apart are said by R9."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from projects.comparison.figures import Indicator, Outcome
from projects.comparison.publishers import Publisher
from projects.comparison.quantities import Interval, apart, interval
from projects.comparison.readings import OutcomeIndex, independent_figures, order
from projects.reading.articles import ArticleFigure, rounded_to

from .held_claims import HeldClaims, Holding, Relation


def beside_reports(figure: ArticleFigure, claims: HeldClaims, published: date | None, publisher: Publisher) -> Holding:
    """What the reports of an indicator are to a figure."""
    index = OutcomeIndex(claims.outcomes)
    corrected = index.corrected(date.max)
    rows = [row for row in index.all(claims.indicator) if row.basis == figure.basis and row.id not in corrected]
    same = [row for row in rows if _same_period(figure, row, claims.indicator)]
    if not same:
        equal = [row for row in rows if row.value == figure.value and _may_be_period(figure, row, published)]
        return _reported("restates_report", _best(equal, index)) if equal else _no_report(figure)
    spread = _interval(figure)
    agreeing = [row for row in same if not apart(interval(row), spread)]
    if agreeing:
        own = [row for row in agreeing if row.publisher.key == publisher.key]
        same_day = [row for row in own if row.published == published]
        return _reported("restates_report", _best(same_day or own or agreeing, index))
    own = [row for row in same if row.publisher.key == publisher.key]
    if own:
        last = max(own, key=lambda row: (row.published, row.id))
        later = published is not None and published > last.published
        return _reported("updates" if later else "disagrees", last)
    return _reported("disagrees", _best(same, index))


def _no_report(figure: ArticleFigure) -> Holding:
    return Holding("unclear" if figure.period_end is None else "new")


def _same_period(figure: ArticleFigure, row: Outcome, indicator: Indicator) -> bool:
    """R9: a level is read on a day, a sum is of a period."""
    if figure.period_end != row.period_end:
        return False
    return indicator.accumulation != "sum" or figure.period_start == row.period_start


def _may_be_period(figure: ArticleFigure, row: Outcome, published: date | None) -> bool:
    """Whether a figure whose time the text leaves open, or only its beginning, can be of the row's period."""
    if published is not None and row.period_end > published:
        return False
    if figure.period_end is None:
        return True
    return figure.period_start is None and figure.period_end in (published, row.period_end)


def _interval(figure: ArticleFigure) -> Interval:
    return interval(
        Outcome(
            "", "", figure.basis, figure.qualifier, date.max, True, Publisher("", ""), "press", date.max, "",
            value=figure.value, upper_value=figure.upper_value, rounded_to=rounded_to(figure),
        )
    )  # fmt: skip


def _best(rows: Iterable[Outcome], index: OutcomeIndex) -> Outcome:
    """The row that stands before the others (R9)."""
    by_id = {row.id: row for row in rows}
    readings = sorted((index.reading(row, True) for row in by_id.values()), key=order)
    return by_id[independent_figures(readings)[0].id]


def _reported(relation: Relation, row: Outcome) -> Holding:
    return Holding(
        relation, "outcome", row.id, row.basis, row.qualifier, row.value, row.upper_value, row.period_start,
        row.period_end, row.published, row.publisher.name,
    )  # fmt: skip
