"""The frame of a page, for templates: the menu, the banner and the form of another day, parts kept in the cache."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from projects.http.freshness import is_somebody, known_version
from projects.http.pages import today
from projects.models.names import active_language
from projects.reports.catalogue.record_reach import record_reaches
from projects.reports.version_cache import cached_for_version
from projects.wording import place_in_order

from .names import localname
from .page_addresses import asked_place, same_page, whole_list

register = template.Library()


@register.filter(is_safe=True)
def on_one_line(html: str) -> str:
    """The same with each run of blanks and line breaks as one blank: a description begins with its first word."""
    return " ".join(html.split()).replace('=" ', '="').replace(' ">', '">')


@register.simple_tag
def contact_address() -> str:
    """The mail address or page that readers write to, as text (settings.CONTACT)."""
    return str(settings.CONTACT)


@register.simple_tag
def contact() -> SafeString:
    """How to reach the people behind the site, as a link; "" where they have not said (settings.CONTACT)."""
    if not settings.CONTACT_URL:
        return SafeString("")
    words = settings.CONTACT if settings.CONTACT_URL.startswith("mailto:") else _("Contact")
    link = format_html('<a href="{}">{}</a>', settings.CONTACT_URL, words)
    return format_html("{} {}", _("Write to us:"), link)


@register.inclusion_tag("projects/_pages.html", takes_context=True)
def page_links(context: Context, page: int, pages: int, anchor: str = "") -> dict[str, Any]:
    """The way to the pages before and after one; ``anchor`` is where on the page the list is."""
    return {"request": context["request"], "page": page, "pages": pages, "anchor": anchor}


class _NavLink(template.Node):
    def __init__(self, name: str, words: template.NodeList) -> None:
        self.name, self.words = name, words

    def render(self, context: Context) -> SafeString:
        here = context["request"].path if "request" in context else ""
        address = reverse(self.name)
        current = SafeString(' aria-current="page"') if here.startswith(address) else ""
        return format_html(
            '<li><a href="{}"{}>{}</a></li>', whole_list(context, self.name), current, self.words.render(context)
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
    parameters = [(name, value) for name, values in request.GET.lists() if name != "as_of" for value in values]
    return {"path": request.path, "parameters": parameters, "day": as_of.isoformat()}


@register.inclusion_tag("projects/_record_reach.html", takes_context=True)
def record_reach(context: Context) -> dict[str, Any]:
    """Says how far the record reaches in each country shown: the days of the newest sources known on the day shown."""
    as_of, request = context.get("as_of") or today(), context.get("request")
    reaches = record_reaches(as_of, known_version(request), asked_place(context) or None)
    lang = active_language()
    in_order = sorted(
        reaches, key=lambda reach: place_in_order(localname(reach.country) if reach.country else "", lang)
    )
    return {"reaches": in_order, "travelling": context.get("travelling"), "as_of": as_of}


class _CachedPart(template.Node):
    child_nodelists = ("parts",)

    def __init__(self, name: str, question: FilterExpression, parts: template.NodeList) -> None:
        self.name, self.question, self.parts = name, question, parts

    def render(self, context: Context) -> SafeString:
        request = context.get("request")
        version = getattr(request, "record_version", None)
        if request is None or version is None or is_somebody(request):
            return self.parts.render(context)
        days = (context.get("as_of") or today(), context.get("today"))
        where = (request.path, context.template_name, get_language())  # the page for an error has the same path
        question = (*where, *days, self.question.resolve(context))
        return cached_for_version(version, lambda: self.parts.render(context), f"part {self.name}", *question)


@register.tag
def cached_part(parser: Any, token: Any) -> template.Node:
    """``{% cached_part "filters" query %}…{% end_cached_part %}``: made once for a question to a version of the record.

    For what is the same for every reader who is not logged in; it knows the path, the page, the language and the days
    by itself.
    """
    _tag, name, question = token.split_contents()
    parts = parser.parse(("end_cached_part",))
    parser.delete_first_token()
    return _CachedPart(name.strip("\"'"), parser.compile_filter(question), parts)
