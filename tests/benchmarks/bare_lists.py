"""The least that a list of a hundred targets as JSON can cost: one SQL statement, its rows into JSON, no framework.

A WSGI application for bench_lists. ``/`` has the members that Datasette shows, ``/whole`` every column that an entry of
the API is made of. Neither counts, words a title, knows revisions or derives anything for the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import orjson

from tests.benchmarks.bare import connection

DUE_AFTER = "2025-01-01"
JOINED = """
FROM projects_assessment AS assessment
JOIN projects_target AS target ON target.id = assessment.target_id
JOIN projects_indicator AS indicator ON indicator.id = target.indicator_id
JOIN projects_programme AS programme ON programme.id = indicator.programme_id
JOIN projects_source AS source ON source.id = target.source_id
"""
SHOWN = """
SELECT target.id, indicator.programme_id AS programme, target.indicator_id AS indicator, indicator.unit, target.basis,
    target.qualifier, target.value, target.upper_value, target.window_start, target.deadline, target.deadline_text,
    assessment.status, assessment.stale, assessment.payload ->> 'actual' AS actual,
    assessment.payload ->> 'percent_achieved' AS percent_achieved, assessment.payload ->> 'pace' AS pace
"""
OF_TARGET = (
    *("id", "basis", "qualifier", "value", "upper_value", "rounded_to", "baseline_value", "baseline_start"),
    *("baseline_end", "window_start", "deadline", "deadline_text", "deadline_text_ru", "deadline_text_kk", "timing"),
    *("bundle", "interim_for_id", "revises_id", "withdrawn", "announced", "locator", "locator_ru", "locator_kk"),
    *("note", "note_ru", "note_kk", "speaker", "speaker_ru", "speaker_kk", "spoken_by_id", "claimed", "claimed_ru"),
    *("claimed_kk", "not_entered", "not_entered_ru", "not_entered_kk", "recorded_at", "indicator_id", "source_id"),
)
OF_SOURCE = (
    *("title", "title_ru", "title_kk", "title_en", "title_language", "language", "publisher", "published", "url"),
)
WHOLE = f"""
SELECT {", ".join(f"target.{name}" for name in OF_TARGET)},
    indicator.name, indicator.name_ru, indicator.name_kk, indicator.unit, indicator.accumulation, indicator.direction,
    indicator.territory_id, programme.id AS programme, programme.responsible_id, programme.territory_id AS place,
    {", ".join(f"source.{name} AS source_{name}" for name in OF_SOURCE)}, assessment.payload::text AS assessment
"""  # fixed text
LISTED = f"{JOINED} WHERE target.deadline >= '{DUE_AFTER}' ORDER BY target.deadline, target.id LIMIT 100"
STATEMENTS = {"/": SHOWN + LISTED, "/whole": WHOLE + LISTED}
ALL = f"{SHOWN} {JOINED} ORDER BY target.deadline, target.id"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    cursor = connection().execute(STATEMENTS[environ["PATH_INFO"]])
    names = [column.name for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if names[-1] == "assessment":
        for row in rows:
            row["assessment"] = orjson.Fragment(row["assessment"])
    body = orjson.dumps({"results": rows}, default=_plain)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _plain(value: Decimal) -> str:
    return f"{value:f}"
