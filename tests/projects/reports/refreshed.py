"""The day on which the small records of these tests are looked at, and their verdicts of that day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from projects.actions.refresh import refresh_assessments

TODAY = date(2025, 1, 10)
NOW = datetime(2025, 1, 10, 9, tzinfo=UTC)


def refreshed() -> None:
    refresh_assessments(as_of=TODAY, at=NOW)
