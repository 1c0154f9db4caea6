"""Addresses of pages, for templates: they keep the day that the reader is looking at."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse

from projects.http.public_urls import public_url

register = template.Library()
register.simple_tag(public_url)


@register.simple_tag(takes_context=True)
def page_url(context: Context | dict[str, Any], name: str, *args: Any, **query: Any) -> str:
    """The address of a page, keeping the day that the reader is looking at."""
    if context.get("travelling") and "as_of" not in query:
        query["as_of"] = context["as_of"].isoformat()
    parameters = urlencode({key: value for key, value in query.items() if value not in (None, "")}, doseq=True)
    return reverse(name, args=args) + (f"?{parameters}" if parameters else "")


@register.simple_tag(takes_context=True)
def same_page(context: Context, **query: Any) -> str:
    """The address of this page with some of its parameters changed; an empty value drops one."""
    parameters = context["request"].GET.copy()
    for key in [key for key, values in parameters.lists() if not any(values)]:
        del parameters[key]
    for key, value in query.items():
        parameters.pop(key, None)
        if value not in (None, ""):
            parameters[key] = value
    return f"?{parameters.urlencode()}" if parameters else context["request"].path


@register.simple_tag(takes_context=True)
def asked_day(context: Context) -> str:
    """The day that the reader is looking at as ISO 8601, for addresses; "" for today, which needs none."""
    return context["as_of"].isoformat() if context.get("travelling") else ""
