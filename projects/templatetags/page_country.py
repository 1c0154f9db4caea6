"""The choice of a country, for templates: at the top of every page where the record has more than one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.http import urlencode

from projects.http.freshness import known_version
from projects.models.names import active_language
from projects.reports.catalogue.countries import countries
from projects.reports.named import Named

register = template.Library()

MOST = 60
KEPT = ("as_of", "year", "month", "search")  # of the address: what can be asked of any country


@dataclass(frozen=True, slots=True)
class Choice:
    """A country, or None for all of them, and the address that chooses it."""

    country: Named | None
    address: str
    current: bool


@register.inclusion_tag("projects/_countries.html", takes_context=True)
def country_links(context: Context) -> dict[str, Any]:
    """Plain links: on a page that lists things to the same page, elsewhere to the front page."""
    request = context.get("request")
    here = countries(known_version(request))
    if request is None or not here.several:
        return {"choices": ()}
    listing = hasattr(request, "territory")
    shown = here.of(request.territory) if listing else None
    path = request.path if listing else reverse("overview")
    given = {name: request.GET[name] for name in KEPT if request.GET.get(name)} if listing else {}
    named = here.in_order(active_language())
    return {
        "choices": [
            Choice(country, _address(path, given, country), listing and country == shown)
            for country in (None, *named[:MOST])
        ],
        "listing": listing,
        "shown": shown,
        "more": len(named) > MOST,
    }


@register.simple_tag(takes_context=True)
def country_shown(context: Context) -> Named | None:
    """The country that the list on this page is limited to; None for all, and on a page about one thing."""
    request = context.get("request")
    territory = getattr(request, "territory", None)
    return countries(known_version(request)).of(territory) if territory else None


def _address(path: str, given: dict[str, str], country: Named | None) -> str:
    return f"{path}?{urlencode({**given, 'territory': country.id if country else ''})}"
