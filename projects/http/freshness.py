"""HTTP caching of what shows the record: ETag, Last-Modified and 304 (ADR 8).

A view that shows the record calls ``reads_the_record(request)`` before it reads anything else. Its answer then carries
an ETag of the record's version, the day, the language, the code and the address. The middleware answers a request that
sends the ETag back after one query, before sessions, languages and the view do any work.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import get_language_from_request

from projects.models import RecordVersion
from projects.models.record_version import Version

OURS = re.compile(r'"r-[0-9a-f]{32}"')
# What the answer can depend on beside its address; of an answer without contents it is said once for all.
VARY = ("Accept-Language", "Cookie", "HX-Request")
COUNTRY_COOKIE = "country"  # which one the reader chose: ``country.py``
PERSONAL = {settings.SESSION_COOKIE_NAME, "messages"}
# A form's token is one reader's own. A choice is left again when its address is asked for again: 304 leaves none.
UNSHARED = {*PERSONAL, settings.CSRF_COOKIE_NAME, COUNTRY_COOKIE}
SHOWN_FILES = {".py", ".html", ".mo", ".po", ".toml", ".css", ".js", ".svg", ".json", ".csv", ".md"}
SHOWN_SETTINGS = (
    *("SITE_URL", "DEBUG", "TIME_ZONE", "CONTACT", "CONTACT_URL", "IATI_ORGANISATION", "IATI_ORGANISATION_TYPE"),
    *("ABOUT", "REVIEW", "TELEGRAM_BOT_NAME", "FORGET_UNCONFIRMED_AFTER", "FORGET_UNVERIFIED_AFTER"),
    *("ARTICLE_DAYS", "SESSION_COOKIE_AGE"),
)
STARTED = math.ceil(timezone.now().timestamp())  # noqa: TID251  # new code is news too


def reads_the_record(request: HttpRequest) -> Version:
    """Marks the answer as one that shows the record, and returns the record's version. One query a request."""
    version = request.record_version = known_version(request)  # type: ignore[attr-defined]  # ours
    return version


def shows_more_than_the_record(request: HttpRequest) -> None:
    """Takes the mark back: the answer may change while the record does not, so it gets no tag."""
    request.record_version = None  # type: ignore[attr-defined]  # ours


def known_version(request: HttpRequest | None) -> Version:
    """The record's version, without a mark on the answer. One query a request.

    For what stands around answers, and for the frame, which shows something of the record beside what a page is about.
    """
    version: Version | None = getattr(request, "known_version", None)
    if version is None:
        day, version = timezone.localdate(), RecordVersion.objects.current()
        if request is not None:
            request.known_version, request.known_day = version, day  # type: ignore[attr-defined]  # ours
    return version


def _day(request: HttpRequest) -> date:
    """The day on which the version was read. What is sent after midnight may have been read before it."""
    day: date = request.known_day  # type: ignore[attr-defined]  # ours
    return day


class FreshnessMiddleware:
    """Answers 304 to readers whose copy is current, and tags every other answer.

    Stands outside whatever makes headers for one view (the content security policy), so that a 304 changes none of
    those that the reader's browser has kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        tags = OURS.findall(request.META.get("HTTP_IF_NONE_MATCH", ""))
        if tags and request.method in {"GET", "HEAD"} and not is_somebody(request):
            version = known_version(request)  # no mark: anybody can send a tag to any address
            if tag_of(request, version) in tags:
                return _nothing_new(request, version)
        response = self.get_response(request)
        if request.method in {"GET", "HEAD"} and response.status_code == 200:
            return _marked(request, response)
        return response


def _marked(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    version: Version | None = getattr(request, "record_version", None)
    if is_somebody(request):
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response
    if version is None or UNSHARED & response.cookies.keys():
        return response
    if _has_it_by_date(request, version):
        unchanged = _nothing_new(request, version)
        # A file that will not be sent is closed with the answer: closing it here would tell Django that the request is
        # over, and end the connection to the database.
        unchanged._resource_closers += response._resource_closers  # type: ignore[attr-defined]  # not in the stubs
        return unchanged
    _sign(request, response, version)
    return response


def _nothing_new(request: HttpRequest, version: Version) -> HttpResponse:
    response = HttpResponseNotModified()
    patch_vary_headers(response, VARY)
    _sign(request, response, version)
    return response


def _sign(request: HttpRequest, response: HttpResponseBase, version: Version) -> None:
    response["ETag"] = f"W/{tag_of(request, version)}"
    changed, now = _changed(version, _day(request)), math.floor(timezone.now().timestamp())  # noqa: TID251  # HTTP dates are about real time
    # Two changes may fall into one second, and one under way may turn out to have been made before the last: until
    # that is past, the date is one that will not be recognised.
    settled = version.quiet and changed < now
    response["Last-Modified"] = http_date(changed if settled else min(changed, now) - 1)
    patch_cache_control(response, no_cache=True)
    if is_data(request):
        response["Vary"] = "Accept"  # the same for all, in no language but what the address asks for
    else:
        patch_vary_headers(response, ("Cookie",))  # who is logged in gets another page


def _has_it_by_date(request: HttpRequest, version: Version) -> bool:
    """Whether If-Modified-Since is exactly the date that we sent; other dates prove nothing."""
    since = request.META.get("HTTP_IF_MODIFIED_SINCE")
    if not since or "HTTP_IF_NONE_MATCH" in request.META:
        return False
    return parse_http_date_safe(since) == _changed(version, _day(request))


def _changed(version: Version, day: date) -> int:
    """When the answer last changed, in seconds since 1970: the record's last change, midnight, or new code."""
    record = math.ceil(version.changed_at.timestamp()) if version.changed_at else 0
    return max(record, _midnight(day, timezone.get_current_timezone()), STARTED)


@lru_cache(maxsize=4)
def _midnight(day: date, zone: tzinfo) -> int:
    """When a day began, in seconds since 1970."""
    return int(datetime.combine(day, time(), zone).timestamp())


def tag_of(request: HttpRequest, version: Version) -> str:
    """Names the contents that this request gets with the version of the record that it has read."""
    parts = (code_digest(), str(version), _day(request).isoformat(), *contents_depend_on(request))
    return f'"r-{blake2b(chr(0).join(parts).encode(), digest_size=16).hexdigest()}"'


def contents_depend_on(request: HttpRequest) -> tuple[str, ...]:
    """What of a request the contents of its answer depend on."""
    return (
        _language(request),
        "" if is_data(request) else request.COOKIES.get(COUNTRY_COOKIE, ""),  # leads from bare addresses
        request.META.get("HTTP_HX_REQUEST", ""),
        request.path,
        request.META.get("QUERY_STRING", ""),
    )


def _language(request: HttpRequest) -> str:
    """The reader's language; "" where the address names the language or the answer has none."""
    named = request.path_info.removeprefix("/").partition("/")[0] in dict(settings.LANGUAGES)
    return "" if named or is_data(request) else get_language_from_request(request)


def is_data(request: HttpRequest) -> bool:
    """Whether it asks the API, whose answers are the same in every language."""
    return request.path_info.startswith("/api/v1/")


@cache
def code_digest() -> str:
    """A digest of the deployed code, templates, languages, maps and documents, and of the settings that pages show."""
    shown = "\n".join(f"{name} {getattr(settings, name)!r}" for name in SHOWN_SETTINGS)
    digest = blake2b(shown.encode(), digest_size=16)
    folders = sorted(Path(app.path) for app in apps.get_app_configs() if settings.BASE_DIR in Path(app.path).parents)
    ours = [folder for folder in folders if ".venv" not in folder.parts]
    for folder in [*ours, Path(settings.BASE_DIR) / "docs", *settings.LANGUAGE_FOLDERS]:
        for path in sorted(folder.rglob("*")):
            if path.suffix in SHOWN_FILES:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def is_somebody(request: HttpRequest) -> bool:
    """Whether the request carries a session, a message or a token, so that the answer may be personal."""
    return bool(PERSONAL & request.COOKIES.keys()) or "HTTP_AUTHORIZATION" in request.META
