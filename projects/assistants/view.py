"""``/mcp``: the address of the server for assistants. What is refused is refused here, before the SDK is loaded."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import ParseError

from projects.http.json_body import TooLarge, read_json
from projects.http.problems import BadBodyError
from projects.http.rate_limits import Allowance

from .installed import MISSING, is_installed
from .limits import MAX_BODY

PARSE_ERROR, INVALID_REQUEST, TOO_MANY = -32700, -32600, -32000  # JSON-RPC 2.0; the last is the server's own
HERE = (
    "This is the address of a server for assistants (Model Context Protocol, streamable HTTP). It answers POST. "
    "How to set an assistant up: {}/data/#assistants"
)


@csrf_exempt  # it reads only, and heeds no cookie
def mcp(request: HttpRequest) -> HttpResponse:
    """One question of an assistant in JSON-RPC."""
    if not is_installed():
        return _sentence(501, MISSING)
    if request.method != "POST":
        refused = _sentence(405, HERE.format(settings.SITE_URL))
        refused["Allow"] = "POST"
        return refused
    if (seconds := Allowance().spend(request)) is not None:
        refused = _error(429, TOO_MANY, f"Too many questions from your address: ask again in {seconds} seconds.")
        refused["Retry-After"] = str(seconds)
        return refused
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
        return _error(413, PARSE_ERROR, f"The body is longer than {MAX_BODY} bytes.")
    body = request.body
    try:
        message = read_json(body)
    except (ParseError, TooLarge) as error:
        return _error(400, PARSE_ERROR, str(error.detail))
    except BadBodyError as error:
        return _error(400, PARSE_ERROR, str(error))
    if not _is_message(message):
        return _error(400, INVALID_REQUEST, "Send one JSON-RPC 2.0 message: jsonrpc, id, method, params.")
    from .over_http import respond  # noqa: PLC0415  # only a server that is asked pays for the SDK: 26 MB, 0.6 s

    return respond(request, body)


def _is_message(value: Any) -> bool:
    """Whether a body is one message; batches went out of the protocol."""
    if not isinstance(value, dict) or value.get("jsonrpc") != "2.0":
        return False
    named = isinstance(value.get("method"), str) and isinstance(value.get("params", {}), dict)
    answers = "id" in value and ("result" in value or "error" in value)
    id = value.get("id", 0)
    return (named or answers) and isinstance(id, int | str) and not isinstance(id, bool)


def _error(status: int, code: int, message: str) -> JsonResponse:
    """An error of JSON-RPC that belongs to no call."""
    return JsonResponse({"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": message}}, status=status)


def _sentence(status: int, text: str) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
