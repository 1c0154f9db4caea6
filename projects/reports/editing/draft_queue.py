"""The queue of drafts: what waits for whom, since when; beside it the spreadsheets that wait for an editor."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from projects.models import Draft, TableImport
from projects.models.draft import OPEN, DraftQuerySet
from projects.reports.paging import Page, clamp_page
from projects.reports.search import containing

from .open_work import MOST_SHOWN, Some

PAGE_SIZE = 50
HEAVY = ("changes", "entry", "confirmed", "recorded")
NOBODY = "nobody"  # as the person that a draft is assigned to


@dataclass(frozen=True, slots=True)
class DraftFilter:
    """What the queue is asked for; absent is any. ``state`` may be “open”; ``person`` saved it last.

    ``person`` and ``assigned`` are numbers of people as text; ``assigned`` may be NOBODY.
    """

    state: str = ""
    kind: str = ""
    origin: str = ""
    person: str = ""
    assigned: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft of the queue. It waits for ``days`` days: since it was submitted, else since it was last saved."""

    draft: Draft
    days: int


@dataclass(frozen=True, slots=True)
class DraftQueue:
    """A page of drafts, those that wait longest first; counts of what the other filters leave."""

    page: Page[DraftLine]
    states: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    origins: tuple[tuple[str, int], ...]
    people: tuple[tuple[int, str], ...]


def draft_queue(wanted: DraftFilter, page: int, at: datetime) -> DraftQueue:
    """Five queries."""
    states = _counts(_filtered(wanted, without="state"), "state", Draft.State.values)
    count = sum(number for state, number in states if state in _states(wanted))
    page, pages = clamp_page(count, page, PAGE_SIZE)
    start = (page - 1) * PAGE_SIZE
    rows = waiting_longest(_filtered(wanted))[start : start + PAGE_SIZE]
    lines = tuple(draft_line(draft, timezone.localdate(at)) for draft in rows)
    return DraftQueue(
        Page(lines, count, page, pages),
        states,
        _counts(_filtered(wanted, without="kind"), "kind", Draft.Kind.values),
        _counts(_filtered(wanted, without="origin"), "origin", Draft.Origin.values),
        _people(),
    )


def waiting_imports(wanted: DraftFilter) -> Some[TableImport]:
    """Spreadsheets that are good and wait for an editor, where the filter asks for what waits; the oldest first.

    One query, and another where there are more than are shown. Of a spreadsheet ``person`` is whoever brought it,
    ``search`` finds its file, and nobody is assigned.
    """
    is_asked = (
        wanted.state in {"", "open", Draft.State.IN_REVIEW}
        and wanted.kind in {"", Draft.Kind.IMPORT}
        and wanted.origin in {"", Draft.Origin.SPREADSHEET}
        and wanted.assigned in {"", NOBODY}
    )
    imports = TableImport.objects.filter(state=TableImport.State.CHECKED) if is_asked else TableImport.objects.none()
    if wanted.person:
        imports = imports.filter(uploaded_by=int(wanted.person))
    if wanted.search:
        imports = imports.filter(containing(wanted.search, ("file_name",)))
    rows = tuple(imports.defer("file", "result").order_by("asked_at", "id")[:MOST_SHOWN])
    return Some(rows, imports.count() if len(rows) == MOST_SHOWN else len(rows))


def draft_line(draft: Draft, today: date) -> DraftLine:
    since = draft.closed_at or (draft.submitted_at if draft.state == Draft.State.IN_REVIEW else None) or draft.saved_at
    return DraftLine(draft, max(0, (today - timezone.localdate(since)).days))


def waiting_longest(drafts: DraftQuerySet) -> DraftQuerySet:
    """Open drafts first, those that wait longest first; of closed ones the last closed first."""
    return (
        drafts.defer(*HEAVY)
        .select_related("saved_by", "assigned_to")
        .order_by(F("closed_at").desc(nulls_first=True), Coalesce("submitted_at", "saved_at"), "id")
    )


def waiting_count(user_id: Any) -> int:
    """How many drafts wait for somebody: theirs that were returned, others' to review. One query."""
    return Draft.objects.filter(waits_for(user_id)).count()


def waits_for(user_id: Any) -> Q:
    """What was returned to somebody, and what others submitted unless it is assigned to a third person."""
    to_review = Q(state=Draft.State.IN_REVIEW) & ~Q(saved_by=user_id)
    returned = Q(state=Draft.State.RETURNED, saved_by=user_id)
    return returned | (to_review & (Q(assigned_to=None) | Q(assigned_to=user_id)))


def _filtered(wanted: DraftFilter, without: str = "") -> DraftQuerySet:
    drafts = Draft.objects.all()
    if wanted.state and without != "state":
        drafts = drafts.filter(state__in=_states(wanted))
    columns: Mapping[str, str] = {"kind": wanted.kind, "origin": wanted.origin, "saved_by": wanted.person}
    drafts = drafts.filter(**{name: value for name, value in columns.items() if value and name != without})
    if wanted.assigned == NOBODY:
        drafts = drafts.filter(assigned_to=None)
    elif wanted.assigned:
        drafts = drafts.filter(assigned_to=int(wanted.assigned))
    return drafts.filter(containing(wanted.search, ("title", "origin_name"))) if wanted.search else drafts


def _states(wanted: DraftFilter) -> Collection[str]:
    """The states that are asked for."""
    if not wanted.state:
        return Draft.State.values
    return OPEN if wanted.state == "open" else (wanted.state,)


def _counts(drafts: DraftQuerySet, column: str, order: list[str]) -> tuple[tuple[str, int], ...]:
    counts = dict(drafts.order_by().values_list(column).annotate(Count("pk")))
    return tuple((value, counts[value]) for value in order if value in counts)


def _people() -> tuple[tuple[int, str], ...]:
    """Who saved a draft or may review one, by address."""
    people: Any = get_user_model()._default_manager
    rows = people.filter(Q(is_active=True, is_staff=True) | Q(pk__in=Draft.objects.order_by().values("saved_by")))
    return tuple((person.pk, str(person)) for person in rows.order_by("email"))
