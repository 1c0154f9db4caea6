"""The two shapes that a page of the list of targets comes in: whole entries, and the lines of a table."""

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
from projects.reports.prepared import RowsById

from .target_entry import COLUMNS, TargetEntry, entries_of
from .target_line import TargetLine, columns, line_of, lines

Shown = TypeVar("Shown")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Shape(Generic[Shown]):
    """What is read of stored assessments, and what is made of that or of entries that had to be computed."""

    name: str
    columns: tuple[Any, ...]
    by_id: RowsById
    of_rows: Callable[[Sequence[Row], date], tuple[Shown, ...]]
    of_entries: Callable[[Sequence[TargetEntry]], tuple[Shown, ...]]


def _entries(rows: Sequence[Row], as_of: date) -> tuple[TargetEntry, ...]:
    return entries_of([(row[:-1], orjson.loads(row[-1])) for row in rows], as_of)


# The payload as text: orjson reads it in a tenth of the time that the column's own decoder takes.
_STORED: tuple[Any, ...] = (*(f"target__{name}" for name in COLUMNS), Cast("payload", TextField()))
ENTRIES: Shape[TargetEntry] = Shape("entries", _STORED, RowsById(Assessment, "pk", *_STORED), _entries, tuple)


@cache
def lines_in(lang: str) -> Shape[TargetLine]:
    """Lines with the names in a language."""

    def of_entries(found: Sequence[TargetEntry]) -> tuple[TargetLine, ...]:
        return tuple(line_of(entry, lang) for entry in found)

    stored = columns(lang)
    return Shape(f"lines {lang}", stored, RowsById(Assessment, "pk", *stored), lines, of_entries)
