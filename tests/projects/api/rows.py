"""Rows as an editor's program sends them to the record of conftest: one good one for each table."""

from __future__ import annotations

from typing import Any

GOOD: dict[str, dict[str, Any]] = {
    "organisations": {
        "id": "agency",
        "name": "Agency",
        "name_kk": "Агенттік",
        "kind": "agency",
        "parent": "old-ministry",
    },
    "territories": {"id": "kz-35", "name": "Karaganda", "parent": "kz"},
    "publishers": {"id": "the-gazette", "name": "The Gazette", "same_as": "newspaper"},
    "people": {"id": "deputy", "name": "A deputy", "name_kk": "Орынбасар", "url": "https://example.org/deputy"},
    "offices": {
        "id": "minister-then",
        "person": "minister",
        "organisation": "old-ministry",
        "title": "Minister",
        "until": "2023-09-01",
    },
    "sources": {
        "id": "report-2026",
        "title": "Report on 2025",
        "publisher": "Statistics",
        "published": "2026-03-01",
        "published_precision": "month",
        "kind": "official_statistics",
        "url": "https://example.org/report",
    },
    "programmes": {"id": "roads", "name": "Roads", "responsible": "new-ministry", "territory": "kz"},
    "indicators": {
        "id": "roads-km",
        "programme": "pool",
        "name": "Roads built",
        "unit": "km",
        "accumulation": "sum",
        "direction": "increase",
        "reporting_interval_days": 90,
    },
    "targets": {
        "id": "pool-2026-count",
        "indicator": "pool-count",
        "basis": "absolute",
        "qualifier": "at_least",
        "value": "190",
        "window_start": "2026-01-01",
        "deadline": "2026-12-31",
        "timing": "within_period",
        "announced": "2026-01-15",
        "source": "newspaper",
    },
    "outcomes": {
        "id": "count-2026-h1",
        "indicator": "pool-count",
        "basis": "absolute",
        "qualifier": "exactly",
        "value": "88.5",
        "period_start": "2026-01-01",
        "period_end": "2026-06-30",
        "final": False,
        "source": "newspaper",
        "locator": "p. 3",
    },
    "projects": {
        "id": "mill",
        "programme": "pool",
        "name": "Mill",
        "territory": "kz-79",
        "investment": "12000000000",
        "currency": "KZT",
    },
    "project-events": {
        "id": "plant-stopped",
        "project": "plant",
        "stage": "stopped",
        "date": "2026-02-01",
        "source": "newspaper",
    },
}


def good(path: str, **changes: Any) -> dict[str, Any]:
    """The good row of a collection with changes; ``...`` leaves a member out."""
    return {name: value for name, value in {**GOOD[path], **changes}.items() if value is not ...}


def row_of(answer):
    """The row in an answer to one that was sent, without the remarks on it."""
    return {name: value for name, value in answer.body.items() if name != "remarks"}
