"""R9: publishers that disagree, and the case with everything at the lowest or the highest that any of them says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from .cases import Case, Judgement, with_values
from .evidence import cover
from .period_figures import Period
from .periods import days
from .quantities import ZERO, Interval, apart
from .readings import Reading, independent_figures, of_each_publisher

ByPeriod = Mapping[Period, Sequence[Reading]]
Pick = Callable[[Sequence[Decimal]], Decimal]  # min or max
Others = list[tuple[date, date, Sequence[Reading]]]


def conflicts_about(case: Case, verdict: Judgement) -> list[tuple[str, ...]]:
    """The groups of figures that disagree about the evidence of a verdict, as sorted ids."""
    if not verdict.evidence or not _may_disagree(verdict.by_period):
        return []
    summed, groups = _summed(case), []
    for piece in verdict.evidence:
        group = verdict.by_period[(piece.start if summed else None, piece.end)]
        if len(group) > 1:
            groups.append(_disputed(group))
    overlap = summed and not case.figures.apart  # otherwise no period is a part of another
    if overlap and _adds_up(case) and (others := _not_chosen(verdict.evidence, verdict.by_period)):
        for piece in verdict.evidence:
            groups += [[figure, *tiles] for figure, tiles in _tiled_otherwise(piece, verdict.by_period, others)]
        groups += [[figure, *pieces] for figure, pieces in _totalled_otherwise(verdict.evidence, others)]
    return list(dict.fromkeys(tuple(sorted(reading.id for reading in group)) for group in groups if group))


def read_at(pick: Pick, case: Case, verdict: Judgement) -> Case:
    """The case with every standing reading at the lowest (``pick`` is min) or highest value of any publisher."""
    if _summed(case):
        return with_values(case, {}, partial(_settled, pick, verdict.by_period, _adds_up(case)))
    best = {group[0].id: _pick_of_group(pick, group) for group in verdict.by_period.values()}
    return with_values(case, best)


def _summed(case: Case) -> bool:
    return case.goal is not None and case.goal.summed


def _adds_up(case: Case) -> bool:
    """Whether figures of different periods add up: percent changes do not (R4)."""
    return case.goal is not None and case.goal.summed and case.goal.terms != "percent_change"


def _may_disagree(by_period: ByPeriod) -> bool:
    """Whether there are several publishers, or several figures for a period."""
    first = None
    for group in by_period.values():
        if len(group) > 1 or (first is not None and group[0].publisher != first):
            return True
        first = group[0].publisher
    return False


def _disputed(group: Sequence[Reading]) -> list[Reading]:
    """The figures for one period that cannot all be right, whatever their rounding."""
    if len(group) < 2:
        return []
    figures = independent_figures(group)
    if all(reading.value == figures[0].value for reading in figures):
        return []
    intervals = [reading.interval for reading in figures]
    lowest_high = min((high for _low, high in intervals if high is not None), default=None)
    highest_low = max((low for low, _high in intervals if low is not None), default=None)
    common = (highest_low, lowest_high)
    return [reading for reading, ends in zip(figures, intervals, strict=True) if apart(ends, common)]


def _pick_of_group(pick: Pick, group: Sequence[Reading]) -> Decimal:
    return pick([group[0].value, *(reading.value for reading in _disputed(group))])


def _not_chosen(pieces: Sequence[Reading], by_period: ByPeriod) -> Others:
    """The periods that share days with the pieces of a sum but are no pieces, each with its readings."""
    first, last = pieces[0].start, pieces[-1].end
    chosen = {(reading.start, reading.end) for reading in pieces}
    others = [
        (start, end, group)
        for (start, end), group in by_period.items()
        if start is not None and first is not None and start <= last and end >= first and (start, end) not in chosen
    ]
    return sorted(others, key=lambda other: other[:2])


def _tiled_otherwise(
    piece: Reading, by_period: ByPeriod, others: Others
) -> Iterator[tuple[Reading, tuple[Reading, ...]]]:
    """A chosen total with another publisher's parts of the same period that add up to something else."""
    assert piece.start is not None
    tiles: dict[str, list[Reading]] = {}
    for start, end, group in others:
        if piece.start <= start and end <= piece.end:
            for reading in of_each_publisher(group):
                tiles.setdefault(reading.publisher, []).append(reading)
    for publisher, parts in tiles.items():
        if len(parts) < 2:
            continue
        tiling = cover(parts, piece.start, piece.end)
        if tiling.days != days(piece.start, piece.end):
            continue
        for figure in independent_figures(by_period[(piece.start, piece.end)]):
            if figure.publisher != publisher and apart(figure.interval, _added(tiling.pieces)):
                yield figure, tiling.pieces


def _totalled_otherwise(chosen: Sequence[Reading], others: Others) -> Iterator[tuple[Reading, list[Reading]]]:
    """Another publisher's total of several chosen pieces that differs from their sum."""
    for start, end, group in others:
        pieces = [piece for piece in chosen if piece.start is not None and start <= piece.start and piece.end <= end]
        one_publisher = len({piece.publisher for piece in pieces}) == 1
        if len(pieces) < 2 or not one_publisher or cover(pieces, start, end).days != days(start, end):
            continue
        for figure in independent_figures(group):
            if figure.publisher != pieces[0].publisher and apart(figure.interval, _added(pieces)):
                yield figure, pieces


def _settled(pick: Pick, by_period: ByPeriod, adds_up: bool, pieces: Sequence[Reading]) -> dict[str, Decimal]:
    """The values of a sum's pieces, by id, at the lowest or highest of what any publisher says.

    Where another publisher's total differs from the sum of its pieces, the difference goes to the last piece: the
    total says nothing about the time before its own end.
    """
    values = {piece.id: _pick_of_group(pick, by_period[(piece.start, piece.end)]) for piece in pieces}
    if not pieces or not adds_up or not (others := _not_chosen(pieces, by_period)):
        return values
    for piece in pieces:
        for figure, tiles in _tiled_otherwise(piece, by_period, others):
            total = sum((reading.value for reading in tiles), ZERO)
            values[piece.id] = pick([values[piece.id], figure.value, total])
    others.sort(key=lambda other: (other[1], -other[0].toordinal()))  # earliest end first, then the shortest
    for figure, inside in _totalled_otherwise(pieces, others):
        together = sum((values[reading.id] for reading in inside), ZERO)
        values[inside[-1].id] += pick([together, figure.value]) - together
    return values


def _added(pieces: Sequence[Reading]) -> Interval:
    low: Decimal | None = ZERO
    high: Decimal | None = ZERO
    for piece in pieces:
        low = None if low is None or piece.interval[0] is None else low + piece.interval[0]
        high = None if high is None or piece.interval[1] is None else high + piece.interval[1]
    return low, high
