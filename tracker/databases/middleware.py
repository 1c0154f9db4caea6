"""Sends readers to the replica, and whoever has just written to the primary."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponseBase

from tracker.databases.router import reading_from_the_replica
from tracker.databases.watch import REPLICA, watch
from tracker.language_routing import split

READS = {"GET", "HEAD"}
COOKIE = "wrote"  # of a browser that has sent a form a moment ago
# What is about people and for those who write, and what asks of the servers themselves.
PRIMARY = {"accounts", "admin", "anymail", "desk", "following", "healthz", "mcp", "metrics", "readyz", "telegram"}

logger = logging.getLogger(__name__)


class ReplicaMiddleware:
    """Stands outside everything that asks the database. Not there without a replica."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if REPLICA not in connections:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READS:
            return _remembered(self.get_response(request))
        if not _only_reads(request):
            return self.get_response(request)
        if watch.standing().usable and _answers(REPLICA):
            return self._read(request, first=REPLICA)
        return self._read(request, first=DEFAULT_DB_ALIAS)

    def _read(self, request: HttpRequest, first: str) -> HttpResponseBase:
        """The answer of one server, or of the other where that one fails. Reading twice harms nothing.

        A replica may end, or cancel a question because rows that it needs are gone. Where the primary gives no
        connection a replica that is too old, or not looked at yet, is all there is.
        """
        before = set(vars(request))
        response = self._ask(request, first)
        if response.status_code < 500:
            return response
        if first == DEFAULT_DB_ALIAS and (_answers(DEFAULT_DB_ALIAS) or not _answers(REPLICA)):
            return response
        other = DEFAULT_DB_ALIAS if first == REPLICA else REPLICA
        logger.warning("%s is read once more, from the server “%s”", request.path, other)
        response.close()
        for name in set(vars(request)) - before:
            delattr(request, name)
        return self._ask(request, other)

    def _ask(self, request: HttpRequest, server: str) -> HttpResponseBase:
        with reading_from_the_replica() if server == REPLICA else nullcontext():
            return self.get_response(request)


def _only_reads(request: HttpRequest) -> bool:
    """Programs with a token may write, and people for a while after a form: they read what they wrote."""
    if "HTTP_AUTHORIZATION" in request.META or COOKIE in request.COOKIES:
        return False
    _language, path = split(request.path_info)
    return path.split("/", 2)[1:2] != [] and path.split("/", 2)[1] not in PRIMARY


def _answers(server: str) -> bool:
    """Whether there is a connection to the server; its end is seen here, before anything was asked."""
    try:
        connections[server].ensure_connection()
    except Exception:  # whatever a driver raises: the other one is asked instead
        logger.warning("The server “%s” gives no connection", server)
        return False
    return True


def _remembered(response: Any) -> HttpResponseBase:
    response.set_cookie(
        COOKIE,
        "1",
        max_age=settings.REPLICA_SECONDS + 2,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    answer: HttpResponseBase = response
    return answer
