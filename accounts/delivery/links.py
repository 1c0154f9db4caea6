"""Addresses that messages carry: pages in the language of the message, and links with a token."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from projects.wording.languages import language


def language_root(site: str, lang: str) -> str:
    """Where the pages in a language begin: the reader of an English mail gets English pages, whatever their browser."""
    return f"{site}/{language(lang)}"


def token_url(token: str, page: str, lang: str) -> str:
    """The address of the page in a language that stops something for whoever has the token."""
    return language_root(settings.SITE_URL, lang) + reverse(page, args=[token], urlconf=settings.ROOT_URLCONF)
