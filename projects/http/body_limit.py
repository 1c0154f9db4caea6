"""Limits on requests, checked before anything is read: length and encoding of bodies, number of parameters."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from .json_body import MAX_BODY, LengthRequired, TooLarge, printable
from .problems import MEDIA_TYPE, members

READ = frozenset({"utf-8", "ascii"})  # as Python names them, whatever a request does
MAX_PAGE_BODY = 20_000_000  # bytes, as deploy/nginx.conf has it: a form with a file


class BodyLimitMiddleware:
    """Answers 413 to a body that is too long, 411 to one without Content-Length, 415 to one that is not UTF-8 and 400
    to an address with too many parameters. Under ``/api/`` the answer is a problem (RFC 9457).

    Django reads no body without Content-Length: one in chunks would count as empty. It decodes with any codec of
    Python's that a request names, including codecs that give no text or unpack an archive.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _refusal(request) or self.get_response(request)


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if request.META.get("QUERY_STRING", "").count("&") >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        detail = _("The address has more than %d parameters.") % settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        return _problem(request, 400, detail) if request.path_info.startswith("/api/") else _said(400, detail)
    charset = request.content_params.get("charset", "utf-8") if request.content_params else "utf-8"
    if not _is_read(charset):
        detail = _("Send UTF-8: the letters of this request are named “%s”.") % printable(charset)
        return _problem(request, 415, detail) if request.path_info.startswith("/api/") else _said(415, detail)
    return _refused_body(request)


def _is_read(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name in READ
    except (LookupError, ValueError):
        return False


def _refused_body(request: HttpRequest) -> HttpResponse | None:
    length = request.META.get("CONTENT_LENGTH") or ""
    in_chunks = "HTTP_TRANSFER_ENCODING" in request.META and not length
    if not length and not in_chunks:
        return None
    if request.path_info.startswith("/api/"):
        if in_chunks:
            return _problem(request, LengthRequired.status_code, str(LengthRequired().detail))
        return _problem(request, TooLarge.status_code, str(TooLarge().detail)) if _length(length) > MAX_BODY else None
    if in_chunks:
        return _said(LengthRequired.status_code, str(LengthRequired().detail))
    if _length(length) > MAX_PAGE_BODY:
        return _said(TooLarge.status_code, _("This is more than %d bytes, which is more than we take.") % MAX_PAGE_BODY)
    return None


def _length(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else MAX_PAGE_BODY + 1


def _problem(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    return JsonResponse(members(request.path, status, detail), status=status, content_type=MEDIA_TYPE)


def _said(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
