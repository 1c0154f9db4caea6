"""A request as it comes off the wire."""

from __future__ import annotations

from typing import Any

from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

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
    """Django's, with requests that are made whatever they say of themselves."""

    request_class = PlainWSGIRequest


class PlainASGIHandler(ASGIHandler):
    """The same."""

    request_class = PlainASGIRequest
