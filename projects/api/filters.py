"""What the filters of the collections share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from projects.reports.parameters import Kind, Parameter
from projects.reports.search import containing

from .collections import Query

Rows = QuerySet[Any]
ADDED_ROW = "+"  # as simple-history writes it
NAMES = ("id", "name", "name_ru", "name_kk")


def equal(rows: Rows, query: Query, **columns: str) -> Rows:
    """Rows whose columns (or look-ups) have the values asked for; ``columns`` maps parameter → look-up."""
    return rows.filter(**{lookup: query[name] for name, lookup in columns.items() if name in query})


def containing_text(rows: Rows, query: Query, *paths: str) -> Rows:
    return rows.filter(containing(query["search"], paths)) if "search" in query else rows


def reference(name: str, about: str, model: Any) -> Parameter:
    return Parameter(name, Kind.REFERENCE, about, model=model)


def with_history(model: Any) -> Callable[[], Rows]:
    """The rows of a kind that is edited by hand, whose history says when each was recorded."""
    added = model.history.model.objects.filter(id=OuterRef("pk"), history_type=ADDED_ROW).order_by("-history_date")
    return lambda: model.objects.annotate(recorded_at=Subquery(added.values("history_date")[:1]))


def recorded_by_history(rows: Rows, moment: datetime) -> Rows:
    history: Any = rows.model
    added = history.history.model.objects.filter(history_type=ADDED_ROW, history_date__gt=moment)
    return rows.filter(pk__in=added.values("id"))
