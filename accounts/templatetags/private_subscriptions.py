"""The secret addresses of the feed and the calendar of one saved search, for the page of its owner."""

from __future__ import annotations

from typing import NamedTuple

from django import template
from django.urls import reverse

from accounts.follows.private_addresses import address_of_search

register = template.Library()


class PrivateSubscriptions(NamedTuple):
    """The addresses of a feed and of a calendar; who knows them sees what the search finds, and its name."""

    feed: str
    calendar: str


@register.simple_tag
def subscriptions_of_follow(follow_id: int, secret: str) -> PrivateSubscriptions:
    """Of a search that the owner of the secret follows."""
    address = address_of_search(secret, follow_id)
    return PrivateSubscriptions(reverse("private-feed", args=[address]), reverse("private-calendar", args=[address]))
