"""One line of the log for each request, when it is answered; whatever is logged meanwhile carries the request's id.

What it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

import re
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware
from structlog.contextvars import bind_contextvars

from projects.http.rate_limits import client_address

# What a proxy may name a request by. Anybody can send the header, and the log is no place for their texts.
GIVEN = re.compile(r"[\w.:-]{1,100}", re.ASCII)


class RequestLogMiddleware(RequestMiddleware):
    """django-structlog's, without a line at the start, and without asking who it is where there is no session.

    The address is the one that allowances are counted by: the last that our own proxy has put down.
    """

    def prepare(self, request: HttpRequest) -> None:
        bind_contextvars(
            request_id=given if GIVEN.fullmatch(given := request.META.get("HTTP_X_REQUEST_ID", "")) else str(uuid4()),
            ip=client_address(request),
        )
        self.bind_user_id(request)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        bind_contextvars(user_agent=request.META.get("HTTP_USER_AGENT"))
        super().handle_response(request, response)

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        if not hasattr(request, "session"):  # it failed before anybody asked for one: the database is away
            return
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.accessed:
            RequestMiddleware.bind_user_id(request)
