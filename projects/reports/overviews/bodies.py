"""Who keeps promises, who moves them and who falls silent: the bodies with most of each, and the extreme promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from projects.comparison.statuses import PAST_DEADLINE
from projects.comparison.track_record import TrackRecord
from projects.models import Organisation
from projects.models.record_version import Version
from projects.reports.targets.target_entry import TargetEntry
from projects.reports.verdicts.chain_records import ChainRow, Scope
from projects.reports.verdicts.track_records import Question, SubjectRecord, records_by

SHOWN = 4


@dataclass(frozen=True, slots=True)
class MostMoved:
    """The promise that was moved most often, its first deadline and that which stands; None where no day was named."""

    entry: TargetEntry
    times: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies with most promises decided, with most moved, and with most that are silent."""

    keep: tuple[SubjectRecord, ...]
    move: tuple[SubjectRecord, ...]
    silent: tuple[SubjectRecord, ...]


def bodies(as_of: date, territory: str | None = None, version: Version | None = None) -> Bodies:
    """Who keeps, who moves, who falls silent. A constant number of queries.

    A body has the promises of those it took over from (R15), so those are not named beside it.
    """
    succeeded = Organisation.objects.filter(succeeds__isnull=False).exclude(succeeded_on__gt=as_of)
    former = set(succeeded.order_by().values_list("succeeds_id", flat=True))
    records = records_by("organisation", Question(as_of, Scope(territory=territory)), version)
    present = [subject for subject in records if subject.named.id not in former]
    return Bodies(
        _most(present, lambda record: record.decided),
        _most(present, lambda record: len(record.movement.targets)),
        _most(present, lambda record: len(record.silence.silent)),
    )


def _most(subjects: Iterable[SubjectRecord], count: Callable[[TrackRecord], int]) -> tuple[SubjectRecord, ...]:
    """Those with most of something, of those that have any."""
    counted = [subject for subject in subjects if count(subject.record)]
    return tuple(sorted(counted, key=lambda subject: -count(subject.record))[:SHOWN])


def most_moved(rows: Iterable[ChainRow]) -> ChainRow | None:
    """The chain that was moved most often, of several the one that moved furthest; None where none was."""
    moved = [row for row in rows if row.record.moves and times_moved(row)]
    return max(moved, key=lambda row: (times_moved(row), _days_moved(row)), default=None)


def times_moved(row: ChainRow) -> int:
    return sum(bool(move.ways) for move in row.record.moves)


def _days_moved(row: ChainRow) -> int:
    """How much later its day is than the first one; 0 where either was not named."""
    first, last = row.record.first_deadline, row.record.deadline
    return 0 if first is None or last is None else (last - first).days


def longest_past(rows: Iterable[ChainRow]) -> ChainRow | None:
    """The chain whose deadline has been past for longest; None where none is."""
    past = [row for row in rows if row.record.status in PAST_DEADLINE and row.record.deadline is not None]
    return min(past, key=lambda row: (row.record.deadline or date.max, row.record.first), default=None)
