"""What the record holds for one figure of an article about one indicator.

What a revision changes is said by R10, which figures are of one period, one publisher or apart by R9; both by the
comparison. Here figures are only put beside each other.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from projects.comparison.publishers import Publisher
from projects.reading.articles import ArticleFigure
from projects.reading.matching import COMPARABLE, read_unit, unit_fit

from .beside_reports import beside_reports
from .beside_targets import beside_targets
from .held_claims import RESTATING, HeldClaims, Holding

MANY_TIMES = 5


def holding_of(figure: ArticleFigure, claims: HeldClaims, published: date | None, publisher: Publisher) -> Holding:
    """What the record holds for a figure; ``published`` is the last day that the article's date can mean (R1).

    Of a figure in another unit only that it is the same can be said: the reader may have missed the noun.
    """
    holding = _of_any_unit(figure, claims, published, publisher)
    fit = unit_fit(figure, read_unit(claims.indicator.unit))
    if holding.relation in RESTATING:
        return holding
    if fit in COMPARABLE:
        return replace(holding, relation="far", changes=()) if _is_far(figure, holding) else holding
    return Holding("other" if figure.kind == "other" else "new")


def _is_far(figure: ArticleFigure, holding: Holding) -> bool:
    """Whether a claim that the figure would move, or dispute, is many times larger or smaller."""
    if holding.relation not in ("revises", "disagrees", "updates") or figure.basis != "absolute":
        return False
    sizes = sorted((abs(figure.value), abs(holding.value or Decimal(0))))
    return sizes[0] * MANY_TIMES < sizes[1]


def _of_any_unit(figure: ArticleFigure, claims: HeldClaims, published: date | None, publisher: Publisher) -> Holding:
    as_target = beside_targets(figure, claims, published)
    as_outcome = beside_reports(figure, claims, published, publisher)
    if figure.kind == "target":
        return as_outcome if _is_new(as_target) and as_outcome.relation == "restates_report" else as_target
    if figure.kind == "outcome":
        return as_target if _is_new(as_outcome) and as_target.relation == "restates" else as_outcome
    if as_outcome.relation == "restates_report":
        return as_outcome
    return as_target if as_target.relation in ("restates", "restates_earlier") else Holding("other")


def _is_new(holding: Holding) -> bool:
    return holding.relation in ("new", "unclear")
