"""The buttons of a page for readers who follow: follow it, follow this search, snooze it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.follows.searches import thing_of
from accounts.models import DigestPreferences, Follow, Snooze
from accounts.models.follow import ROWS
from projects.reports.targets.target_query import TargetQuery

register = template.Library()


@register.inclusion_tag("accounts/_follow_button.html", takes_context=True)
def follow_button(context: Context, kind: str, thing_id: str) -> dict[str, Any]:
    """``{% follow_button "target" first_id %}``: a button that follows, or stops. One query if one is logged in.

    Of a target, ``thing_id`` is the first link of its chain; any link will do when nobody is logged in.
    """
    return _button(context, kind, thing_id, {"follow": _("Follow"), "stop": _("Stop following")})


@register.inclusion_tag("accounts/_follow_button.html", takes_context=True)
def follow_search_button(context: Context, query: TargetQuery) -> dict[str, Any]:
    """The button of a filtered list: follow the search, or the one thing that it filters by."""
    kind, thing_id = thing_of(query)
    follow = {"search": _("Follow this search"), "sector": _("Follow this sector")}.get(kind, _("Follow"))
    stop = {"search": _("Stop following this search"), "sector": _("Stop following this sector")}
    return _button(context, kind, thing_id, {"follow": follow, "stop": stop.get(kind, _("Stop following"))})


@register.simple_tag(takes_context=True)
def follows_anything(context: Context) -> bool:
    """Whether the reader follows something. One query if one is logged in."""
    user = context["request"].user
    return bool(user.is_authenticated and Follow.objects.filter(user=user).exists())


def _button(context: Context, kind: str, thing_id: str, labels: dict[str, str]) -> dict[str, Any]:
    request = context.get("request")
    user = getattr(request, "user", None)
    logged_in = user is not None and user.is_authenticated
    column = f"{kind}_id" if kind in ROWS else kind
    followed = logged_in and Follow.objects.filter(user=user, **{column: thing_id}).exists()
    here = "" if request is None else request.get_full_path()
    return {
        "kind": kind,
        "thing_id": thing_id,
        "known": logged_in,
        "followed": followed,
        "label": labels["stop" if followed else "follow"],
        "next": here,
        "ask": f"{reverse('following-toggle')}?{urlencode({'kind': kind, 'id': thing_id, 'next': here})}",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("accounts/_snooze.html", takes_context=True)
def snooze_form(context: Context, first_id: str) -> dict[str, Any]:
    """The form that snoozes a target, or ends the snooze. Two queries if one is logged in."""
    user = context["request"].user
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    row = Snooze.objects.filter(user=user, target=first_id).active(now).first() if user.is_authenticated else None
    preferences = DigestPreferences.objects.filter(user=user).first() if user.is_authenticated else None
    return {
        "known": user.is_authenticated,
        "target": first_id,
        "ends_at": row and row.ends_at,
        "preferences": preferences or DigestPreferences(),
        "next": context["request"].get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
