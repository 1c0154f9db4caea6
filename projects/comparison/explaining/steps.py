"""The steps of an explanation: codes, the rules that they apply, and their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from .report_choices import CODES

Value = Decimal | int | str | bool | date | None | tuple["Value", ...]

# Every code of a step with its rules; the rule of "status" depends on the status.
RULES: dict[str, tuple[str, ...]] = {
    # what is judged
    "promise": ("R1", "R10"),
    "promise_withdrawn": ("R10", "R11.1"),
    "ceiling": ("R2", "R11.3"),
    "range_on_sum": ("R7",),
    "baseline_stated": ("R4", "R7"),
    "baseline_reported": ("R4", "R7"),
    "baseline_unknown": ("R4",),
    "baseline_not_positive": ("R4",),
    "own_terms": ("R4",),
    "resolved_multiple": ("R4",),
    "resolved_percent": ("R4",),
    # what it rests on
    **{f"report_{code}": (rule,) for code, rule in CODES.items()},
    "converted_multiple": ("R4",),
    "converted_percent": ("R4",),
    "worse_end": ("R5",),
    "sources_disagree": ("R9",),
    "no_evidence": ("R2", "R3"),
    "sum_of_one": ("R2",),
    "sum_of_many": ("R2",),
    "days_covered": ("R2",),
    "gap": ("R2",),
    "sum_in_time": ("R2", "R11.4"),
    "reading_latest": ("R3",),
    "reading_covers": ("R3",),
    "reading_meets_later": ("R3",),
    "reading_still_short": ("R3",),
    "done_since": ("R3",),
    "not_done_by": ("R3",),
    # whether it is met
    "rounding_forgiven": ("R5",),
    "about_allows": ("R5",),
    "met": ("R5",),
    "not_met": ("R5",),
    "inside_range": ("R5",),
    "outside_range": ("R5",),
    "lower_end_reached": ("R5", "R7"),
    "lower_end_not_reached": ("R5", "R7"),
    "upper_end_kept": ("R5", "R7"),
    "upper_end_passed": ("R5", "R7"),
    "met_within_rounding": ("R5",),
    # how far it should be
    "no_path_deadline": ("R7",),
    "no_path_baseline": ("R7",),
    "path_without_days": ("R7",),
    "window_days": ("R6", "R7"),
    "path_days": ("R6", "R7"),
    "interim_points": ("R7",),
    "interim_other_indicator": ("R7",),
    "interim_no_point": ("R7",),
    "interim_other_terms": ("R7",),
    "interim_outside_path": ("R7",),
    "season": ("R7",),
    "expected_from_zero": ("R7",),
    "expected_from_baseline": ("R7",),
    "expected_between": ("R7",),
    "expected_by_season": ("R7",),
    "expected_compound": ("R7",),
    "expected_full": ("R7",),
    "expected_start": ("R7",),
    "pace": ("R7",),
    "pace_from_baseline": ("R7",),
    "pace_ceiling": ("R7",),
    "no_pace_hold": ("R7",),
    "no_pace_inside": ("R7",),
    "no_pace_flat": ("R7",),
    "no_pace_unspent": ("R7",),
    "percent": ("R7",),
    "percent_from_baseline": ("R7",),
    "percent_done": ("R7",),
    "no_percent_hold": ("R7",),
    "no_percent_inside": ("R7",),
    "no_percent_ceiling": ("R7",),
    "no_percent_baseline": ("R7",),
    "shortfall": ("R7",),
    "no_shortfall": ("R7",),
    "required_per_day": ("R7",),
    # where it leads
    "projection_from_zero": ("R8",),
    "projection_from_baseline": ("R8",),
    "projection_interim": ("R8",),
    "projection_by_season": ("R8",),
    "projection_interval": ("R8",),
    "projection_compound": ("R8",),
    "completion": ("R8",),
    "completion_from_zero": ("R8",),
    "days_behind": ("R8",),
    "days_ahead": ("R8",),
    "days_even": ("R8",),
    # the verdict
    "window_not_open": ("R11.8",),
    "under_a_tenth": ("R11.8",),
    "band_on_track": ("R11.10",),
    "band_behind": ("R11.10",),
    "band_off_track": ("R11.10",),
    "band_moving_away": ("R11.10",),
    "unspent_on_track": ("R11.10",),
    "hold_not_met": ("R7", "R11.10"),
    "hold_moving_away": ("R7", "R11.10"),
    "flat_on_track": ("R11.10",),
    "flat_moving_away": ("R11.10",),
    "days_overdue": ("R11.7",),
    "days_unreported": ("R11.7",),
    "status": ("R11",),
    "printed_low": ("R5",),
    "printed_high": ("R5",),
    "disputed_low": ("R9",),
    "disputed_high": ("R9",),
    "status_range": ("R5", "R9"),
    "stale": ("R11",),
    # beside it
    "first_verdict": ("R10",),
    "revision": ("R10",),
    "revision_withdraws": ("R10",),
    "revision_other_terms": ("R10",),
    "revision_after_deadline": ("R10",),
    "revision_after_outcome": ("R10",),
    "chain_slipped": ("R10",),
    "chain_advanced": ("R10",),
    "chain_moved": ("R10",),
    "growth": ("R7",),
    "no_growth": ("R7",),
    "measurability": ("R14",),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Its values are exact figures, days, numbers of days, codes and ids."""

    code: str
    rules: tuple[str, ...]
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The steps to the verdict on a chain on a day, in order.

    ``unit`` is the indicator's; ``terms`` are those of the figures: absolute, multiple, percent_change or done.
    """

    target: str
    as_of: date
    unit: str
    terms: str
    steps: tuple[Step, ...]


def step(code: str, **values: Value) -> Step:
    """A step with its code. Raises KeyError for an unknown code."""
    return Step(code, RULES[code], MappingProxyType(values))
