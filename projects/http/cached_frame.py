"""A page whose rows are written for each request, in a frame that is made once for a version of the record.

What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from projects.http.freshness import is_somebody, reads_the_record
from projects.reports.version_cache import cached_for_version

from .pages import today

ROWS_PLACEHOLDER = SafeString("<!-- rows -->")  # text of the record is escaped and never reads so


def in_cached_frame(request: HttpRequest, rows: SafeString, page: Callable[[SafeString], HttpResponse]) -> HttpResponse:
    """The same as ``page(rows)``, where the page says nothing of the person who asks but that nobody is logged in.

    What is around the rows is then the same whenever that address is asked for, in that language and on that day.
    """
    if is_somebody(request):
        return page(rows)
    question = (request.get_full_path(), get_language(), today(), bool(rows))
    before, after = cached_for_version(reads_the_record(request), lambda: _around(page), "frame", *question)
    return HttpResponse(b"".join((before, rows.encode(), after)))


def _around(page: Callable[[SafeString], HttpResponse]) -> tuple[bytes, bytes]:
    before, _here, after = page(ROWS_PLACEHOLDER).content.partition(ROWS_PLACEHOLDER.encode())
    return before, after
