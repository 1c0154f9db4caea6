"""In which terms a figure can be given, and which reports stand beside each other.

A result has an indicator of IATI for each terms in which figures were given, so that no figure stands for another kind
of figure: amounts, changes in percent, multiples. What is no single figure (a range, a milestone, a promise taken back)
is told in comments, in an indicator that is measured in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from projects.adapters import as_outcome
from projects.comparison.quantities import plain
from projects.comparison.readings import OutcomeIndex, independent_figures, order
from projects.models import Outcome
from projects.reports.targets.target_entry import TargetEntry

from .codes import PERCENT_UNIT, PERCENTAGE, QUALITATIVE, UNIT
from .rows import IndicatorRows

AMOUNT, PERCENT_CHANGE, MULTIPLE, WORDS = "absolute", "percent_change", "multiple", "words"
TERMS = (AMOUNT, PERCENT_CHANGE, MULTIPLE, WORDS)  # in the order of the file


def terms_of(claim: TargetEntry | Outcome) -> str:
    """The terms of a claim as it was made."""
    no_figure = claim.value is None or claim.qualifier == "between" or claim.basis == "done"
    return WORDS if no_figure or getattr(claim, "withdrawn", False) else claim.basis


def terms_of_actual(entry: TargetEntry) -> str:
    """The terms of what counts towards a promise: amounts once the starting level is known (R4)."""
    if entry.basis == "done":
        return WORDS
    return AMOUNT if entry.assessment["resolved_value"] is not None else entry.basis


def figure(claim: TargetEntry | Outcome) -> str:
    """The figure of a claim in decimal notation, every digit."""
    assert claim.value is not None  # else its terms are WORDS
    return plain(claim.value)


def measure(terms: str, unit: str) -> str:
    """The code of IndicatorMeasure."""
    if terms == WORDS:
        return QUALITATIVE
    return PERCENTAGE if terms == PERCENT_CHANGE or (terms == AMOUNT and unit == PERCENT_UNIT) else UNIT


def standing_reports(rows: IndicatorRows) -> list[Outcome]:
    """The reports that stand on the day: not corrected, and of each publisher its best for a period (R9)."""
    outcomes = [as_outcome(report, rows.territory) for report in rows.reports]
    index = OutcomeIndex(outcomes)
    corrected = index.corrected(rows.as_of)
    groups: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(list)
    standing: set[str] = set()
    for outcome in outcomes:
        if outcome.id in corrected or outcome.period_end > rows.as_of:
            continue
        if outcome.value is None:
            standing.add(outcome.id)
            continue
        compared = (outcome.basis, outcome.compared_with_start, outcome.compared_with_end)
        period = (outcome.territory, outcome.period_start, outcome.period_end)
        groups[(*compared, *period)].append(index.reading(outcome, rows.indicator.direction == "increase"))
    for group in groups.values():
        standing.update(reading.id for reading in independent_figures(sorted(group, key=order)))
    return [report for report in rows.reports if report.pk in standing]


def period_of(report: Outcome, accumulation: str) -> tuple[date, date] | None:
    """The period of a report; of a reading without a beginning its day, of a sum without one None."""
    if report.period_start is not None:
        return report.period_start, report.period_end
    return None if accumulation == "sum" else (report.period_end, report.period_end)


def starting_levels(promises: Sequence[TargetEntry]) -> list[tuple[str, date | None, date]]:
    """The dated starting levels that promises state: figure, first and last day; each once."""
    levels = {
        (plain(entry.baseline_value), entry.baseline_start, entry.baseline_end or entry.baseline_start)
        for entry in promises
        if entry.baseline_value is not None
    }
    dated = [(value, start, end) for value, start, end in levels if end is not None]
    return sorted(dated, key=lambda level: (level[2], level[1] or level[2], level[0]))
