"""Tells the browser which form was saved, so that it keeps what was typed there no longer (``desk_drafts.js``)."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FIELD = "kept-as"
COOKIE = "desk-saved"
MOST = 8  # forms that were saved before a page of the desk was opened again
LASTS = 14 * 24 * 3600  # seconds, as long as the browser keeps anything
_NAME = re.compile(r"[0-9a-f]{32}")


def mark_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Adds to the answer the name under which the browser keeps the form that came with the request."""
    name = request.POST.get(FIELD, "")
    if _NAME.fullmatch(name):
        earlier = [
            part for part in request.COOKIES.get(COOKIE, "").split(".") if _NAME.fullmatch(part) and part != name
        ]
        response.set_cookie(
            COOKIE,
            ".".join([*earlier, name][-MOST:]),
            max_age=LASTS,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
