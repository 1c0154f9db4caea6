"""Compound growth as Eurostat and Statistics Canada measure it, shown beside the pace of R7."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext

from .figures import Compound
from .periods import decimal_year
from .quantities import BEHIND, EXACT, ON_TRACK, ONE, shown

DIGITS = 40  # of the powers: the 28 that are shown, and a dozen that slow growth may lose


def ratio_for_years(
    baseline: Decimal, latest: Decimal, target: Decimal, elapsed: Decimal, required: Decimal, direction: int
) -> Decimal | None:
    """direction × CAGR(baseline → latest) / |CAGR required|; None if it does not exist.

    ``elapsed`` and ``required`` are years; ``direction`` is 1 if more is better, else -1.
    """
    if min(baseline, latest, target) <= 0 or elapsed <= 0 or required <= 0:
        return None
    with localcontext(EXACT) as context:
        context.prec = DIGITS
        achieved = ((latest / baseline).ln() / elapsed).exp() - ONE
        needed = ((target / baseline).ln() / required).exp() - ONE
        return None if needed == 0 else direction * achieved / abs(needed)


def category(ratio: Decimal) -> str:
    """The band of a ratio."""
    if ratio >= ON_TRACK:
        return "significant"
    if ratio >= BEHIND:
        return "moderate"
    return "insufficient" if ratio >= 0 else "moving_away"


def compound(
    baseline_value: Decimal | None,
    baseline_date: date | None,
    latest_value: Decimal | None,
    latest_date: date | None,
    target_value: Decimal | None,
    target_date: date | None,
    direction: str,
    met: bool | None = None,
) -> Compound:
    """The ratio of a level and its category, or the reason why there is none.

    Without a later reading the baseline is the latest one. ``direction`` is ``increase`` or ``decrease``; ``met``:
    whether the latest reading meets the target by R5, if this is known.
    """
    if baseline_value is None or baseline_date is None:
        return Compound(None, None, "no_baseline")
    if target_value is None:
        return Compound(None, None, "no_value")
    if latest_value is None or latest_date is None:
        latest_value, latest_date = baseline_value, baseline_date
    if min(baseline_value, latest_value, target_value) <= 0:
        return Compound(None, None, "not_positive")
    up = direction == "increase"
    if met is None:
        met = latest_value >= target_value if up else latest_value <= target_value
    ratio = None
    if target_date is not None:
        with localcontext(EXACT):
            elapsed = decimal_year(latest_date) - decimal_year(baseline_date)
            required = decimal_year(target_date) - decimal_year(baseline_date)
        ratio = shown(ratio_for_years(baseline_value, latest_value, target_value, elapsed, required, 1 if up else -1))
    if ratio is not None:
        return Compound(ratio, "met" if met else category(ratio))
    no_time = "no_reading" if latest_date <= baseline_date else "no_time"
    reason = "no_required_change" if target_value == baseline_value else no_time
    return Compound(None, "met" if met else None, "no_deadline" if target_date is None else reason)
