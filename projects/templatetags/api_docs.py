"""The page that describes the API, for templates."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def code_between_backticks(text: str) -> SafeString:
    """A description as HTML: what stands between backticks is code. All text is escaped."""
    pieces = [f"<code>{piece}</code>" if number % 2 else piece for number, piece in enumerate(escape(text).split("`"))]
    return mark_safe("".join(pieces))  # noqa: S308  # all text is escaped
