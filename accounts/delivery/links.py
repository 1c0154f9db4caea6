"""Addresses that messages carry: pages in the language of the message, and links with a token."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from projects.wording.languages import language


def language_root(site: str, lang: str) -> str:
    """The address at which the pages in a language begin. A mail links to pages in its own language."""
    return f"{site}/{language(lang)}"


def token_url(token: str, page: str, lang: str) -> str:
    """The address of a page in a language that acts for whoever has the token. ``page`` is the name of its URL."""
    return language_root(settings.SITE_URL, lang) + reverse(page, args=[token], urlconf=settings.ROOT_URLCONF)
