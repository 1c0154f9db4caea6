"""Pages whose rows are rendered for each request, inside a frame that is rendered once for a version of the record.

What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from projects.http.freshness import is_somebody, reads_the_record
from projects.reports.version_cache import cached_for_version

from .pages import today

ROWS_PLACEHOLDER = SafeString("<!-- rows -->")  # text of the record is escaped and never reads so


def in_cached_frame(
    request: HttpRequest, as_of: date, rows: SafeString, page: Callable[[SafeString], HttpResponse]
) -> HttpResponse:
    """Renders ``page(rows)``. For anonymous readers everything around the rows comes from the cache.

    The frame depends on the version of the record, the address, the language, the day shown and today, which becomes
    another where midnight passes amid a request.
    """
    if is_somebody(request):
        return page(rows)
    question = (request.get_full_path(), get_language(), as_of, today(), bool(rows))
    before, after = cached_for_version(reads_the_record(request), lambda: _around(page), "frame", *question)
    return HttpResponse(b"".join((before, rows.encode(), after)))


def _around(page: Callable[[SafeString], HttpResponse]) -> tuple[bytes, bytes]:
    before, _here, after = page(ROWS_PLACEHOLDER).content.partition(ROWS_PLACEHOLDER.encode())
    return before, after
