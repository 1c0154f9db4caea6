"""Files from disk with a tag of their own: 304 for who has them, and the part that a Range header names (RFC 9110)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

BLOCK = 1 << 16
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def send_file(
    request: HttpRequest, opened: IO[bytes], *, tag: str, changed_at: datetime, media_type: str, name: str
) -> HttpResponseBase:
    """The open file, which the answer closes: 200, 206 for one range of bytes, 304, 412, or 416 beyond its end."""
    size, changed = os.fstat(opened.fileno()).st_size, int(changed_at.timestamp())
    answer = get_conditional_response(request, tag, changed) or _part(request, opened, size, tag, changed)
    if answer is None:
        answer = FileResponse(opened, as_attachment=True, filename=name)
    else:
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        if not answer.streaming:
            opened.close()
    answer["Content-Type"] = media_type
    answer["ETag"], answer["Last-Modified"] = tag, http_date(changed)
    answer["Accept-Ranges"] = "bytes"
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


def _part(request: HttpRequest, opened: IO[bytes], size: int, tag: str, changed: int) -> HttpResponseBase | None:
    """The answer to a Range header; None where the whole file is to be sent."""
    asked_for = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or asked_for is None or asked_for[0] == "bytes=-":
        return None  # several ranges, or none that is understood: a server may send the whole
    if request.headers.get("If-Range", tag) not in (tag, http_date(changed)):
        return None
    start, end = _bounds(asked_for[1], asked_for[2], size)
    if asked_for[1] and asked_for[2] and int(asked_for[1]) > int(asked_for[2]):
        return None
    if start >= size or start > end:
        answer: HttpResponseBase = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{size}"
        return answer
    opened.seek(start)
    answer = StreamingHttpResponse(_bytes(opened, end - start + 1), status=206)
    answer["Content-Range"] = f"bytes {start}-{end}/{size}"
    answer["Content-Length"] = str(end - start + 1)
    return answer


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """First and last byte; ``bytes=-500`` is the last 500."""
    if not first:
        return max(size - int(last), 0) if int(last) else size, size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _bytes(opened: IO[bytes], length: int) -> Iterator[bytes]:
    with opened:
        while length > 0 and (block := opened.read(min(BLOCK, length))):
            length -= len(block)
            yield block
