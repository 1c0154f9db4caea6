"""The deadlines that a calendar file holds, each with what a calendar needs to see that it was moved or dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Max

from projects.models import Correction, StatusChange, Target
from projects.models.record_version import Version
from projects.reports.targets.target_entry import TargetEntry
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts.stored_on_day import Kind, rows_of, stored_kind
from projects.reports.verdicts.verdict_lookup import Verdict

from .lasting_names import first_given_ids
from .snapshot import take_snapshot, verdict_entries

MOST_DEADLINES = 1000  # in one calendar file
Dated = tuple[date, Verdict]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadline of a chain. ``name`` is the id under which its first link was recorded, and stays.

    ``version`` grows with every announcement and every correction of one, and ``changed_at`` is when the record last
    said something new about the promise. ``dropped``: withdrawn, or without a day now; ``on`` is the last day named.
    """

    name: str
    on: date
    changed_at: datetime
    version: int
    dropped: bool
    entry: TargetEntry

    @property
    def before(self) -> date | None:
        """The last other day that was named before; None where the promise was never moved to another day."""
        earlier = (step.deadline for step in reversed(self.entry.revisions))
        return next((day for day in earlier if day not in (None, self.on)), None)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The deadlines nearest to a day, earliest first. At most MOST_DEADLINES of the ``count`` that exist."""

    shown: tuple[Deadline, ...]
    count: int


def deadlines(
    as_of: date,
    query: TargetQuery | None = None,
    among: Container[str] | None = None,
    version: Version | None = None,
) -> Deadlines:
    """The deadlines of what a query asks for; ``among`` are the first links of the only chains wanted.

    Of a promise that was withdrawn, or names no day any more, the last day it named. If there are more than
    MOST_DEADLINES, coming ones come before past ones. A constant number of queries; where the statuses of the day are
    stored only the deadlines that are shown are read.
    """
    question = (query or TargetQuery()).settled(as_of, version)
    kind = stored_kind(as_of, version)
    dated, count = _nearest(question, as_of, kind) if kind and among is None else _of_snapshot(question, as_of, among)
    ahead = [pair for pair in dated if pair[0] >= as_of][:MOST_DEADLINES]
    behind = [pair for pair in dated if pair[0] < as_of]
    nearest = [*behind[max(0, len(behind) + len(ahead) - MOST_DEADLINES) :], *ahead]
    entries = verdict_entries((verdict for _on, verdict in nearest), as_of)
    history = _history(entries, as_of)
    shown = tuple(history.deadline(verdict, on, entries[verdict.first]) for on, verdict in nearest)
    return Deadlines(shown, count)


def _nearest(query: TargetQuery, as_of: date, kind: Kind) -> tuple[list[Dated], int]:
    """The deadlines next to a day on both sides, in order, more than are shown; and how many there are in all.

    Five queries. Of what names no day any more all are read: few promises are taken back.
    """
    conditions = query.verdict_conditions(), query.link_conditions("target__")
    stored = rows_of(kind, as_of).filter(*conditions)
    columns = ("target__deadline", "first_id", "target_id", "status")
    ahead = stored.filter(target__deadline__gte=as_of).order_by("target__deadline", "first_id")
    behind = stored.filter(target__deadline__lt=as_of).order_by("-target__deadline", "-first_id")
    undated = stored.filter(target__deadline=None).exclude(target=F("first")).order_by()
    dropped = [row[1:] for row in undated.values_list(*columns)]
    earlier = _last_named([first for first, _target, _status in dropped], as_of)
    rows = [
        *behind.values_list(*columns)[:MOST_DEADLINES],
        *ahead.values_list(*columns)[:MOST_DEADLINES],
        *((earlier[row[0]], *row) for row in dropped if row[0] in earlier),
    ]
    dated = [
        (on, Verdict(first, target, status, None, None, status_only=kind == "periods"))
        for on, first, target, status in rows
    ]
    count = stored.filter(target__deadline__isnull=False).order_by().count() + len(earlier)
    return sorted(dated, key=_day_and_first), count


def _of_snapshot(query: TargetQuery, as_of: date, among: Container[str] | None) -> tuple[list[Dated], int]:
    """The same, and all others, from the verdicts on everything."""
    snapshot = take_snapshot(as_of, query)
    chosen = [verdict for verdict in snapshot.verdicts if among is None or verdict.first in among]
    revised = (verdict for verdict in chosen if verdict.target != verdict.first)
    earlier = _last_named([verdict.first for verdict in revised if snapshot.deadline(verdict) is None], as_of)
    dated = [
        (on, verdict)
        for verdict in chosen
        if (on := snapshot.deadline(verdict) or earlier.get(verdict.first)) is not None
    ]
    return sorted(dated, key=_day_and_first), len(dated)


def _day_and_first(pair: Dated) -> tuple[date, str]:
    return pair[0], pair[1].first


def deadlines_of_chains(as_of: date, first_ids: Collection[str]) -> Deadlines:
    """The deadlines of the chains that begin with these links. A constant number of queries."""
    links = Target.objects.links_of(first_ids).values_list("pk", flat=True)
    return deadlines(as_of, TargetQuery(only=frozenset(links)))


def _last_named(first_ids: Collection[str], as_of: date) -> dict[str, date]:
    """By first link, the last day that a link of the chain had named by then. One query; none for no chains."""
    if not first_ids:
        return {}
    rows = Target.objects.links_of(first_ids).announced_by(as_of).order_by().values_list("pk", "revises", "deadline")
    days: dict[str, date | None] = {}
    later: dict[str, str] = {}
    for pk, revises, deadline in rows:
        days[pk] = deadline
        if revises is not None:
            later[revises] = pk
    named = {}
    for first in first_ids:
        link: str | None = first
        while link is not None and link in days:
            if (day := days[link]) is not None:
                named[first] = day
            link = later.get(link)
    return named


@dataclass(frozen=True, slots=True)
class _History:
    """By first link: since when the verdict stands, how often our own copy was corrected, and when last.

    A link that was taken out counts twice, since the number of links went down by one.
    """

    turned: Mapping[str, datetime]
    corrections: Mapping[str, int]
    corrected: Mapping[str, datetime]
    names: Mapping[str, str]

    def deadline(self, verdict: Verdict, on: date, entry: TargetEntry) -> Deadline:
        """The deadline of a verdict's chain."""
        first, recorded = verdict.first, entry.recorded_at
        return Deadline(
            name=self.names.get(first, first),
            on=on,
            changed_at=max(recorded, self.turned.get(first, recorded), self.corrected.get(first, recorded)),
            version=len(entry.revisions) - 1 + self.corrections.get(first, 0),
            dropped=entry.withdrawn or entry.deadline is None,
            entry=entry,
        )


def _history(entries: Mapping[str, TargetEntry], as_of: date) -> _History:
    """The history of some chains. Three queries."""
    turned = StatusChange.objects.filter(on__lte=as_of, first__in=list(entries)).order_by().values_list("first_id")
    chains = {step.id: first for first, entry in entries.items() for step in entry.revisions}
    corrections: Counter[str] = Counter()
    corrected: dict[str, datetime] = {}
    lines = Correction.objects.filter(table=Correction.Table.TARGET).order_by("corrected_at", "pk")
    for link, row_id, verdicts, moment in lines.values_list("target_id", "row_id", "verdicts", "corrected_at"):
        if link is None:  # of a link that is gone, the verdict that stood on it says of which chain
            firsts = {first for first, (target, *_verdict) in verdicts.items() if target == row_id}
        else:
            firsts = {chains[link]} if link in chains else set()
        for first in firsts:
            corrections[first] += 2 if link is None else 1
            corrected[first] = moment
    return _History(dict(turned.annotate(Max("recorded_at"))), corrections, corrected, first_given_ids(list(entries)))
