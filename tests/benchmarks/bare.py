"""The least that a page with the same fifty rows can cost: one SQL statement, its rows into HTML, no framework.

A WSGI application for bench_pages. It has no menu, no filters, no counts and one language, and shows every figure of a
row that the list of targets shows.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from datetime import date
from html import escape
from typing import Any

import psycopg

from tracker import addresses

STATEMENT = """
SELECT target.id, indicator.name, programme.name, indicator.unit, target.basis, target.qualifier, target.value,
    target.upper_value, target.window_start, target.deadline, target.deadline_text, assessment.status,
    assessment.stale, assessment.disputed, assessment.times_revised, assessment.payload ->> 'actual',
    assessment.payload ->> 'percent_achieved', assessment.payload ->> 'pace'
FROM projects_assessment AS assessment
JOIN projects_target AS target ON target.id = assessment.target_id
JOIN projects_indicator AS indicator ON indicator.id = target.indicator_id
JOIN projects_programme AS programme ON programme.id = indicator.programme_id
ORDER BY target.deadline, target.id LIMIT 50
"""
HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Targets</title></head><body><table><thead><tr>'
    "<th>What</th><th>Promised</th><th>Verdict</th><th>Reported so far</th></tr></thead><tbody>"
)
TAIL = "</tbody></table></body></html>"

_here = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    today = date.today()  # noqa: TID251  # the day that the tracker takes
    rows = connection().execute(STATEMENT).fetchall()
    page = f"{HEAD}{''.join(_row(row, today) for row in rows)}{TAIL}".encode()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))])
    return [page]


def _row(row: tuple[Any, ...], today: date) -> str:
    (id, indicator, programme, unit, basis, qualifier, value, upper, start, deadline, deadline_text, status,
     stale, disputed, revised, actual, percent, pace) = row  # fmt: skip
    marks = " ".join(word for word, so in (("revised", revised), ("disputed", disputed), ("stale", stale)) if so)
    promised = f"{qualifier} {value:,} {unit}" + (f" to {upper:,}" if upper is not None else "")
    overdue = f"{(today - deadline).days} days" if status in ("overdue", "unreported") and deadline else ""
    share = f"{float(percent):.1%}" if percent else ""
    width = min(max(float(percent or 0), 0), 1.2) * 100
    return (
        f'<tr><th><a href="/targets/{escape(id)}/">{escape(indicator)}</a> {start} – '
        f"{deadline or escape(deadline_text)} {escape(programme)} {marks}</th><td>{escape(promised)} {basis}</td>"
        f"<td>{status} {overdue}</td><td>{actual or ''} {share} {pace or ''} "
        f'<svg viewBox="0 0 120 14"><rect width="{width:.1f}" height="4"/></svg></td></tr>\n'
    )


def connection() -> psycopg.Connection[Any]:
    """One for each thread, kept."""
    if not hasattr(_here, "connection"):
        settings = addresses.database(os.environ["DATABASE_URL"])
        given = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        options = {name: settings[key] for name, key in given.items() if settings[key]}
        _here.connection = psycopg.connect(**options, autocommit=True)
    own: psycopg.Connection[Any] = _here.connection
    return own
