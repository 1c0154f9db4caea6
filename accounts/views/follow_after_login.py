"""What somebody wanted to follow before they logged in: stored in their session, and asked again afterwards.

That alone follows nothing, because a link on any site can open such a page: only a button pressed after logging in
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
# Long enough to sign up and find the mail that confirms the address.
STORED_FOR = timedelta(days=1)


def asking(kind: str, thing_id: str, back: str) -> str:
    """The address of the page that asks whether to follow a thing."""
    return f"{reverse('following-toggle')}?{urlencode({'kind': kind, 'id': thing_id, 'next': back})}"


def remember(request: HttpRequest, *, kind: str, thing_id: str, back: str, at: datetime) -> None:
    """Store the wish in the session until the person has logged in, for a day at most."""
    request.session[KEY] = {"kind": kind, "id": thing_id, "back": back, "at": at.isoformat()}


def wish_page(request: HttpRequest) -> str | None:
    """The address of the page that asks again, once. None: nothing was wanted, or too long ago."""
    wish: dict[str, Any] | None = request.session.pop(KEY, None)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    if wish is None or now - datetime.fromisoformat(wish["at"]) > STORED_FOR:
        return None
    return asking(wish["kind"], wish["id"], wish["back"])


def needs_thought(kind: str, brings: FollowPreview) -> bool:
    """Whether to ask before following: it brings too much, or a search finds everything or nothing."""
    return brings.too_much or (kind == "search" and (brings.everything or brings.nothing))
