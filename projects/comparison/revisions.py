"""R10: what each revision changed, whether it came after the fact, and how far the chain moved in all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from .cases import case_of
from .figures import ChainSummary, RevisionStep, Target
from .quantities import shown, usable
from .readings import OutcomeIndex
from .verdicts import decide


def named_deadlines(links: Sequence[Target]) -> tuple[date | None, ...]:
    """By link, the deadline that it is compared with: the last that a link before it named (a reading of R10)."""
    named: list[date | None] = [None]
    for link in links[:-1]:
        named.append(named[-1] if link.deadline is None else link.deadline)
    return tuple(named)


def changes(before: Target, link: Target, named: date | None = None) -> tuple[str, ...]:
    """What a link changed against the one before it, in the method's order.

    ``named`` is the last deadline that a link before ``before`` named: a day set after one was dropped is later or
    earlier than that.
    """
    if link.withdrawn:
        return ("withdrawn",)
    named = before.deadline or named
    moved = []
    milestone = before.basis == link.basis == "done"  # its qualifier and value mean nothing
    same_unit = before.indicator.unit == link.indicator.unit and before.basis == link.basis and not milestone
    for old, new in ((before.value, link.value), (before.upper_value, link.upper_value)):
        if old is not None and new is not None and same_unit and usable(old) and usable(new) and old != new:
            moved.append("raised" if new > old else "lowered")
            break
    if before.deadline != link.deadline:
        earlier = link.deadline is not None and (named is None or link.deadline <= named)
        moved.append("advanced" if earlier else "postponed")
    if _terms(before, milestone) != _terms(link, milestone):
        moved.append("requalified")
    return tuple(moved)


def _terms(link: Target, milestone: bool) -> tuple[str, ...]:
    qualifier = "" if milestone else link.qualifier
    return qualifier, link.basis, link.timing, link.indicator.unit


def after_the_fact(before: Target, link: Target, index: OutcomeIndex, interims: Sequence[Target], first: date) -> bool:
    """Whether the old deadline had passed, or an outcome had decided the old target, before the announcement."""
    if before.deadline is not None and link.announced > before.deadline:
        return True
    if link.announced == date.min:
        return False
    eve = link.announced - timedelta(days=1)
    return decide(case_of(before, index, eve, first, interims)).decided


def steps(links: Sequence[Target], index: OutcomeIndex, interims: Sequence[Target] = ()) -> tuple[RevisionStep, ...]:
    """One step for each known link, oldest first; the first changes nothing."""
    if not links:
        return ()
    first = links[0].announced
    moves = [RevisionStep(links[0].id, (), False)]
    for (before, link), named in zip(pairwise(links), named_deadlines(links)[1:], strict=True):
        late = after_the_fact(before, link, index, interims, first)
        moves.append(RevisionStep(link.id, changes(before, link, named), late))
    return tuple(moves)


def summary(links: Sequence[Target], moves: Sequence[RevisionStep]) -> ChainSummary:
    """Times moved, days slipped, and as ratios of the first value the net move and the widest swing."""
    standing = [link for link in links if not link.withdrawn]
    slipped = None
    deadlines = [link.deadline for link in standing]
    first_deadline, last_deadline = (deadlines[0], deadlines[-1]) if deadlines else (None, None)
    if first_deadline is not None and last_deadline is not None:
        slipped = (last_deadline - first_deadline).days
    values: list[Decimal] = [
        link.value
        for link in standing
        if link.value is not None
        and usable(link.value)
        and link.indicator.unit == standing[0].indicator.unit
        and link.basis == standing[0].basis
    ]
    net = swing = None
    if values and values[0] != 0:
        net = shown((values[-1] - values[0]) / abs(values[0]))
        swing = shown((max(values) - min(values)) / abs(values[0]))
    return ChainSummary(sum(1 for step in moves if step.change), slipped, net, swing)
