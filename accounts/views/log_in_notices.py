"""Mails that tell people of what was done with their account beside what allauth tells of."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import User
from accounts.people.browser_names import browser_name
from projects.http.rate_limits import client_network

A_MONTH = 30 * 86_400  # seconds: browsers that keep no cookie, in one network, are told of once


def tell_of_new_browser(request: HttpRequest, person: User) -> None:
    """One mail for a browser that has not logged in before.

    None for the one that confirmed the address of the account.
    """
    header = request.META.get("HTTP_USER_AGENT", "")
    names = f"{person.pk}:{client_network(request)}:{header}"
    key = f"told-of-browser:{blake2b(names.encode(errors='replace'), digest_size=16).hexdigest()}"
    if getattr(request, "is_first_log_in", False) or not cache.add(key, 1, A_MONTH):
        return
    tell_of_change("new_browser", person, browser=browser_name(header))


def tell_of_change(name: str, person: User, **context: Any) -> None:
    """Sends the mail ``account/email/<name>`` to the address of the account, later if the mail server is away."""
    get_adapter().send_notification_mail(f"account/email/{name}", person, context)
