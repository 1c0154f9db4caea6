"""Rows with whatever is hard in a format, and how each writer is held to a flat memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from projects.exports.about import About
from projects.exports.columns import Column

COLUMNS = (
    Column("id", "text", "The permanent public id."),
    Column("title", "text"),
    Column("value", "figure", "In base units."),
    Column("days", "integer"),
    Column("final", "boolean"),
    Column("announced", "date"),
    Column("recorded_at", "moment"),
)
LONG = Decimal("123456789012345678901234567890.5")  # no double holds it
MOMENT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1")
ROWS: list[tuple[Any, ...]] = [
    ("а", 'Қазақстан – Әлия, «үй»; "ё"', Decimal("-7.4"), 0, True, date(2026, 3, 1), MOMENT),
    ("long", "two\nlines\r\nand, commas", LONG, 7, False, "2025-12-31", MOMENT.isoformat()),
    ("empty", None, None, None, None, None, None),
    ("old", "", "0", -3, None, date(1899, 12, 31), None),
    *((f"formula-{number}", text, None, None, None, None, None) for number, text in enumerate(FORMULAS)),
]
ABOUT = About("targets", date(2026, 11, 28), "https://t.example/data/lists/targets.xlsx")


def many(count: int) -> Iterator[tuple[Any, ...]]:
    return (
        (f"id-{number}", "мәтін" * 20, f"{number}.5", number, True, "2026-01-01", MOMENT) for number in range(count)
    )


def assert_memory_is_flat(write: Callable[[Path, int], int], folder: Path) -> None:
    """Asserts that memory does not grow with the rows, which would take 3 MB."""
    write(folder / "first", 10)  # what is loaded once
    tracemalloc.start()
    try:
        write(folder / "table", 3_000)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_200_000
