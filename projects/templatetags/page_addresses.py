"""Addresses of pages, for templates: they keep the day that the reader is looking at."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import get_script_prefix, reverse

from projects.http.country import chosen_country, takes_territory
from projects.http.freshness import known_version
from projects.http.public_urls import public_url
from projects.reports.catalogue.countries import countries

register = template.Library()

ALL = "*"  # no id of a place
EVERYWHERE = ("",)  # as a territory: all countries, said in the address
register.simple_tag(public_url)


@register.simple_tag(takes_context=True)
def page_url(context: Context | dict[str, Any], name: str, *args: Any, **query: Any) -> str:
    """The address of a page, keeping the day, and for a list the place, that the reader is looking at.

    It is below the language ``link_language`` of the context, for what has no language in its own address.
    """
    path = reverse(name, args=args)
    if query.get("territory") == ALL:
        del query["territory"]
    elif not query.get("territory") and (place := asked_place(context)) and takes_territory(name, path):
        query["territory"] = place
    if context.get("travelling") and "as_of" not in query:
        query["as_of"] = context["as_of"].isoformat()
    parameters = urlencode({key: value for key, value in query.items() if value not in (None, "")}, doseq=True)
    if lang := context.get("link_language"):
        prefix = get_script_prefix().rstrip("/")
        path = f"{prefix}/{lang}{path.removeprefix(prefix)}"
    return path + (f"?{parameters}" if parameters else "")


def counted_list(context: Context | dict[str, Any], **filters: Any) -> str:
    """The address of the list of targets that a number counts.

    The bare address leads to the country that the reader chose: of a number of all countries it says so then.
    """
    if not any(filters.values()) and not asked_place(context):
        request = context.get("request")
        if request is not None and chosen_country(request, known_version(request)):
            filters["territory"] = EVERYWHERE
    return page_url(context, "targets", **filters)


@register.simple_tag(takes_context=True)
def whole_list(context: Context | dict[str, Any], name: str) -> str:
    """The address of a list without filters, for the day and the country that the reader is looking at."""
    place = asked_place(context)
    country = countries(known_version(context.get("request"))).of(place) if place else None
    return page_url(context, name, territory=country.id if country and takes_territory(name, reverse(name)) else ALL)


@register.simple_tag(takes_context=True)
def file_url(context: Context | dict[str, Any], name: str, **query: Any) -> str:
    """The address of a file or feed of what the page lists: for the same place, of today."""
    place = asked_place(context)
    return f"{reverse(name)}?{urlencode({**query, **({'territory': place} if place else {})})}"


@register.simple_tag(takes_context=True)
def same_page(context: Context, **query: Any) -> str:
    """The address of this page with some of its parameters changed; an empty value drops one.

    An empty ``territory`` stays: it chooses all countries.
    """
    parameters = context["request"].GET.copy()
    for key in [key for key, values in parameters.lists() if not any(values)]:
        del parameters[key]
    for key, value in query.items():
        parameters.pop(key, None)
        if value not in (None, "") or key == "territory":
            parameters[key] = value
    return f"?{parameters.urlencode()}" if parameters else context["request"].path


@register.simple_tag(takes_context=True)
def asked_day(context: Context) -> str:
    """The day that the reader is looking at as ISO 8601, for addresses; "" for today, which needs none."""
    return context["as_of"].isoformat() if context.get("travelling") else ""


@register.simple_tag(takes_context=True)
def asked_place(context: Context | dict[str, Any]) -> str:
    """The place that a page of many things is limited to, for addresses and forms; "" for all."""
    return getattr(context.get("request"), "territory", None) or ""
