"""Where the changes and the deadlines of a page's thing can be subscribed to, for its head and for its readers."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from projects.models.names import active_language
from projects.reports.targets.target_query import TargetQuery

register = template.Library()


class Subscriptions(NamedTuple):
    """The addresses of a feed and of a calendar, in the reader's language and of today, whatever day is looked at."""

    feed: str
    calendar: str


@register.simple_tag
def subscriptions_of(kind: str, thing_id: str) -> Subscriptions:
    """Of a programme, an organisation, a person, a territory or a target."""
    return _subscriptions(kind, (thing_id,), "")


@register.simple_tag
def subscriptions_of_search(query: TargetQuery) -> Subscriptions:
    """Of a list of targets with its filters."""
    return _subscriptions("targets", (), query.canonical())


def _subscriptions(name: str, arguments: tuple[str, ...], words: str) -> Subscriptions:
    query = "&".join(filter(None, (words, urlencode({"lang": active_language()}))))
    feed, calendar = (reverse(f"{name}-{file}", args=arguments) for file in ("feed", "calendar"))
    return Subscriptions(f"{feed}?{query}", f"{calendar}?{query}")
