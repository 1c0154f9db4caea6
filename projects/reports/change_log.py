"""What changed, day by day: verdicts that became others, and promises that were revised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from projects.models import StatusChange, Target

PAGE_SIZE = 50
KINDS = ("verdict", "announcement")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a day. ``status`` is set for a verdict, ``link`` for a revision with ``before`` it."""

    on: date
    target: Target
    status: StatusChange | None = None
    before: Target | None = None


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """A page of days, newest first; each with its changes."""

    days: tuple[tuple[date, tuple[Change, ...]], ...]
    page: int
    pages: int
    count: int
    kinds: tuple[tuple[str, int], ...]


def change_log(as_of: date, page: int, kind: str | None = None) -> ChangeLog:
    """One page of the changes known by a day, of one kind or of all. Four queries."""
    statuses = StatusChange.objects.filter(on__lte=as_of).exclude(from_status="")
    revisions = Target.objects.announced_by(as_of).filter(revises__isnull=False)
    kinds = (("verdict", statuses.count()), ("announcement", revisions.count()))
    count = sum(number for name, number in kinds if kind in (None, name))
    if kind == "verdict":
        revisions = revisions.none()
    elif kind == "announcement":
        statuses = statuses.none()
    upto = page * PAGE_SIZE
    turned = statuses.select_related("target__indicator__programme").order_by("-on", "first_id")[:upto]
    moved = revisions.select_related("indicator__programme", "revises__indicator").order_by("-announced", "id")[:upto]
    newest = [
        *(Change(change.on, change.target, status=change) for change in turned),
        *(Change(link.announced, link, before=link.revises) for link in moved),
    ]
    newest.sort(key=lambda change: (-change.on.toordinal(), change.target.id))
    shown = newest[upto - PAGE_SIZE : upto]
    days = tuple((on, tuple(changes)) for on, changes in groupby(shown, key=lambda change: change.on))
    return ChangeLog(days, page, max(1, -(-count // PAGE_SIZE)), count, kinds)
