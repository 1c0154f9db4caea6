"""A verdict → the assessment object of the API, the exports and the stored verdicts."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from typing import Any

from projects.comparison import figures
from projects.comparison.quantities import plain

ROUNDING = Context(prec=15)  # digits of a quotient


def as_contract(assessment: figures.Assessment) -> dict[str, Any]:
    """The assessment object: figures as plain decimal strings, days as ISO text, None for what is absent.

    Ratios (``percent_achieved``, ``pace`` …) have up to fifteen significant digits.
    """
    return {
        "target": assessment.target,
        "as_of": _day(assessment.as_of),
        "status": assessment.status,
        "reasons": list(assessment.reasons),
        "actual": _plain(assessment.actual),
        "actual_qualifier": assessment.actual_qualifier or None,
        "percent_achieved": rounded(assessment.percent_achieved),
        "expected": rounded(assessment.expected),
        "pace": rounded(assessment.pace),
        "required_per_day": rounded(assessment.required_per_day),
        "projection": rounded(assessment.projection),
        "projection_low": rounded(assessment.projection_low),
        "projection_high": rounded(assessment.projection_high),
        "projected_completion": _day(assessment.projected_completion),
        "days_behind": assessment.days_behind,
        "days_overdue": assessment.days_overdue,
        "shortfall": _plain(assessment.shortfall),
        "covered_until": _day(assessment.covered_until),
        "stale": assessment.stale,
        "resolved_value": _plain(assessment.resolved_value),
        "first": _first(assessment.first),
        "revisions": [_revision(step) for step in assessment.revisions],
        "chain": _chain_summary(assessment.chain),
        "status_range": list(assessment.status_range),
        "conflicts": [list(ids) for ids in assessment.conflicts],
        "evidence": list(assessment.evidence),
        "compound": _compound(assessment.compound),
        "compound_reason": assessment.compound.reason if assessment.compound else None,
        "measurability": {
            "score": assessment.measurability.score,
            "missing": list(assessment.measurability.missing),
        },
        "method_version": assessment.method_version,
    }


def interval_as_contract(ends: tuple[Decimal | None, Decimal | None]) -> list[str | None]:
    """The two ends of an interval, the lower first; None is an open end."""
    return [rounded(end) for end in ends]


def _first(first: figures.FirstVerdict | None) -> dict[str, Any] | None:
    if first is None:
        return None
    return {
        "target": first.target,
        "status": first.status,
        "actual": _plain(first.actual),
        "percent_achieved": rounded(first.percent_achieved),
    }


def _revision(step: figures.RevisionStep) -> dict[str, Any]:
    return {
        "target": step.target,
        "change": list(step.change),
        "revised_after_the_fact": step.revised_after_the_fact,
    }


def _chain_summary(chain: figures.ChainSummary | None) -> dict[str, Any] | None:
    if chain is None:
        return None
    return {
        "times_moved": chain.times_moved,
        "days_slipped": chain.days_slipped,
        "net_percent_moved": rounded(chain.net_percent_moved),
        "widest_swing": rounded(chain.widest_swing),
    }


def _compound(compound: figures.Compound | None) -> dict[str, Any] | None:
    if compound is None or compound.category is None:
        return None
    return {"ratio": rounded(compound.ratio), "category": compound.category}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plain(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)


def rounded(ratio: Decimal | None) -> str | None:
    """A quotient in plain decimal notation, rounded to fifteen significant digits; None where there is none."""
    return None if ratio is None else plain(ROUNDING.plus(ratio))
