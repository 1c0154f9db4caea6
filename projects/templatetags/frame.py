"""The frame of a page, for templates: addresses that keep the reader's day, the menu, the travel banner."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def page_url(context: Context, name: str, *args: Any, **query: Any) -> str:
    """The address of a page, keeping the day that the reader is looking at."""
    if context.get("travelling") and "as_of" not in query:
        query["as_of"] = context["as_of"].isoformat()
    asked = urlencode({key: value for key, value in query.items() if value not in (None, "")}, doseq=True)
    return reverse(name, args=args) + (f"?{asked}" if asked else "")


@register.simple_tag
def public_url(name: str, *args: str, **query: str) -> str:
    """The permanent address of a page, as others write it down: with the public name of the site, in no language."""
    path = reverse(name, urlconf=settings.ROOT_URLCONF, args=args)
    return f"{settings.SITE_URL}{path}" + (f"?{urlencode(query)}" if query else "")


@register.simple_tag(takes_context=True)
def same_page(context: Context, **query: Any) -> str:
    """The address of this page with some of its parameters changed; an empty value drops one."""
    asked = context["request"].GET.copy()
    for key in [key for key, values in asked.lists() if not any(values)]:
        del asked[key]
    for key, value in query.items():
        asked.pop(key, None)
        if value not in (None, ""):
            asked[key] = value
    return f"?{asked.urlencode()}" if asked else context["request"].path


class _NavLink(template.Node):
    def __init__(self, name: str, words: template.NodeList) -> None:
        self.name, self.words = name, words

    def render(self, context: Context) -> SafeString:
        here = context["request"].path if "request" in context else ""
        address = reverse(self.name)
        current = SafeString(' aria-current="page"') if here.startswith(address) else ""
        return format_html(
            '<li><a href="{}"{}>{}</a></li>', page_url(context, self.name), current, self.words.render(context)
        )


@register.tag
def nav_link(parser: Any, token: Any) -> template.Node:
    """``{% nav_link "targets" %}Targets{% end_nav_link %}``: an entry of the menu that knows when it is current."""
    name = token.split_contents()[1].strip("\"'")
    words = parser.parse(("end_nav_link",))
    parser.delete_first_token()
    return _NavLink(name, words)


@register.inclusion_tag("projects/_travel_banner.html", takes_context=True)
def travel_banner(context: Context) -> dict[str, Any]:
    """Says, on every page, when the reader is looking at another day than today."""
    if not context.get("travelling"):
        return {"travelling": False}
    as_of, today = context["as_of"], context["today"]
    return {"travelling": True, "as_of": as_of, "ahead": as_of > today, "back": same_page(context, as_of="")}


@register.inclusion_tag("projects/_travel_form.html", takes_context=True)
def travel_form(context: Context) -> dict[str, Any]:
    """The form that asks for another day, on the pages that can answer for one."""
    as_of = context.get("as_of")
    if as_of is None or "request" not in context:
        return {"path": ""}
    request = context["request"]
    kept = [(name, value) for name, values in request.GET.lists() if name != "as_of" for value in values]
    return {"path": request.path, "kept": kept, "day": as_of.isoformat()}
