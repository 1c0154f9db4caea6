"""How the parts of the tracker are, for the front page of the admin."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from tracker import health

register = template.Library()


@register.inclusion_tag("tracker/wellbeing.html", takes_context=True)
def wellbeing(context: Context) -> dict[str, Any]:
    """Green when /readyz would say ready; else what is not well, in red."""
    parts = health.states(timezone.now())  # noqa: TID251  # an edge: this is the clock
    unwell = [(health.PARTS[name], state) for name, state in parts.items() if not state.ok]
    return {"parts": parts, "unwell": unwell, "may_see_outbox": context["user"].is_superuser}
