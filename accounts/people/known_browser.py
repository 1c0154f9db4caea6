"""Browsers from which somebody has logged in before, by a signed cookie that each keeps (OWASP: device cookies).

Two things follow from it. A mail tells of a log-in from a browser that is not known, once. And wrong passwords are
counted for each known browser by itself: strangers who guess do not lock its owner out.
"""

from __future__ import annotations

import secrets
from unicodedata import normalize

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SALT = "accounts.people.known_browser"
MOST = 5  # people who share a browser
KEPT_FOR = 365 * 86_400  # seconds


def fold(login: str) -> str:
    """An address as log-ins are counted by it: its case and its Unicode form do not matter."""
    return normalize("NFKC", login).upper().lower()


def browser_of(request: HttpRequest, login: str) -> str:
    """What stands for this browser in the counts of an account; empty if nobody has logged in to it from here."""
    return _read(request).get(_digest(login), "")


def remember(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Leaves the cookie with the browser, for another year. The newest account is the last."""
    marks = _read(request)
    mark = marks.pop(_digest(login), "") or secrets.token_urlsafe(9)
    marks[_digest(login)] = mark
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE,
        signing.dumps(dict(list(marks.items())[-MOST:]), salt=SALT),
        max_age=KEPT_FOR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict[str, str]:
    try:
        marks = signing.loads(request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return {}
    return dict(marks) if isinstance(marks, dict) else {}


def _digest(login: str) -> str:
    """The cookie names no address."""
    return salted_hmac(SALT, fold(login), algorithm="sha256").hexdigest()[:20]
