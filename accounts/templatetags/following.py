"""Following, for templates: the button on any page, and when the next digest is due."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from accounts.models import Follow, Preferences
from projects import wording

register = template.Library()


@register.inclusion_tag("accounts/_follow_button.html", takes_context=True)
def follow_button(context: Context, kind: str, thing_id: str) -> dict[str, Any]:
    """``{% follow_button "target" first_id %}``: follow in one click, or stop. One query for somebody logged in.

    Of a target, ``thing_id`` may be any link of its chain when nobody is logged in, else its first link.
    """
    request = context.get("request")
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    return {
        "kind": kind,
        "thing_id": thing_id,
        "followed": known and Follow.objects.filter(user=user, **{f"{kind}_id": thing_id}).exists(),
        "next": "" if request is None else request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def next_digest(preferences: Preferences) -> str:
    """The moment of the next digest, on the person's own clock."""
    if preferences.due_at is None:
        return ""
    return wording.moment(preferences.due_at.astimezone(ZoneInfo(preferences.time_zone)), get_language() or "en")


@register.simple_tag
def due_by(deadline: Any) -> str:
    """A deadline in words: ``by 31 December 2024``."""
    return wording.by(deadline, get_language() or "en")
