"""R15: what became of many promises: kept, late, missed, silent; how often and how far they moved; by year.

Everything is counted. Nothing is averaged over figures of different targets: of days and of percent there are medians.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median

from .figures import RevisionStep, Target
from .history import HistoryStep
from .proportions import Share, share_of
from .quantities import usable
from .revisions import named_deadlines
from .statuses import DECIDED, MET, PAST_DEADLINE

KEPT = "achieved"
JUDGED = (*MET, "missed")  # decided by reports; the share of those kept is of these
ANSWERED = (*JUDGED, "overdue")  # a report has said how it stood at the deadline
AHEAD = "ahead"  # its first deadline has passed, that which stands has not
ENDINGS = (*MET, "missed", *PAST_DEADLINE, "not_assessable", "withdrawn", AHEAD)
WAYS = ("raised", "lowered", "postponed", "advanced", "requalified", "withdrawn")


@dataclass(frozen=True, slots=True)
class Move:
    """What one revision changed. ``days`` of the deadline; ``ratio``: -0.2 for a value lowered by a fifth."""

    ways: tuple[str, ...]
    after_the_fact: bool
    days: int | None = None
    ratio: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ChainRecord:
    """A chain of revisions on a day: its verdicts, its deadlines and its moves.

    ``first`` and ``target`` are the ids of its first and of its current link, ``first_status`` and ``status`` the
    verdicts on them. ``answered_on``: when a report first said how it stood at ``deadline`` (``first_answer``).
    """

    first: str
    target: str
    announced: date
    status: str
    first_status: str
    first_deadline: date | None = None
    deadline: date | None = None
    answered_on: date | None = None
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """The promises that ended one way, by the ids of their current links. ``share``: of all that fell due."""

    name: str
    targets: tuple[str, ...]
    share: Share | None


@dataclass(frozen=True, slots=True)
class MovedWay:
    """The promises that moved one way. ``median``: of days or of ratios, each promise once; None where neither is."""

    name: str
    moves: int
    targets: tuple[str, ...]
    median: Decimal | None


@dataclass(frozen=True, slots=True)
class Movement:
    """How often and how far promises moved. ``share``: of all promises, due or not."""

    targets: tuple[str, ...]
    share: Share | None
    ways: tuple[MovedWay, ...]
    after_the_fact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Days from a deadline to the first report on it, where none had come by then; ``silent``: none has come yet."""

    answered: tuple[str, ...]
    median_days: Decimal | None
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """The track record of a set of promises on a day (R15).

    ``kept_share``: the share of those kept in time of those decided, None of fewer than five. ``undated``: promises
    that never fall due, since no day was named.
    """

    promises: int
    due: int
    undated: tuple[str, ...]
    endings: tuple[Ending, ...]
    decided: int
    kept_share: Share | None
    movement: Movement
    silence: Silence


def track_record(chains: Iterable[ChainRecord], as_of: date, *, against_first: bool = False) -> TrackRecord:
    """Count what became of promises by a day: by the verdicts on what stands, or on what was announced first."""
    announced_chains = [chain for chain in chains if chain.announced <= as_of]
    ended: defaultdict[str, list[str]] = defaultdict(list)
    for chain in announced_chains:
        if (ending := ending_of(chain, as_of, against_first=against_first)) is not None:
            ended[ending].append(chain.target)
    due = sum(map(len, ended.values()))
    decided = sum(len(ended[status]) for status in JUDGED)
    undated = (chain for chain in announced_chains if is_undated(chain, as_of, against_first=against_first))
    return TrackRecord(
        promises=len(announced_chains),
        due=due,
        undated=tuple(chain.target for chain in undated),
        endings=tuple(Ending(name, tuple(ended[name]), share_of(len(ended[name]), due)) for name in ENDINGS),
        decided=decided,
        kept_share=share_of(len(ended[KEPT]), decided),
        movement=movement(announced_chains),
        silence=silence(announced_chains, as_of),
    )


def cohorts(
    chains: Iterable[ChainRecord], as_of: date, *, against_first: bool = False
) -> tuple[tuple[int, TrackRecord], ...]:
    """The track record of each year of first announcement, earliest first."""
    of_year: defaultdict[int, list[ChainRecord]] = defaultdict(list)
    for chain in chains:
        if chain.announced <= as_of:
            of_year[chain.announced.year].append(chain)
    return tuple((year, track_record(of_year[year], as_of, against_first=against_first)) for year in sorted(of_year))


def fell_due(chain: ChainRecord, as_of: date, status: str) -> bool:
    """Whether the first deadline of a promise has passed, or it was decided without one or before it."""
    return status in DECIDED or (chain.first_deadline is not None and as_of > chain.first_deadline)


def ending_of(chain: ChainRecord, as_of: date, *, against_first: bool = False) -> str | None:
    """What a promise that has fallen due is counted as, one of ``ENDINGS``; None for any other."""
    status = _status(chain, against_first)
    if not fell_due(chain, as_of, status):
        return None
    return status if status in ENDINGS else AHEAD


def is_undated(chain: ChainRecord, as_of: date, *, against_first: bool = False) -> bool:
    """Whether a promise never falls due, since no day was named."""
    return chain.first_deadline is None and not fell_due(chain, as_of, _status(chain, against_first))


def _status(chain: ChainRecord, against_first: bool) -> str:
    return chain.first_status if against_first else chain.status


# --- moves -----------------------------------------------------------------------------------------------------------


def moves_of(links: Sequence[Target], steps: Sequence[RevisionStep]) -> tuple[Move, ...]:
    """What each link after the first changed, and how far. ``steps`` are those of the links (R10)."""
    pairs = zip(pairwise(links), named_deadlines(links)[1:], steps[1:], strict=True)
    return tuple(
        Move(step.change, step.revised_after_the_fact, _days(named, link), _ratio(before, link, step.change))
        for (before, link), named, step in pairs
    )


def _days(named: date | None, link: Target) -> int | None:
    """The days between the last deadline that was named before and that of a link."""
    if link.withdrawn or named is None or link.deadline is None:
        return None
    return (link.deadline - named).days


def _ratio(before: Target, link: Target, ways: Sequence[str]) -> Decimal | None:
    """How far a value was raised or lowered, in terms of what it was; of a range the end that moved."""
    if not {"raised", "lowered"} & {*ways}:
        return None
    for old, new in ((before.value, link.value), (before.upper_value, link.upper_value)):
        if old is not None and new is not None and usable(old) and usable(new) and old != new:
            return (new - old) / abs(old) if old else None
    return None


def movement(chains: Sequence[ChainRecord]) -> Movement:
    """How often and how far promises moved, each way for itself."""
    revised = [chain for chain in chains if chain.moves]
    moved = tuple(chain.target for chain in revised if ways_of(chain))
    late = (chain for chain in revised if moved_after_the_fact(chain))
    return Movement(
        targets=moved,
        share=share_of(len(moved), len(chains)),
        ways=tuple(_moved_way(name, revised) for name in WAYS),
        after_the_fact=tuple(chain.target for chain in late),
    )


def ways_of(chain: ChainRecord) -> frozenset[str]:
    """The ways in which a promise ever moved."""
    return frozenset(way for move in chain.moves for way in move.ways)


def moved_after_the_fact(chain: ChainRecord) -> bool:
    """Whether a promise moved once its deadline had passed or an outcome had decided it (R10)."""
    return any(move.ways and move.after_the_fact for move in chain.moves)


def _moved_way(name: str, chains: Sequence[ChainRecord]) -> MovedWay:
    moves = {chain.target: [move for move in chain.moves if name in move.ways] for chain in chains}
    moves = {target: own for target, own in moves.items() if own}
    distances = [distance for own in moves.values() if (distance := _distance(name, own)) is not None]
    return MovedWay(name, sum(map(len, moves.values())), tuple(moves), middle(distances))


def _distance(name: str, moves: Sequence[Move]) -> Decimal | None:
    """How far one promise moved one way in all: days added up, ratios compounded; None where one is not known.

    What is put off without a day is put off to the day that is named next, if that is later than the last one.
    """
    if name in {"postponed", "advanced"}:
        days = [move.days for move in moves]
        if name == "postponed" and days[-1] is not None:
            days = [number for number in days if number is not None]
        return Decimal(sum(filter(None, days))) if None not in days else None
    if name not in {"raised", "lowered"}:
        return None
    factor = Decimal(1)
    for move in moves:
        if move.ratio is None:
            return None
        factor *= 1 + move.ratio
    return factor - 1


# --- silence ---------------------------------------------------------------------------------------------------------


def first_answer(steps: Sequence[HistoryStep], deadline: date) -> date | None:
    """The day from which a report said how a promise stood at its deadline; None while none does.

    ``steps`` are all changes of its status, oldest first. The day may be before the deadline: met early, and still so.
    """
    for step, later in pairwise([*steps, None]):
        assert step is not None
        if step.status in ANSWERED and (later is None or later.on > deadline):
            return step.on
    return None


def silence(chains: Sequence[ChainRecord], as_of: date) -> Silence:
    """How long reports let wait for after a deadline that passed without one."""
    waits = {chain.target: days for chain in chains if (days := days_until_answered(chain)) is not None}
    silent = tuple(chain.target for chain in chains if is_silent(chain, as_of))
    return Silence(tuple(waits), middle([Decimal(days) for days in waits.values()]), silent)


def days_until_answered(chain: ChainRecord) -> int | None:
    """Days from the deadline that stands to the first report on it; None where one had come by then, or none has."""
    if chain.deadline is None or chain.answered_on is None or chain.answered_on <= chain.deadline:
        return None
    return (chain.answered_on - chain.deadline).days


def is_silent(chain: ChainRecord, as_of: date) -> bool:
    """Whether the deadline that stands has passed and no report has said how it stood."""
    return chain.status == "unreported" and chain.deadline is not None and as_of > chain.deadline


def middle(figures: Sequence[Decimal]) -> Decimal | None:
    """The median; None of nothing."""
    return median(figures) if figures else None
