"""Who disagrees with whom: the figures of one disagreement, each against the others (R9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from projects.comparison.quantities import apart, interval
from projects.models import Outcome


@dataclass(frozen=True, slots=True)
class DisputedFigure:
    """A figure of a disagreement. ``against`` cannot be right if it is, ``with_it`` differ by their rounding alone.

    Both are empty where figures of different periods or terms are compared: a total against its parts.
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
    """Whether no value lies within what both leave open by rounding and qualifier."""
    figures: list[Any] = [outcome, other]  # rows have the columns that the comparison reads
    if any(figure.value is None for figure in figures):
        return False
    return apart(interval(figures[0]), interval(figures[1]))
