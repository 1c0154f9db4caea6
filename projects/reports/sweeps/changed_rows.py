"""Rows of a table in the order in which they last changed, and those that went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from projects.models import RowChange

from .sweep import Position, Sweep

BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)  # of rows that do not say when they were recorded
PRIMARY_KEY: Combinable = F("pk")
# The streams of a table: what never changed since it was recorded; what did, as triggers noted it; what went.
AS_RECORDED, CHANGED, GONE = range(3)


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """The ids that are in the list and those that are not, in the order of their moments."""

    ids: Sequence[str]
    gone: Sequence[str]
    last: Position | None
    has_more: bool


@dataclass(frozen=True, slots=True)
class ChangedRows:
    """``rows`` are those of a list, with a column or annotation ``recorded_at``; ``key`` is the id of a row."""

    rows: QuerySet[Any]
    key: Combinable = PRIMARY_KEY

    @property
    def keyed(self) -> QuerySet[Any]:
        """The rows with the annotation ``sweep_key``."""
        keyed: QuerySet[Any] = self.rows.annotate(sweep_key=self.key)
        return keyed

    @property
    def streams(self) -> tuple[QuerySet[Any], ...]:
        own = {field.name for field in self.rows.model._meta.concrete_fields}
        recorded = F("recorded_at") if "recorded_at" in own else Coalesce(F("recorded_at"), Value(BEFORE_ALL))
        noted = RowChange.objects.filter(table=self.rows.model._meta.db_table)
        in_order = noted.annotate(sweep_moment=F("changed_at"), sweep_key=F("row_id"))
        changed = noted.filter(gone=False, row_id=OuterRef("sweep_key"))
        as_recorded = self.keyed.annotate(sweep_moment=recorded).filter(~Exists(changed))
        return as_recorded, in_order.filter(gone=False), in_order.filter(gone=True)

    def page(self, sweep: Sweep) -> ChangedPage:
        """Four queries at most. What went and was recorded anew stands where it was recorded."""
        positions, has_more = sweep.page(self.streams)
        noted = [position.key for position in positions if position.stream != AS_RECORDED]
        listed = set(self.keyed.filter(sweep_key__in=noted).values_list("sweep_key", flat=True)) if noted else set()
        ids = [
            key for _moment, stream, key in positions if stream == AS_RECORDED or (stream == CHANGED and key in listed)
        ]
        gone = [key for key in noted if key not in listed]
        return ChangedPage(ids, gone, positions[-1] if positions else None, has_more)
