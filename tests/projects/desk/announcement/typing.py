"""What an editor types into the page of an announcement, as the form sends it."""

from __future__ import annotations

from urllib.parse import urlencode

PAGE = "/en/desk/announcement/"

ABOUT = {
    "body": "Ministry of Education",
    "body_kind": "ministry",
    "programme": "New schools",
    "sector": "education",
    "source-url": "https://example.org/schools",
    "source-title": "Twelve schools",
    "source-publisher": "Example News",
    "source-published": "2026-11-02",
    "source-kind": "press",
}
SENTENCE = (
    "In 2027 the ministry will build 12 schools worth 40 billion tenge, creating 900 jobs; "
    "the deadline was moved from 2026"
)
BILLIONS = "40000000000;;1000000000;;KZT"
SCHOOLS = {"what": "Schools built", "how_many": "12", "unit": "schools", "by": "in 2027", "was_by": "2026"}
MONEY = {"what": "Cost of the schools", "how_many": "40 billion tenge", "how_many-understood": BILLIONS}
JOBS = {"what": "Jobs created", "how_many": "900", "unit": "jobs"}


def form(*lines: dict[str, str], **more: str) -> dict[str, str]:
    """The fields of the form with these lines."""
    fields = {**ABOUT, "lines-TOTAL_FORMS": str(len(lines)), "lines-INITIAL_FORMS": "0", **more}
    for number, line in enumerate(lines):
        fields |= {f"lines-{number}-{name}": value for name, value in line.items()}
    return fields


def page_for(**query: str) -> str:
    return f"{PAGE}?{urlencode(query)}" if query else PAGE
