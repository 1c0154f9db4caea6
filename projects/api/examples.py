"""Examples of the API, declared once: the page for people shows each in curl and in Python, and a test runs them.

Together they make a small record of their own, each row of what stands before it, so that all of them work on any
installation, also an empty one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

IN_A_MONTH = object()  # a day that moves with the clock


@dataclass(frozen=True, slots=True)
class Example:
    """One request. ``path`` is below /api/v1/; ``body`` is sent as JSON; ``title`` says what it shows."""

    path: str
    body: Mapping[str, Any] | None = None
    method: str = "POST"
    with_token: bool = True
    title: Promise | str = ""

    def sent(self, on: date) -> dict[str, Any]:
        """The body as of a day."""
        later = (on + timedelta(days=30)).isoformat()
        return {name: later if value is IN_A_MONTH else value for name, value in (self.body or {}).items()}

    @property
    def address(self) -> str:
        """The path in the OpenAPI document that it belongs to."""
        return f"/api/v1/{self.path.partition('?')[0]}"


REVISION = gettext_lazy("Record a revision: a whole row that names what it revises")
CORRECTION = gettext_lazy("Record a correction: a whole row that names what it corrects")


def _read(path: str, *, with_token: bool = False) -> Example:
    return Example(path, method="GET", with_token=with_token)


READ = (
    _read("organisations/?search=ministry&page_size=2"),
    _read("territories/?page_size=2"),
    _read("publishers/?page_size=2"),
    _read("people/?page_size=2"),
    _read("offices/?held_on=2026-01-01&page_size=2"),
    _read("sources/?published_after=2025-01-01&page_size=2"),
    _read("programmes/?search=roads&page_size=2"),
    _read("indicators/?accumulation=sum&page_size=2"),
    _read("targets/?overdue=true&ordering=-days_overdue&page_size=2&fields=id,title,deadline,assessment.status"),
    _read("outcomes/?period_after=2024-01-01&final=true&page_size=2"),
    _read("projects/?stage=commissioned&page_size=2"),
    _read("project-events/?since=2025-01-01&page_size=2"),
    _read("status-changes/?since=2026-01-01&status=unreported&page_size=2"),
    _read("track-records/?by=organisation&page_size=2"),
    _read("follows/?kind=target&page_size=2", with_token=True),
    _read("snoozes/?page_size=2", with_token=True),
    _read("preferences/", with_token=True),
)

TARGET = {
    "indicator": "example-km-of-roads",
    "basis": "absolute",
    "qualifier": "at_least",
    "timing": "within_period",
    "window_start": "2025-01-01",
    "source": "example-announcement",
    "locator": "p. 3",
}
OUTCOME = {
    "indicator": "example-km-of-roads",
    "basis": "absolute",
    "qualifier": "exactly",
    "period_start": "2025-01-01",
    "period_end": "2025-06-30",
    "source": "example-report",
}
REPORTED = {
    "collection": "sources",
    "row": {
        "id": "example-report",
        "title": "Roads in 2025",
        "publisher": "The Example Gazette",
        "published": "2026-02-01",
        "kind": "government",
        "url": "https://example.org/roads-2025",
    },
}
SECOND_HALF = {
    "indicator": "example-km-of-roads",
    "basis": "absolute",
    "qualifier": "exactly",
    "value": "52",
    "period_start": "2025-07-01",
    "period_end": "2025-12-31",
    "final": False,
    "source": "example-report",
}

WRITTEN = (
    Example("organisations/", {"id": "example-ministry", "name": "Ministry of Examples", "kind": "ministry"}),
    Example("territories/", {"id": "example-land", "name": "Exampleland"}),
    Example("publishers/", {"id": "example-gazette", "name": "The Example Gazette"}),
    Example("people/", {"id": "example-minister", "name": "Alex Example"}),
    Example(
        "offices/",
        {
            "id": "example-office",
            "person": "example-minister",
            "organisation": "example-ministry",
            "title": "Minister",
            "since": "2024-01-01",
        },
    ),
    Example(
        "sources/",
        {
            "id": "example-announcement",
            "title": "Roads for everybody",
            "publisher": "The Example Gazette",
            "published": "2025-01-10",
            "kind": "government",
            "url": "https://example.org/roads",
        },
    ),
    Example(
        "programmes/",
        {
            "id": "example-roads",
            "name": "Roads",
            "sector": "transport",
            "responsible": "example-ministry",
            "territory": "example-land",
        },
    ),
    Example(
        "indicators/",
        {
            "id": "example-km-of-roads",
            "programme": "example-roads",
            "name": "Roads built",
            "unit": "km",
            "accumulation": "sum",
            "direction": "increase",
        },
    ),
    Example("batches/", {"rows": [REPORTED, {"collection": "outcomes", "row": SECOND_HALF}]}),
    Example(
        "targets/",
        {
            "id": "example-roads-2026",
            **TARGET,
            "value": "180",
            "deadline": "2026-12-31",
            "announced": "2025-01-10",
            "spoken_by": "example-minister",
        },
    ),
    Example(
        "targets/",
        {
            "revises": "example-roads-2026",
            **TARGET,
            "value": "150",
            "deadline": "2027-06-30",
            "announced": "2026-02-01",
            "note": "Half a year later, and thirty kilometres fewer.",
            "source": "example-report",
        },
        title=REVISION,
    ),
    Example("outcomes/", {"id": "example-roads-h1", **OUTCOME, "value": "41.5", "final": False, "locator": "p. 7"}),
    Example(
        "outcomes/",
        {
            "corrects": "example-roads-h1",
            **OUTCOME,
            "value": "39.5",
            "final": True,
            "locator": "p. 2",
            "note": "The final figure, after the roads were measured.",
        },
        title=CORRECTION,
    ),
    Example(
        "projects/",
        {"id": "example-bridge", "programme": "example-roads", "name": "The long bridge", "territory": "example-land"},
    ),
    Example(
        "project-events/",
        {"project": "example-bridge", "stage": "announced", "date": "2025-01-10", "source": "example-announcement"},
    ),
    Example("follows/", {"kind": "programme", "thing": "example-roads"}),
    Example("snoozes/", {"target": "example-roads-2026", "until": IN_A_MONTH}),
    Example("preferences/", {"cadence": "weekly", "weekday": 0, "hour": 8}, method="PATCH"),
)
EXAMPLES = (*READ, *WRITTEN)
