"""What the second reader says of an article, for the command that reads one: an operator tries an endpoint with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from projects.http.second_reader import read_again
from projects.reading.articles import ArticleFigure
from projects.reading.second_reader import SecondFigure, compare_readings


def second_reading(text: str, language: str, published: date | None, first: Sequence[ArticleFigure]) -> dict[str, Any]:
    """Asks the second reader; a member for a JSON answer. Raises CommandError where the operator has named none."""
    if not settings.READER_URL:
        raise CommandError("READER_URL is not set: there is no second reader to ask.")
    reading = read_again(text, language, published, settings.READER_SECONDS)
    disagreements, agreed = compare_readings(first, reading.figures, reading.read_until)
    return {
        "failure": reading.failure,
        "status": reading.status or None,
        "read_until": reading.read_until,
        "discarded": dict(reading.discarded or {}),
        "figures": [_members(text, figure) for figure in reading.figures],
        "agreed": agreed,
        "disagreements": [
            {
                "first": None if row.first is None else [row.first.start, row.first.end],
                "second": None if row.second is None else [row.second.start, row.second.end],
                "differences": list(row.differences),
            }
            for row in disagreements
        ],
    }


def second_lines(text: str, second: dict[str, Any]) -> Iterator[str]:
    """The same as lines for people."""
    if second["failure"]:
        status = f" {second['status']}" if second["status"] else ""
        yield f"The second reader gave no whole answer: {second['failure']}{status}."
    thrown_away = ", ".join(f"{reason} {number}" for reason, number in sorted(second["discarded"].items()))
    yield (
        f"The second reader: {len(second['figures'])} figures stand in the text, {second['agreed']} are read alike"
        + (f"; thrown away: {thrown_away}." if thrown_away else ".")
    )
    for row in second["disagreements"]:
        start, end = row["first"] or row["second"]
        only = "only the first reader" if row["second"] is None else "only the second reader"
        what = f"another {', '.join(row['differences'])}" if row["differences"] else only
        yield f"{start}–{end} “{text[start:end]}”: {what}"


def _members(text: str, figure: SecondFigure) -> dict[str, Any]:
    return {
        "text": text[figure.start : figure.end],
        "start": figure.start,
        "end": figure.end,
        "value": f"{figure.value:f}",
        "upper_value": None if figure.upper_value is None else f"{figure.upper_value:f}",
        "kind": figure.kind,
        "period_start": figure.period_start and figure.period_start.isoformat(),
        "period_end": figure.period_end and figure.period_end.isoformat(),
    }
