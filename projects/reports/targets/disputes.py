"""The figures of a disagreement, each compared with the others (R9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from projects.comparison.quantities import apart, interval
from projects.models import Outcome


@dataclass(frozen=True, slots=True)
class DisputedFigure:
    """A figure of a disagreement. ``against`` contradict it; ``with_it`` differ from it only by rounding.

    Both are empty if the figures have different periods or terms, such as a total and its parts.
    """

    outcome: Outcome
    chosen: bool
    against: tuple[Outcome, ...]
    with_it: tuple[Outcome, ...]


def disputed_figures(group: Sequence[Outcome], chosen: frozenset[str]) -> tuple[DisputedFigure, ...]:
    """The figures of a group that the verdict says disagree, the chosen first."""
    ordered = sorted(group, key=lambda outcome: outcome.id not in chosen)
    comparable = len({(figure.period_start, figure.period_end, figure.basis) for figure in ordered}) == 1
    return tuple(
        DisputedFigure(
            outcome,
            outcome.id in chosen,
            tuple(other for other in ordered if comparable and _apart(outcome, other)),
            tuple(other for other in ordered if comparable and other is not outcome and not _apart(outcome, other)),
        )
        for outcome in ordered
    )


def _apart(outcome: Outcome, other: Outcome) -> bool:
    """Whether the intervals of the two figures, by rounding and qualifier, have no value in common."""
    figures: list[Any] = [outcome, other]  # rows have the columns that the comparison reads
    if any(figure.value is None for figure in figures):
        return False
    return apart(interval(figures[0]), interval(figures[1]))
