"""The two formats of a page of the list of targets: whole entries, and rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar

import orjson
from django.db.models import TextField
from django.db.models.functions import Cast

from projects.models import Assessment
from projects.reports.compiled_queries import RowsById

from .target_entry import COLUMNS, TargetEntry, entries_from_rows
from .target_row import TargetRow, row_columns, row_of_entry, rows_of_columns

Item = TypeVar("Item")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ListFormat(Generic[Item]):
    """The columns to read from stored assessments, and how they or computed entries become items of the page."""

    name: str
    columns: tuple[Any, ...]
    by_id: RowsById
    of_rows: Callable[[Sequence[Row], date], tuple[Item, ...]]
    of_entries: Callable[[Sequence[TargetEntry]], tuple[Item, ...]]


def _entries(rows: Sequence[Row], as_of: date) -> tuple[TargetEntry, ...]:
    return entries_from_rows([(row[:-1], orjson.loads(row[-1])) for row in rows], as_of)


# The payload as text: orjson reads it in a tenth of the time that the column's own decoder takes.
_STORED: tuple[Any, ...] = (*(f"target__{name}" for name in COLUMNS), Cast("payload", TextField()))
ENTRY_FORMAT: ListFormat[TargetEntry] = ListFormat(
    "entries", _STORED, RowsById(Assessment, "pk", *_STORED), _entries, tuple
)


@cache
def row_format(lang: str) -> ListFormat[TargetRow]:
    """Rows with the names in a language."""

    def of_entries(entries: Sequence[TargetEntry]) -> tuple[TargetRow, ...]:
        return tuple(row_of_entry(entry, lang) for entry in entries)

    stored = row_columns(lang)
    return ListFormat(f"lines {lang}", stored, RowsById(Assessment, "pk", *stored), rows_of_columns, of_entries)
