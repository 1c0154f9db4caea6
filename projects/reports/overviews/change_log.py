"""Changes day by day: changed verdicts and revised promises."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, TypeVar

from django.db.models import QuerySet

from projects.models import StatusChange, Target
from projects.models.record_version import Version
from projects.reports.paging import clamp_page
from projects.reports.parameters import Kind, Parameter
from projects.reports.targets.promise_titles import TITLED
from projects.reports.version_cache import cached_for_version

from .change_scope import EVERYTHING, ChangeScope, changes_of_place

PAGE_SIZE = 50
CHUNK = 200  # changes of a file that are held at a time
KINDS = ("verdict", "announcement")
CHANGE = Parameter("kind", Kind.CHOICE, "Only verdicts, or only announcements.", choices=KINDS)
Key = tuple[int, str, int, Any]  # day, target, whether it is an announcement, primary key
Derived = TypeVar("Derived")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a day. ``status`` is set for a verdict, ``before`` for a promise that was announced anew."""

    on: date
    target: Target
    status: StatusChange | None = None
    before: Target | None = None

    @property
    def recorded_at(self) -> datetime:
        """When the tracker recorded it; the change itself may be about another day."""
        return self.target.recorded_at if self.status is None else self.status.recorded_at


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """A page of days, newest first; each with its changes."""

    days: tuple[tuple[date, tuple[Change, ...]], ...]
    page: int
    pages: int
    count: int
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Listed:
    """Which changes a page shows, by their keys."""

    keys: tuple[Key, ...]
    page: int
    pages: int


def change_log(
    as_of: date, page: int, kind: str | None = None, territory: str | None = None, version: Version | None = None
) -> ChangeLog:
    """One page of the changes known by a day, of one kind or of all, for a place and its parts or for all.

    At most seven queries. What a page shows is counted and sorted once for a ``version`` of the record.
    """
    return changes_by_day(as_of, page, changes_of_place(territory), kind, version)


def changes_by_day(
    as_of: date, page: int, scope: ChangeScope, kind: str | None = None, version: Version | None = None
) -> ChangeLog:
    """The same for any scope. At most six queries."""
    counts = _counts(as_of, scope, version)
    count = _count_of(kind, counts)

    def listed() -> _Listed:
        return _by_day(as_of, scope, kind, *clamp_page(count, page, PAGE_SIZE))

    shown = _kept(version, scope, listed, "by day", as_of, kind, page)
    days = tuple((on, tuple(changes)) for on, changes in groupby(_changes(shown.keys), key=lambda change: change.on))
    return ChangeLog(days, shown.page, shown.pages, count, tuple(zip(KINDS, counts, strict=True)))


def _by_day(as_of: date, scope: ChangeScope, kind: str | None, page: int, pages: int) -> _Listed:
    statuses, revisions = _recorded(as_of, scope)
    upto = page * PAGE_SIZE
    return _Listed(tuple(_keys(statuses, revisions, kind, upto)[upto - PAGE_SIZE : upto]), page, pages)


def count_changes(
    as_of: date, kind: str | None = None, territory: str | None = None, version: Version | None = None
) -> int:
    """How many changes there are of a kind, or of all. At most three queries."""
    return _count_of(kind, _counts(as_of, changes_of_place(territory), version))


def all_changes(as_of: date, kind: str | None = None, territory: str | None = None) -> Iterator[Change]:
    """All changes in the order of the pages. A few queries for every CHUNK changes."""
    keys = _keys(*_recorded(as_of, changes_of_place(territory)), kind)
    for start in range(0, len(keys), CHUNK):
        yield from _changes(keys[start : start + CHUNK])


def _keys(
    statuses: QuerySet[StatusChange], revisions: QuerySet[Target], kind: str | None, upto: int | None = None
) -> list[Key]:
    """The keys of the changes by day, newest first: at least the first ones, or all."""
    turned = statuses.order_by("-on", "target_id", "pk").values_list("on", "target_id", "pk")
    moved = revisions.order_by("-announced", "pk").values_list("announced", "pk", "pk")
    keys: list[Key] = [
        *((-on.toordinal(), target, 0, pk) for on, target, pk in (turned[:upto] if kind != "announcement" else ())),
        *((-on.toordinal(), target, 1, pk) for on, target, pk in (moved[:upto] if kind != "verdict" else ())),
    ]
    return sorted(keys)


@dataclass(frozen=True, slots=True)
class RecordedChanges:
    """A page of changes in the order in which the tracker recorded them, the newest first."""

    changes: tuple[Change, ...]
    page: int
    pages: int


def recorded_changes(
    as_of: date, page: int, scope: ChangeScope = EVERYTHING, version: Version | None = None
) -> RecordedChanges:
    """One page of the changes about the days up to ``as_of``, the last recorded first. At most six queries.

    Changes recorded together are ordered by day. A change entered late, about a day long ago, is therefore on top.
    """

    def listed() -> _Listed:
        return _by_recording(as_of, scope, *clamp_page(sum(_counts(as_of, scope, version)), page, PAGE_SIZE))

    shown = _kept(version, scope, listed, "by recording", as_of, page)
    return RecordedChanges(tuple(_changes(shown.keys)), shown.page, shown.pages)


def _by_recording(as_of: date, scope: ChangeScope, page: int, pages: int) -> _Listed:
    statuses, revisions = _recorded(as_of, scope)
    upto = page * PAGE_SIZE
    turned = statuses.values_list("recorded_at", "on", "target_id", "pk")
    moved = revisions.values_list("recorded_at", "announced", "pk", "pk")
    newest = [
        *((0, row) for row in turned.order_by("-recorded_at", "-on", "target_id", "pk")[:upto]),
        *((1, row) for row in moved.order_by("-recorded_at", "-announced", "pk")[:upto]),
    ]
    keys: list[tuple[float, *Key]] = [
        (-moment.timestamp(), -on.toordinal(), target, announced, pk) for announced, (moment, on, target, pk) in newest
    ]
    return _Listed(tuple(key[1:] for key in sorted(keys)[upto - PAGE_SIZE : upto]), page, pages)


def _kept(
    version: Version | None, scope: ChangeScope, make: Callable[[], Derived], what: str, *question: Hashable
) -> Derived:
    """What is counted or sorted of a scope that has a name, kept for the version of the record."""
    named = None if scope.name is None else version
    return cached_for_version(named, make, "changes", what, scope.name, scope.promises, *question)


def _counts(as_of: date, scope: ChangeScope, version: Version | None) -> tuple[int, int]:
    """How many changes of each of the KINDS were known by a day."""

    def count() -> tuple[int, int]:
        statuses, announcements = _recorded(as_of, scope)
        return statuses.count(), announcements.count()

    return _kept(version, scope, count, "counts", as_of)


def _count_of(kind: str | None, counts: tuple[int, int]) -> int:
    return sum(number for name, number in zip(KINDS, counts, strict=True) if kind in {None, name})


def _recorded(as_of: date, scope: ChangeScope) -> tuple[QuerySet[StatusChange], QuerySet[Target]]:
    """The changed verdicts and the announcements of a scope that were known by a day."""
    statuses = StatusChange.objects.filter(scope.statuses, on__lte=as_of).exclude(from_status="")
    announcements = Target.objects.announced_by(as_of).filter(scope.links)
    return statuses, announcements if scope.promises else announcements.filter(revises__isnull=False)


def _changes(keys: Iterable[Key]) -> Iterator[Change]:
    """The changes of some keys, in their order. At most two queries; what was erased meanwhile is left out."""
    wanted = [(announced, pk) for _day, _target, announced, pk in keys]
    turned = StatusChange.objects.select_related(*(f"target__{path}" for path in TITLED))
    turns = turned.in_bulk([pk for announced, pk in wanted if not announced])
    moved = Target.objects.select_related("source", *TITLED, *(f"revises__{path}" for path in TITLED))
    moves = moved.in_bulk([pk for announced, pk in wanted if announced])
    for announced, pk in wanted:
        if announced and pk in moves:
            yield Change(moves[pk].announced, moves[pk], before=moves[pk].revises)
        elif not announced and pk in turns:
            yield Change(turns[pk].on, turns[pk].target, status=turns[pk])
