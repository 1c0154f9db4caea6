"""oEmbed 1.0 (oembed.com): from the address of a page to the code that embeds what it shows.

The address is only read. Nothing is fetched, from here or from anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from projects import wording
from projects.charts.poster import CARD_PIXELS, CARD_SIZES
from projects.http.public_urls import public_url
from projects.reports.parameters import AS_OF, Kind, Parameter, read_parameters
from projects.reports.verdicts.chain_records import Scope
from projects.reports.verdicts.counted_promises import AGAINST
from projects.reports.verdicts.track_records import SCOPE_PARAMETERS

from .embeds import Embed, TargetEmbed, TrackEmbed, frame_code
from .feeds import writable
from .licence import SITE_NAME

XML_TYPE = "text/xml; charset=utf-8"
DISCOVERED = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
WIDTH = 600  # what is offered where nobody says how much room there is
TODAY_SECONDS, THEN_SECONDS = 3600, 86_400  # for how long an answer may be kept: a verdict of today changes
LONGEST = 2000  # letters of an address
_TARGETS = {"target", "embed-target"}
_TRACK_RECORDS = {"track-record", "embed-track-record"}
_LANG = Parameter("lang", Kind.CHOICE, "The language of the page.", choices=wording.spoken())


class NotEmbeddableError(Exception):
    """An address that is none of a page that can be embedded; says why."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The room that a page has in pixels; None: it does not say."""

    width: int | None = None
    height: int | None = None

    def hold(self, width: int, height: int) -> bool:
        return width <= (self.width or width) and height <= (self.height or height)


def discovery(embed: Embed) -> list[tuple[str, str]]:
    """Media type and address of the endpoint in each format, for the head of a page that can be embedded."""
    return [(kind, public_url("oembed", url=embed.page, format=name)) for name, kind in DISCOVERED.items()]


def read_address(address: str) -> Embed:
    """What the address of a page of ours shows: its target, or whose track record it is; its language and its day.

    Any scheme of the web will do, because people paste what they have. Raises ``NotEmbeddableError`` for every other
    address, and ``BadParametersError`` for a day, a language or a body that is none.
    """
    parts = _split(address)
    lang, path = _without_language(unquote(parts.path))
    try:
        match = resolve(path if path.endswith("/") else f"{path}/", urlconf=settings.ROOT_URLCONF)
    except Resolver404:
        raise NotEmbeddableError(_("That address is no page of this tracker.")) from None
    query = QueryDict(parts.query)
    if match.url_name in _TARGETS:
        given = _parameters(query)
        return TargetEmbed(match.kwargs["target_id"], lang=lang or given["lang"], day=given["day"])
    if match.url_name in _TRACK_RECORDS:
        given = _parameters(query, *SCOPE_PARAMETERS, AGAINST)
        scope = Scope(**{parameter.name: given.get(parameter.name) for parameter in SCOPE_PARAMETERS})
        against_first = given.get(AGAINST.name) == "first"
        return TrackEmbed(scope, against_first, lang=lang or given["lang"], day=given["day"])
    raise NotEmbeddableError(_("Only the page of a target or a track record can be embedded."))


def _parameters(query: QueryDict, *declared: Parameter) -> dict[str, Any]:
    """The language and the day (ISO 8601) of a page, each "" if not given, and those of ``declared`` that are given."""
    parameters = (AS_OF, _LANG, *declared)
    declared_query = QueryDict(mutable=True)
    for name in {parameter.name for parameter in parameters} & query.keys():
        declared_query.setlist(name, query.getlist(name))
    given = read_parameters(parameters, declared_query, blank_is_absent=True)
    day = given.pop(AS_OF.name, None)
    return {**given, "lang": given.get(_LANG.name, ""), "day": day.isoformat() if day else ""}


def _split(address: str) -> SplitResult:
    try:
        parts, ours = urlsplit(address.strip()), urlsplit(settings.SITE_URL)
        same = (parts.hostname, parts.port or _port(parts)) == (ours.hostname, ours.port or _port(parts))
    except ValueError:  # brackets that do not close, a port that is no number
        raise NotEmbeddableError(_("That cannot be read as an address.")) from None
    if len(address) > LONGEST or parts.scheme not in {"http", "https"} or not same or "@" in parts.netloc:
        raise NotEmbeddableError(_("That address is not one of %s.") % settings.SITE_URL)
    return parts


def _port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


def _without_language(path: str) -> tuple[str, str]:
    """``/ru/targets/one/`` → ``ru`` and ``/targets/one/``; a path in no language as it is."""
    language, slash, rest = path.removeprefix("/").partition("/")
    return (language, f"{slash}{rest}") if language in dict(settings.LANGUAGES) else ("", path)


def members(
    embed: Embed, title: str, lang: str, bounds: Bounds, height: int, *, status: str = ""
) -> dict[str, str | int]:
    """The members of the answer, in the language that is spoken; ``height`` is what the frame needs.

    ``status``: the verdict on a target in words, which stands behind its title.
    """
    width, height = min(WIDTH, bounds.width or WIDTH), min(height, bounds.height or height)
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{title} – {status}" if status else title,
        "provider_name": SITE_NAME.text(lang),
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": THEN_SECONDS if embed.day else TODAY_SECONDS,
        **(_thumbnail(embed, bounds) if isinstance(embed, TargetEmbed) else {}),
        "width": width,
        "height": height,
        "html": frame_code(embed, title, width=width, height=height),
    }


def _thumbnail(embed: TargetEmbed, bounds: Bounds) -> dict[str, str | int]:
    """The largest picture of the card for which there is room; nothing where there is none for the smallest."""
    for width, height in CARD_SIZES:
        if bounds.hold(width, height):
            narrowed = "" if width == CARD_PIXELS else str(width)
            url = public_url("target-card", embed.target_id, lang=embed.lang, as_of=embed.day, width=narrowed)
            return {"thumbnail_url": url, "thumbnail_width": width, "thumbnail_height": height}
    return {}


def as_xml(members: dict[str, str | int]) -> str:
    """The answer as XML, its members as elements."""
    stream = StringIO()
    writer = SimplerXMLGenerator(stream, "utf-8")
    writer.startDocument()
    writer.startElement("oembed", AttributesImpl({}))
    for name, value in members.items():
        writer.addQuickElement(name, writable(str(value)))
    writer.endElement("oembed")
    writer.endDocument()
    return stream.getvalue()
