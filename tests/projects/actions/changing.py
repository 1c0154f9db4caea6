"""Changes as the desk makes them: a report of the half year with its source, and what makes it."""

from __future__ import annotations

from projects.actions.changes import Change

SOURCE = {
    "id": "ministry-2024-07-20",
    "title": "Half-year report",
    "publisher": "Ministry",
    "published": "2024-07-20",
    "kind": "government",
}
REPORT = {
    "indicator": "projects",
    "basis": "absolute",
    "qualifier": "exactly",
    "value": "90",
    "period_start": "2024-01-01",
    "period_end": "2024-06-30",
    "final": "true",
    "source": "ministry-2024-07-20",
}


def added(table: str, cells: dict[str, str], **more: str | bool) -> Change:
    return Change("add", table, cells={**cells}, **more)


def report(**cells: str) -> list[Change]:
    """A new source, and a figure that it reports."""
    return [added("sources", SOURCE, makes_id=True), added("outcomes", {**REPORT, **cells})]
