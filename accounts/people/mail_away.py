"""The answer where a mail with a link or a code cannot be sent: 503, with what to do.

Such a mail does not wait in the outbox, because what it holds lets whoever has it into an account.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

COME_AGAIN = 300  # seconds: allauth sends no second link sooner


class MailNotSentError(Exception):
    """The mail server took no mail."""


class MailAwayMiddleware:
    """Answers 503 with the seconds to wait. What was recorded before the mail, such as an account, stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, MailNotSentError):
            return None
        answer = render(request, "accounts/mail_away.html", {"minutes": COME_AGAIN // 60}, status=503)
        answer["Retry-After"] = str(COME_AGAIN)
        return answer
