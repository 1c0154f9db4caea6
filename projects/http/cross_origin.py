"""CORS: scripts of other sites may read the API and every public file, never a page or a person's data. The server for
assistants answers scripts of the sites that the operator names (MCP_ORIGINS).

The one place that writes CORS headers. They allow no credentials, so a browser sends neither cookie nor token.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

READING = {"GET", "HEAD"}
EXPOSED = (
    "ETag, Last-Modified, Retry-After, Link, Content-Disposition, Deprecation, Sunset, Accept-Ranges, Content-Range"
)
ASKED_WITH = "If-None-Match, If-Modified-Since, Accept, Accept-Language, Content-Type, Range, If-Range"
PREFLIGHT_SECONDS = 86_400
# Files have a dot in their last part. Below these addresses they are one person's, or not ours to give.
_PRIVATE = r"following|accounts|admin|dev|anymail|telegram|static"
_PUBLIC = re.compile(
    rf"/(?:api/v1/(?!(?:follows|snoozes|preferences|batches)(?:/|$))|oembed$|data/files/[^/]+$|(?!(?:{_PRIVATE})/)(?:[^/]+/)*[^/]+\.[a-z]+$)"
)
_ASSISTANTS = re.compile(r"/mcp/?\Z")
SENT_BY_ASSISTANTS = "Accept, Content-Type, Last-Event-ID, Mcp-Method, Mcp-Name, Mcp-Protocol-Version, Mcp-Session-Id"


def is_public_file(path: str) -> bool:
    """Whether an address serves the same file to everybody."""
    return _PUBLIC.match(path) is not None


class CrossOriginMiddleware:
    """Adds CORS headers to what is public, whatever the answer is: also to 304, 404 and 429.

    Stands outside the middleware that answers 304.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _ASSISTANTS.match(request.path_info):
            return self._to_named_sites(request)
        if not is_public_file(request.path_info):
            return self.get_response(request)
        method = request.META.get("HTTP_ACCESS_CONTROL_REQUEST_METHOD")
        if request.method == "OPTIONS" and method in READING:
            return _preflight()
        response = self.get_response(request)
        if request.method in READING and "private" not in response.get("Cache-Control", ""):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = EXPOSED
        return response

    def _to_named_sites(self, request: HttpRequest) -> HttpResponseBase:
        """What assistants are answered. A site that is not named gets no header, and its questions are refused."""
        origin = request.META.get("HTTP_ORIGIN", "")
        if origin not in settings.MCP_ORIGINS:
            return self.get_response(request)
        if request.method == "OPTIONS" and request.META.get("HTTP_ACCESS_CONTROL_REQUEST_METHOD") == "POST":
            return _preflight(origin, "POST", SENT_BY_ASSISTANTS)
        response = self.get_response(request)
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Expose-Headers"] = "Retry-After"
        patch_vary_headers(response, ("Origin",))
        return response


def _preflight(origin: str = "*", methods: str = "GET, HEAD", headers: str = ASKED_WITH) -> HttpResponse:
    answer = HttpResponse(status=204)
    answer["Access-Control-Allow-Origin"] = origin
    answer["Access-Control-Allow-Methods"] = methods
    answer["Access-Control-Allow-Headers"] = headers
    answer["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    patch_vary_headers(answer, ("Access-Control-Request-Method", "Access-Control-Request-Headers"))
    if origin != "*":
        patch_vary_headers(answer, ("Origin",))
    return answer
