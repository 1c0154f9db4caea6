"""What somebody wanted to follow before they had logged in: kept in their session, asked again once they have.

Nothing is followed by it: a link anywhere can make a browser wish for something; only a button pressed after logging in
follows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.follows.page import FollowPreview

KEY = "wants-to-follow"
# Long enough to sign up and find the mail that confirms the address; not so long that nobody remembers.
KEPT_FOR = timedelta(days=1)


def asking(kind: str, thing_id: str, back: str) -> str:
    """The address of the page that asks whether to follow a thing."""
    return f"{reverse('following-toggle')}?{urlencode({'kind': kind, 'id': thing_id, 'next': back})}"


def remember(request: HttpRequest, *, kind: str, thing_id: str, back: str, at: datetime) -> None:
    """Keeps the wish in the session until its person has logged in, for a day at most."""
    request.session[KEY] = {"kind": kind, "id": thing_id, "back": back, "at": at.isoformat()}


def wish_page(request: HttpRequest) -> str | None:
    """The page that asks for what was wanted, once; None if nothing was, or too long ago."""
    wish: dict[str, Any] | None = request.session.pop(KEY, None)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    if wish is None or now - datetime.fromisoformat(wish["at"]) > KEPT_FOR:
        return None
    return asking(wish["kind"], wish["id"], wish["back"])


def needs_thought(kind: str, brings: FollowPreview) -> bool:
    """Whether to ask before following: it would bring too much, or a search finds everything or nothing."""
    return brings.too_much or (kind == "search" and (brings.everything or brings.nothing))
