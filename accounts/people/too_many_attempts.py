"""Answers 429 where a form of allauth is refused because too many passwords or codes were wrong before."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

COME_AGAIN = 300  # seconds: what settings.ACCOUNT_RATE_LIMITS counts an account for
MARK = "_too_many_attempts"


def mark(request: HttpRequest | None) -> None:
    """Notes that the request is refused for that."""
    if request is not None:
        setattr(request, MARK, True)


class TooManyAttemptsMiddleware:
    """allauth's page with the reason stays; its status says it to programs too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, MARK, False) and response.status_code in (200, 400):
            response.status_code = 429
            response["Retry-After"] = str(COME_AGAIN)
        return response
