"""A request as it comes off the wire."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import parse_header_parameters

from tracker import request_counts

UNREADABLE = "?"  # no codec has the name


class PlainMixin:
    """Reads UTF-8, whatever codec the request names; BodyLimitMiddleware then refuses any other.

    Django would read the address by that codec while it makes the request, where no middleware answers for the error.
    """

    content_type: str | None
    content_params: dict[str, str] | None

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = "", {"charset": UNREADABLE}


class PlainWSGIRequest(PlainMixin, WSGIRequest):
    """One of a WSGI server."""


class PlainASGIRequest(PlainMixin, ASGIRequest):
    """One of an ASGI server."""


class PlainWSGIHandler(WSGIHandler):
    """Django's, with requests that are made whatever they say of themselves, and counted for /metrics."""

    request_class = PlainWSGIRequest

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        began = perf_counter()
        response = super().get_response(request)
        request_counts.add(request.path_info, response.status_code, perf_counter() - began)
        return response


class PlainASGIHandler(ASGIHandler):
    """The same, not counted: gunicorn serves the other."""

    request_class = PlainASGIRequest
