"""The drafts on an editor's own table: returned, to review, being written, waiting for somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, Value, When

from projects.models import Draft, TableImport
from projects.models.draft import OPEN, DraftQuerySet

from .draft_queue import DraftLine, draft_line, waiting_longest
from .open_work import MOST_SHOWN, Some


@dataclass(frozen=True, slots=True)
class OwnWork:
    """``to_review``: what others submitted, mine first; ``submitted``: mine, waiting for others."""

    returned: Some[DraftLine]
    to_review: Some[DraftLine]
    writing: Some[DraftLine]
    submitted: Some[DraftLine]
    proposals: Some[DraftLine]


def own_work(user_id: Any, today: date) -> OwnWork:
    """Six queries."""
    parts = {
        "returned": Q(state=Draft.State.RETURNED, saved_by=user_id),
        "to_review": Q(state=Draft.State.IN_REVIEW) & ~Q(saved_by=user_id) & ~Q(kind=Draft.Kind.PROPOSAL),
        "writing": Q(state=Draft.State.DRAFT, saved_by=user_id),
        "submitted": Q(state=Draft.State.IN_REVIEW, saved_by=user_id),
        "proposals": Q(state__in=OPEN, kind=Draft.Kind.PROPOSAL) & ~Q(saved_by=user_id),
    }
    counted = {name: Count("pk", filter=condition) for name, condition in parts.items()}
    counts = Draft.objects.filter(state__in=OPEN).order_by().aggregate(**counted)
    lists = {
        name: Some(_first(Draft.objects.filter(condition), user_id, today), counts[name])
        for name, condition in parts.items()
    }
    return OwnWork(**lists)


def open_imports(user_id: Any) -> Some[TableImport]:
    """Spreadsheets that wait for an editor: good ones to publish, and the person's own with questions. Two queries."""
    own = Q(state__in=TableImport.UNSETTLED, uploaded_by=user_id)
    waiting = TableImport.objects.filter(own | Q(state=TableImport.State.CHECKED)).defer("file", "result")
    return Some(tuple(waiting.order_by("asked_at", "id")[:MOST_SHOWN]), waiting.count())


def _first(drafts: DraftQuerySet, user_id: Any, today: date) -> tuple[DraftLine, ...]:
    """What is assigned to the person first, then what waits longest."""
    mine = Case(When(assigned_to=user_id, then=Value(0)), default=Value(1))
    ordered = waiting_longest(drafts)
    return tuple(draft_line(draft, today) for draft in ordered.order_by(mine, *ordered.query.order_by)[:MOST_SHOWN])
