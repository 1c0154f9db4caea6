"""What the pages of the desk ask of their templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from projects.desk.access import EDITS
from projects.reports.editing.draft_queue import DraftFilter, waiting_count

register = template.Library()


@register.filter
def of_filter(chosen: DraftFilter, name: str) -> str:
    """What a filter of the queue is set to: ``{{ chosen|of_filter:name }}``."""
    return str(getattr(chosen, name))


@register.filter
def works_at_the_desk(user: Any) -> bool:
    return bool(user.has_perm(EDITS))


@register.simple_tag(takes_context=True)
def drafts_waiting(context: Context) -> int:
    """How many drafts wait for the editor who asks. One query a page, which says it at the top and in the menu."""
    request = context["request"]
    if not hasattr(request, "drafts_waiting"):
        request.drafts_waiting = waiting_count(request.user.pk)
    return int(request.drafts_waiting)
