"""Limits on requests, checked before anything is read: length and encoding of bodies, number of parameters."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from projects.reports.parameters import Problem

from .json_body import MAX_BATCH_BODY, MAX_BODY, LengthRequired, TooLarge, printable
from .problems import MEDIA_TYPE, members

READ = frozenset({"utf-8", "ascii"})  # as Python names them, whatever a request does
PLAIN = frozenset({"", "identity"})  # encodings of a body that need no unpacking
BATCHES = "/api/v1/batches/"  # where many rows are sent at once
MAX_PAGE_BODY = 20_000_000  # bytes, as deploy/nginx.conf has it: a form with a file


class BodyLimitMiddleware:
    """Answers 413 to a body that is too long, 411 to one without Content-Length, 415 to one that is packed or
    not UTF-8 and 400 to an address with too many parameters. Under ``/api/`` the answer is a problem (RFC 9457).

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
        return _refused(request, 400, "", detail)
    charset = request.content_params.get("charset", "utf-8") if request.content_params else "utf-8"
    if not _is_read(charset):
        detail = _("Send UTF-8: the letters of this request are named “%s”.") % printable(charset)
        return _refused(request, 415, "Content-Type", detail)
    encoding = request.META.get("HTTP_CONTENT_ENCODING", "").strip().lower()
    if encoding not in PLAIN:
        detail = _("Send the body as it is: nothing is unpacked here, and this one says “%s”.") % printable(encoding)
        return _refused(request, 415, "Content-Encoding", detail)
    return _refused_body(request)


def _is_read(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name in READ
    except (LookupError, ValueError):
        return False


def _refused_body(request: HttpRequest) -> HttpResponse | None:
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length and "HTTP_TRANSFER_ENCODING" in request.META:
        return _refused(request, LengthRequired.status_code, LengthRequired.parameter, str(LengthRequired().detail))
    if not length:
        return None
    if request.path_info.startswith("/api/"):
        longest = MAX_BATCH_BODY if request.path_info == BATCHES else MAX_BODY
        detail = str(TooLarge(longest).detail)
    else:
        longest = MAX_PAGE_BODY
        detail = _("This is more than %d bytes, which is more than we take.") % MAX_PAGE_BODY
    return _refused(request, TooLarge.status_code, TooLarge.parameter, detail) if _length(length) > longest else None


def _length(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else MAX_PAGE_BODY + 1


def _refused(request: HttpRequest, status: int, about: str, detail: str) -> HttpResponse:
    """A problem under ``/api/`` that names what it is ``about``; elsewhere a sentence."""
    if not request.path_info.startswith("/api/"):
        return HttpResponse(f"{detail}\n", status=status, content_type="text/plain; charset=utf-8")
    errors = [Problem(about, detail)] if about else []
    return JsonResponse(members(request.path, status, detail, errors), status=status, content_type=MEDIA_TYPE)
