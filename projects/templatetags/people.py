"""Who said a claim, with the way to their page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html

from .names import localname, localtext
from .page_addresses import page_url

register = template.Library()


@register.simple_tag(takes_context=True)
def said_by(context: Context | dict[str, Any], claim: Any, before: str = "") -> str:
    """The person who said a claim, else the speaker as printed, after ``before``; "" where nobody is named."""
    person = claim.spoken_by
    if person is not None:
        return format_html('{}<a href="{}">{}</a>', before, page_url(context, "person", person.pk), localname(person))
    speaker = localtext(claim, "speaker")
    return format_html("{}{}", before, speaker) if speaker else ""
