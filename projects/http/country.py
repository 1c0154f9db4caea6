"""Which country a page shows: named by its address (``territory``), else the one that the reader chose before.

Only pages that list things take a country. A stranger's bare page is about all countries and has the permanent address.
A reader who chose a country before is led from there to the address that names it; a blank ``territory`` chooses all
countries again. Files, feeds, the API, embeds and pages about one thing know no choice (ADR 40).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import get_script_prefix, resolve
from django.utils.cache import patch_cache_control, patch_vary_headers

from projects.http.freshness import COUNTRY_COOKIE, reads_the_record
from projects.models import Territory
from projects.models.record_version import Version
from projects.reports.catalogue.countries import countries
from projects.reports.parameters import AS_OF, Kind, Parameter

AGE = 31_536_000  # seconds: as long as the choice of a language
TERRITORY = Parameter("territory", Kind.REFERENCE, "Only what is for this place or a part of it.", model=Territory)

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
_LISTS: set[Callable[..., Any]] = set()
_TAKES: dict[str, bool] = {}


def lists_things(view: View) -> View:
    """Says of a view that its page lists things and takes a ``territory``, so that links keep it."""
    _LISTS.add(view)
    return view


def takes_territory(name: str, address: str) -> bool:
    """Whether the page of that name takes a ``territory``; ``address`` is one of its addresses."""
    if name not in _TAKES:
        _TAKES[name] = resolve(address.removeprefix(get_script_prefix().rstrip("/"))).func in _LISTS
    return _TAKES[name]


def is_part(request: HttpRequest, territory: str | None) -> bool:
    """Whether a place is less than a country."""
    return bool(territory) and territory not in countries(reads_the_record(request)).by_id


def chosen_country(request: HttpRequest, version: Version) -> str:
    """The country that the reader chose before, where it is one of several; else ""."""
    chosen, here = request.COOKIES.get(COUNTRY_COOKIE, ""), countries(version)
    return chosen if here.several and chosen in here.by_id else ""


def in_country(
    request: HttpRequest, territory: str | None, given: QueryDict, show: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The answer of a page that lists what is for ``territory`` (None: for all), or the way to the remembered country.

    ``given`` is the query string. Leaves a country that the address names with the reader's browser.
    """
    request.territory = territory  # type: ignore[attr-defined]  # ours: for links and the choice of a country
    version = reads_the_record(request)
    chosen, here = request.COOKIES.get(COUNTRY_COOKIE, ""), countries(version)
    valid = bool(chosen_country(request, version))
    if "territory" not in given and valid and not given.keys() - {AS_OF.name}:
        return _led_to(request, given, chosen)
    if territory is None and chosen and "territory" in given and not getattr(request, "htmx", False):
        response = _led_to(request, given, "")
    else:
        response = show()
    if chosen and (not valid or (territory is None and "territory" in given)):
        response.delete_cookie(COUNTRY_COOKIE, samesite="Lax")
    if here.several and territory in here.by_id and territory != chosen and response.status_code < 400:
        _remember(response, territory)
    if COUNTRY_COOKIE in response.cookies:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _led_to(request: HttpRequest, given: QueryDict, territory: str) -> HttpResponseBase:
    """To the same page with another territory; "" for none. Nobody else may keep that answer."""
    query = given.copy()
    query.pop("territory", None)
    if territory:
        query["territory"] = territory
    words = query.urlencode()
    response = HttpResponseRedirect(f"{request.path}?{words}" if words else request.path)
    patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ("Cookie",))
    return response


def _remember(response: HttpResponseBase, country: str) -> None:
    response.set_cookie(
        COUNTRY_COOKIE,
        country,
        max_age=AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
