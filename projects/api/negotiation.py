"""What the API answers with: JSON, also to a browser or a tool that asks for a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

ANYTHING = "*/*"
PAGES = ("text/html", "application/xhtml+xml", "text/*")


class JSONNegotiation(DefaultContentNegotiation):
    """As REST framework negotiates, but who asks for HTML alone gets JSON and not 406."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        if request.META.get("HTTP_ACCEPT", ANYTHING) in (ANYTHING, "application/json", "text/html"):  # nearly always
            first = next(iter(renderers))
            return first, str(first.media_type)
        try:
            chosen: tuple[BaseRenderer, str] = super().select_renderer(request, renderers, format_suffix)
        except NotAcceptable:
            wanted = {accepted.split(";")[0].strip().lower() for accepted in self.get_accept_list(request)}
            if not wanted.intersection(PAGES):
                raise
            first = next(iter(renderers))
            return first, str(first.media_type)
        return chosen

    def get_accept_list(self, request: Request) -> list[Any]:
        """REST framework's own, named here for its type."""
        accepted: list[Any] = super().get_accept_list(request)
        return accepted
