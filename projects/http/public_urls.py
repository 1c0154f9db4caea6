"""Permanent absolute addresses of pages, in no language."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse


def public_url(name: str, *args: str, **query: str) -> str:
    """The permanent address of a page: absolute, with SITE_URL, in no language.

    A parameter that is "" is left out.
    """
    path = reverse(name, urlconf=settings.ROOT_URLCONF, args=args)
    parameters = urlencode({key: value for key, value in query.items() if value != ""})
    return f"{settings.SITE_URL}{path}" + (f"?{parameters}" if parameters else "")


def page_in(lang: str, name: str, *args: str, **query: str) -> str:
    """The same below a language, as a page has it; "" is in no language."""
    address = public_url(name, *args, **query)
    return f"{settings.SITE_URL}/{lang}{address.removeprefix(settings.SITE_URL)}" if lang else address
