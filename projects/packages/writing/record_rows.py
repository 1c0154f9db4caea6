"""The rows of a table that an export holds, in its order, all as they are at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Collate

from projects.models import Outcome, ProjectEvent, Source, Target
from projects.packages.columns import Column, Table
from projects.packages.tables import BY_NAME, OUTCOMES

Rows = models.QuerySet[Any, Any]


@contextmanager
def snapshot() -> Iterator[None]:
    """All tables as they are at one moment. Whoever writes meanwhile is not kept waiting."""
    outermost = not connection.in_atomic_block
    with _reading_alone() if outermost else nullcontext(), transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _reading_alone() -> Iterator[None]:
    """On SQLite transactions begin with the lock of the one writer (IMMEDIATE); one that only reads needs none."""
    connection.ensure_connection()  # connecting sets the mode
    mode = getattr(connection, "transaction_mode", None)
    if mode is None:
        yield
        return
    connection.transaction_mode = None  # type: ignore[attr-defined]  # SQLite's connection has it
    try:
        yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]  # as above


def ordered_rows(table: Table, as_of: date | None) -> Rows:
    """The rows by id, in the order of code points on either database."""
    by_id = F("id") if connection.vendor == "sqlite" else Collate(F("id"), "C")
    return _known(table, as_of).order_by(by_id)


def values_of(table: Table, as_of: date | None) -> list[Any]:
    """An expression for each column; for what was known on a day, nothing where it names a row that was not known."""
    return [_value(table, column, as_of) for column in table.columns]


def _value(table: Table, column: Column, as_of: date | None) -> Any:
    name = table.field(column).attname
    if as_of is not None and (table, column.name) == (OUTCOMES, "our_slip"):  # of a correction of what was not known
        return Case(When(corrects__in=_known(OUTCOMES, as_of).values("pk"), then=F(name)), default=Value(False))
    if as_of is None or column.kind != "reference" or column.required or not BY_NAME[column.references].is_claim:
        return F(name)
    known_rows = _known(BY_NAME[column.references], as_of).values("pk")
    return Case(When(Q(**{f"{column.name}__in": known_rows}), then=F(name)))


def _known(table: Table, as_of: date | None) -> Rows:
    """What R1 lets exist on a day. Bodies, places, programmes, indicators and projects are no claims: all stay."""
    rows: Rows = table.model._default_manager.all()
    if as_of is None:
        return rows
    if table.model is Target:
        return Target.objects.announced_by(as_of)
    if table.model is Outcome:
        return Outcome.objects.known_by(as_of)
    if table.model is ProjectEvent:
        return ProjectEvent.objects.filter(source__public_on__lte=as_of, date__lte=as_of)
    if table.model is Source:  # an announcement counts from its own day, even where the source came out later
        cited = Target.objects.announced_by(as_of).values("source")
        return Source.objects.filter(Q(public_on__lte=as_of) | Q(pk__in=cited))
    return rows
