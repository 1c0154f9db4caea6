"""The reader's language: named by the address (/ru/targets/), else the one they chose before, else their browser's.

A page's bare address (/targets/) is the permanent one and answers in the language that suits the reader; below /en/,
/ru/ and /kk/ each page is there once more in that language, whoever asks, so that it can be linked to and kept by
caches. What programs read (the API, files, embeds, probes) has one address and takes ``lang`` where it has words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path, set_urlconf
from django.utils import translation
from django.utils.cache import patch_vary_headers

# Pages end with a slash; files (targets.csv, feed.atom) and probes (healthz) do not.
FOR_PROGRAMS = re.compile(r"admin/|anymail/|api/(?!docs/)|embed/|telegram/")

Pattern = URLPattern | URLResolver


class AddressesIn:
    """The addresses as links on a page in a named language have them: pages below it, all else where it always is."""

    handler500 = "tracker.failures.failed"  # as in tracker.urls

    def __init__(self, language: str) -> None:
        everything = list(_flat(get_resolver(settings.ROOT_URLCONF).url_patterns))
        pages = [pattern for pattern in everything if _is_page(pattern)]
        others = [pattern for pattern in everything if not _is_page(pattern)]
        self.urlpatterns: list[Pattern] = [path(f"{language}/", (pages, None, None)), *others]


@cache
def addresses_in(language: str) -> AddressesIn:
    return AddressesIn(language)


def _flat(patterns: Iterable[Pattern]) -> Iterator[Pattern]:
    """The patterns, with those of an included module that adds nothing to the address in its place."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and not str(pattern.pattern):
            yield from _flat(pattern.url_patterns)
        else:
            yield pattern


def _is_page(pattern: Pattern) -> bool:
    route = str(pattern.pattern)
    return (not route or route.endswith("/")) and not FOR_PROGRAMS.match(route)


def split(path_info: str) -> tuple[str | None, str]:
    """``/ru/targets/`` → ``ru`` and ``/targets/``; without a language we speak, nothing and the path as it is."""
    language, slash, rest = path_info.removeprefix("/").partition("/")
    return (language, f"{slash}{rest}") if language in dict(settings.LANGUAGES) else (None, path_info)


class LanguageMiddleware:
    """Activates the language, lets links on a page stay in the one that its address names, and remembers that one.

    ``request.bare_path`` is the page's permanent address: the one without a language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named, request.bare_path = split(request.path_info)  # type: ignore[attr-defined]  # ours
        language = named or translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        if named:
            addresses: Any = addresses_in(named)  # Django takes any object with urlpatterns; its types, a module's name
            request.urlconf = addresses
            set_urlconf(addresses)  # for whoever links before the view is found
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        if named:
            _remember(request, response, named)
        else:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def _remember(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """Leaves the choice with the reader's browser; a page that is asked for again sets nothing and can be cached."""
    if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language and response.status_code < 400:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]  # a setting is a str
        )
