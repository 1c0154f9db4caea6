"""What was wrong and what is right, in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from projects import wording
from projects.models.columns import COLUMNS
from projects.models.names import active_language

register = template.Library()


@register.filter
def wrong_text(line: Any) -> str:
    """What the record said wrongly: ``500 projects in 2024``."""
    return str(line.wrong_text(active_language()))


@register.filter
def right_text(line: Any) -> str:
    """What stands in its place; "" where nothing does."""
    return str(line.right_text(active_language()))


@register.filter
def stood(line: Any) -> str:
    """Since when and until when the record was wrong."""
    start, end = timezone.localtime(line.entered_at), timezone.localtime(line.recorded_at)
    return wording.stood(start, end, active_language())


@register.filter
def noticed_by(line: Any) -> str:
    """Who noticed it."""
    return wording.noticed_by(line.noticed_by, active_language())


@register.filter
def column_words(names: Any) -> str:
    """Columns by their names, in a row."""
    return ", ".join(str(COLUMNS[name]) for name in names)
