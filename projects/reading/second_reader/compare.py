"""Where the two readers of an article disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from projects.reading.articles import ArticleFigure

from .figure import SecondFigure


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A figure that only one of the readers has, or one that they read differently.

    ``differences`` are ``value``, ``kind`` and ``period``; empty where only one reader has the figure.
    """

    first: ArticleFigure | None
    second: SecondFigure | None
    differences: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        figure = self.first or self.second
        assert figure is not None
        return figure.start


def compare_readings(
    first: Sequence[ArticleFigure], second: Sequence[SecondFigure], read_until: int
) -> tuple[list[Disagreement], int]:
    """The disagreements in the order of the text, and the number of figures that both read alike.

    ``read_until`` is the place up to which the second reader has read. A figure that one of them calls ``other`` and
    the other leaves out is no disagreement: it is nothing to record.
    """
    disagreements: list[Disagreement] = []
    agreed = 0
    left = list(second)
    for figure in first:
        if figure.start >= read_until:
            continue
        rival = _rival(figure, left)
        if rival is None:
            if figure.kind != "other":
                disagreements.append(Disagreement(figure, None))
            continue
        left.remove(rival)
        if differences := tuple(_differences(figure, rival)):
            disagreements.append(Disagreement(figure, rival, differences))
        else:
            agreed += 1
    disagreements += [Disagreement(None, figure) for figure in left if figure.kind != "other"]
    return sorted(disagreements, key=lambda disagreement: disagreement.start), agreed


def _rival(figure: ArticleFigure, others: Sequence[SecondFigure]) -> SecondFigure | None:
    """The figure of the other reader that shares most of the place."""
    shared = [(min(figure.end, other.end) - max(figure.start, other.start), other) for other in others]
    length, rival = max(shared, key=lambda pair: pair[0], default=(0, None))
    return rival if length > 0 else None


def _differences(first: ArticleFigure, second: SecondFigure) -> list[str]:
    """What one leaves out is no difference. A decline is negative to the one and a plain number to the other."""
    differences: list[str] = []
    if abs(first.value) != abs(second.value) or first.upper_value != second.upper_value:
        differences.append("value")
    if second.kind and second.kind != first.kind:
        differences.append("kind")
    is_other_end = second.period_end is not None and second.period_end != first.period_end
    is_other_start = None not in (first.period_start, second.period_start) and first.period_start != second.period_start
    if "other" not in (first.kind, second.kind) and (is_other_end or is_other_start):
        differences.append("period")
    return differences
