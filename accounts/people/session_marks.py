"""What a session of somebody who is logged in remembers of itself: when it began, when and where it was last seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from projects.http.rate_limits import client_network

BEGUN, SEEN, NETWORK, BROWSER = "begun_at", "seen_at", "network", "browser"
EVERY = timedelta(minutes=15)  # a write for each request would be too many
MAX_BROWSER = 300


@dataclass(frozen=True, slots=True)
class SessionMarks:
    """The marks of a session; ``browser`` is its User-Agent header."""

    begun_at: datetime | None
    seen_at: datetime | None
    network: str
    browser: str


def begin(request: HttpRequest, at: datetime) -> None:
    """Marks the session of somebody who has just logged in."""
    request.session[BEGUN] = int(at.timestamp())
    _see(request, at)


def see(request: HttpRequest, at: datetime) -> None:
    """Marks that the session was used. It is written once in a quarter of an hour."""
    marks = read(request.session)
    if marks.begun_at is None:  # from before there were marks
        begin(request, at)
    elif marks.seen_at is None or at - marks.seen_at >= EVERY:
        _see(request, at)


def is_over(session: SessionBase, *, staff: bool, at: datetime) -> bool:
    """Whether the session has lasted too long, or was not used for too long."""
    marks = read(session)
    idle, whole = settings.STAFF_SESSION_ENDS if staff else settings.SESSION_ENDS
    unused = marks.seen_at is not None and at - marks.seen_at >= idle
    return unused or (marks.begun_at is not None and at - marks.begun_at >= whole)


def read(session: Mapping[str, Any] | SessionBase) -> SessionMarks:
    """The marks of a session, as stored."""
    return SessionMarks(
        begun_at=_moment(session.get(BEGUN)),
        seen_at=_moment(session.get(SEEN)),
        network=str(session.get(NETWORK, "")),
        browser=str(session.get(BROWSER, "")),
    )


def _see(request: HttpRequest, at: datetime) -> None:
    request.session[SEEN] = int(at.timestamp())
    request.session[NETWORK] = client_network(request)
    request.session[BROWSER] = request.META.get("HTTP_USER_AGENT", "")[:MAX_BROWSER]


def _moment(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
