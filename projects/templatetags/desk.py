"""What the pages of the desk ask of their templates."""

from __future__ import annotations

from typing import Any

from django import template

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


@register.simple_tag
def drafts_waiting(user: Any) -> int:
    """How many drafts wait for an editor. One query."""
    return waiting_count(user.pk)
