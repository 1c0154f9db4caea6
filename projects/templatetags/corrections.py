"""What was wrong and what is right, in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from projects import wording
from projects.models.columns import COLUMNS

register = template.Library()


@register.filter
def wrong_text(line: Any) -> str:
    """What the record said wrongly: ``500 projects in 2024``."""
    return str(line.wrong_text(_lang()))


@register.filter
def right_text(line: Any) -> str:
    """What stands in its place; "" where nothing does."""
    return str(line.right_text(_lang()))


@register.filter
def stood(line: Any) -> str:
    """Since when and until when the record was wrong."""
    start, end = timezone.localtime(line.entered_at), timezone.localtime(line.recorded_at)
    return wording.stood(start, end, _lang())


@register.filter
def noticed_by(line: Any) -> str:
    """Who noticed it."""
    return wording.noticed_by(line.noticed_by, _lang())


@register.filter
def column_words(names: Any) -> str:
    """Columns by their names, in a row."""
    return ", ".join(str(COLUMNS[name]) for name in names)


def _lang() -> str:
    return get_language() or "en"
