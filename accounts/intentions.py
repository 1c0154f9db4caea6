"""What somebody wanted to follow before they had logged in: kept in their session, done once they have."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions.following import EverythingError, UnknownThingError, follow, thing_to_follow
from accounts.models import User
from accounts.overview import Prospect, prospect
from projects.reports.parameters import BadParametersError

KEY = "wants-to-follow"
# Long enough to sign up and find the mail that confirms the address; not so long that nobody remembers.
KEPT_FOR = timedelta(days=1)


def asking(kind: str, thing_id: str, back: str) -> str:
    """The address of the page that asks whether to follow a thing."""
    return f"{reverse('following-toggle')}?{urlencode({'kind': kind, 'id': thing_id, 'next': back})}"


def remember(request: HttpRequest, *, kind: str, thing_id: str, back: str, at: datetime) -> None:
    request.session[KEY] = {"kind": kind, "id": thing_id, "back": back, "at": at.isoformat()}


def fulfil(request: HttpRequest, user: User, at: datetime) -> str | None:
    """Follow what was wanted; where to go on, or None if nothing was. What needs a second thought is asked again."""
    wanted: dict[str, Any] | None = request.session.pop(KEY, None)
    if wanted is None or at - datetime.fromisoformat(wanted["at"]) > KEPT_FOR:
        return None
    try:
        thing = thing_to_follow(kind=wanted["kind"], thing_id=wanted["id"])
        if thing.kind != "target" and needs_thought(thing.kind, prospect((thing.kind, thing.id), at)):
            return asking(thing.kind, thing.id, wanted["back"])
        follow(by=user, kind=thing.kind, thing_id=thing.id, at=at)
    except (UnknownThingError, EverythingError, BadParametersError, ValidationError):
        return asking(wanted["kind"], wanted["id"], wanted["back"])  # that page says what is wrong
    messages.success(request, _("You follow this now. Your digest will tell you what becomes of it."))
    return str(wanted["back"])


def needs_thought(kind: str, brings: Prospect) -> bool:
    """Whether to ask before following: it would bring too much, or a search finds everything or nothing."""
    return brings.too_much or (kind == "search" and (brings.everything or brings.nothing))
