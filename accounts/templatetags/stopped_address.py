"""The notice on every page for people whose mail address is stopped."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from accounts.models import StoppedAddress

register = template.Library()


@register.inclusion_tag("accounts/_stopped_address.html", takes_context=True)
def stopped_address(context: Context) -> dict[str, Any]:
    """Why mail to the reader's address was stopped. One query if they are logged in."""
    user = getattr(context.get("request"), "user", None)
    stopped = None
    if user is not None and user.is_authenticated:
        stopped = StoppedAddress.objects.active().filter(address=user.email.lower()).first()
    return {"stopped": stopped, "csrf_token": context.get("csrf_token")}
