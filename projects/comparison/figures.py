"""The value objects of the comparison: claims that come in, the assessment that goes out.

Values are ``Decimal`` in base units of the indicator, dates ``datetime.date``, identifiers the record's public ids.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .periods import DEFAULT_INTERVAL
from .publishers import Publisher

METHOD_VERSION = "2"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured. ``territory`` is the effective one: the indicator's, else the programme's."""

    id: str
    unit: str
    accumulation: str  # sum | level | milestone
    direction: str  # increase | decrease
    territory: str
    path: str = "linear"  # linear | compound
    reporting_interval_days: int | None = None

    @property
    def reporting_interval(self) -> int:
        """Days between two reports (R3*, R11*): as the indicator says, else the usual ones."""
        return self.reporting_interval_days or DEFAULT_INTERVAL


@dataclass(frozen=True, slots=True)
class Target:
    """One link of a chain of revisions: a promised value for a window."""

    id: str
    indicator: Indicator
    basis: str  # absolute | multiple | percent_change | done
    qualifier: str
    timing: str  # within_period | by_deadline
    announced: date
    value: Decimal | None = None
    upper_value: Decimal | None = None
    rounded_to: Decimal | None = None
    baseline_value: Decimal | None = None
    baseline_start: date | None = None
    baseline_end: date | None = None
    window_start: date | None = None
    deadline: date | None = None
    withdrawn: bool = False
    revises: str | None = None
    interim_for: str | None = None
    counts_from: date | None = None  # of an interim: the announcement of the link that it names (R7)
    has_responsible: bool = True
    has_source: bool = True


@dataclass(slots=True, unsafe_hash=True)
class Outcome:
    """One source's reported value for a period. Never changed; a frozen dataclass takes six times as long to make.

    ``published`` is the last day that the source's printed date can mean (R1). ``territory`` is the effective one.
    """

    id: str
    indicator: str
    basis: str
    qualifier: str
    period_end: date
    final: bool
    publisher: Publisher
    source_kind: str  # official_statistics | government | company | press
    published: date
    territory: str
    value: Decimal | None = None
    upper_value: Decimal | None = None
    rounded_to: Decimal | None = None
    period_start: date | None = None
    compared_with_start: date | None = None
    compared_with_end: date | None = None
    corrects: str | None = None
    has_note: bool = False
    our_slip: bool = False  # a correction of our own copying error


@dataclass(frozen=True, slots=True)
class RevisionStep:
    """R10: what a link changed against the one before it."""

    target: str
    change: tuple[str, ...]
    revised_after_the_fact: bool


@dataclass(frozen=True, slots=True)
class ChainSummary:
    """R10: how far a chain moved in all, in counts, days, and ratios of the first value."""

    times_moved: int
    days_slipped: int | None
    net_percent_moved: Decimal | None
    widest_swing: Decimal | None


@dataclass(frozen=True, slots=True)
class FirstVerdict:
    """R10: the verdict on the first announcement, as if it had never been withdrawn or revised."""

    target: str
    status: str
    actual: Decimal | None
    percent_achieved: Decimal | None


@dataclass(frozen=True, slots=True)
class Compound:
    """The compound growth ratio (Eurostat, Statistics Canada) and its category, or why there is none."""

    ratio: Decimal | None
    category: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Measurability:
    """R14: one point each for unit, value, baseline, deadline, responsible, source."""

    score: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A verdict on one chain on one day. Ratios: 1 = all. Values in base units; None = absent."""

    target: str
    as_of: date
    status: str
    reasons: tuple[str, ...] = ()
    actual: Decimal | None = None
    actual_qualifier: str = ""  # R5; "" without evidence
    percent_achieved: Decimal | None = None
    expected: Decimal | None = None
    pace: Decimal | None = None
    required_per_day: Decimal | None = None
    projection: Decimal | None = None
    projection_low: Decimal | None = None
    projection_high: Decimal | None = None
    projected_completion: date | None = None
    days_behind: int | None = None
    days_overdue: int | None = None
    shortfall: Decimal | None = None
    covered_until: date | None = None
    stale: bool = False
    resolved_value: Decimal | None = None
    first: FirstVerdict | None = None
    revisions: tuple[RevisionStep, ...] = ()
    chain: ChainSummary | None = None
    status_range: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[str, ...] = ()
    compound: Compound | None = None
    measurability: Measurability = field(default_factory=lambda: Measurability(0, ()))
    method_version: str = METHOD_VERSION
    next_change_on: date | None = None  # first later day on which the same claims can give another verdict


REASONS = (
    "no_unit",
    "no_value",
    "baseline_not_published",
    "baseline_not_positive",
    "no_baseline",
    "no_deadline",
    "no_report",
    "no_final_report",
    "short_at_deadline",
    "not_done",
    "gap_in_reports",
    "provisional",
    "within_rounding",
    "moving_away",
    "sources_disagree",
)
