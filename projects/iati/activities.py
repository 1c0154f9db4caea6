"""An activity: who answers for a programme, where it is, until when, and its results."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.conf import settings

from projects import wording
from projects.http.public_urls import public_url
from projects.models import Programme
from projects.publishing.feeds import host
from projects.publishing.licence import SITE_NAME
from projects.reports.hierarchies import Places, root_of
from projects.wording.results_framework import UNCLASSIFIED, result_sentence

from . import codes
from .elements import element, in_languages, text_of, worded
from .links import document_link
from .results import ResultWriter
from .rows import ActivityRows

UNOFFICIAL = "UNOFFICIAL"


def reporting_organisation() -> str:
    """The identifier of the publisher; without one a name that says that it is none."""
    return settings.IATI_ORGANISATION or f"{UNOFFICIAL}-{host().replace(':', '-')}"


def activity(rows: ActivityRows, as_of: date) -> Iterator[str]:
    """The activity in pieces, as the schema orders it."""
    programme = rows.programme
    places = dict.fromkeys((programme.territory_id, *rows.places))
    located = tuple(place for place in places if codes.country_code(place) is None)
    yield f"<iati-activity{_attributes(rows)}>"
    yield element("iati-identifier", None, f"{reporting_organisation()}-{programme.pk}")
    yield _reporting_org()
    yield worded("title", text_of(programme, "name"))
    yield worded(
        "description", text_of(programme, "summary") if programme.summary else text_of(programme, "name"), {"type": "1"}
    )
    yield _participating_org(programme)
    yield element("activity-status", {"code": codes.activity_status(rows.entries, as_of)})
    yield from _dates(rows)
    yield from _where(programme.territory_id, located, rows.all_places)
    yield _sector(programme)
    yield document_link(public_url("programme", programme.pk), text_of(programme, "name"), codes.WEB_PAGE)
    for indicator in rows.by_indicator():
        yield ResultWriter(indicator, frozenset(located)).element()
    yield "</iati-activity>"


def _attributes(rows: ActivityRows) -> str:
    changed = rows.changed_at.astimezone(UTC)
    money = {row.unit for row in rows.indicators.values() if wording.is_money(row.unit)}
    currency = f' default-currency="{money.pop()}"' if len(money) == 1 else ""
    return f' xml:lang="en"{currency} last-updated-datetime="{written_moment(changed)}"'


def written_moment(at: datetime) -> str:
    """A moment as the schema takes it, to the second."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _reporting_org() -> str:
    """The tracker reports on what others do: a secondary reporter."""
    attributes = {
        "ref": reporting_organisation(),
        "type": settings.IATI_ORGANISATION_TYPE,
        "secondary-reporter": "true",
    }

    def say(lang: str) -> str:
        name = SITE_NAME.text(lang)
        return name if settings.IATI_ORGANISATION else result_sentence("unofficial", lang, name)

    return worded("reporting-org", in_languages(say), attributes)


def _participating_org(programme: Programme) -> str:
    body = programme.responsible
    attributes = {"role": codes.ACCOUNTABLE, "type": codes.ORGANISATION_TYPES.get(body.kind)}
    return worded("participating-org", text_of(body, "name"), attributes)


def _dates(rows: ActivityRows) -> Iterator[str]:
    """Planned days only: when work began and ended, no promise says."""
    start, end = codes.planned_dates(rows.entries)
    yield element("activity-date", {"type": codes.PLANNED_START, "iso-date": start.isoformat()})
    if end is not None:
        yield element("activity-date", {"type": codes.PLANNED_END, "iso-date": end.isoformat()})


def _where(territory: str, located: tuple[str, ...], places: Places) -> Iterator[str]:
    """The country by its ISO code, or a region of our own vocabulary; then the places in it."""
    country = root_of(territory, places.parents)
    code = codes.country_code(country)
    if code is not None and country in (territory, places.parents.get(territory)):
        yield element("activity-scope", {"code": codes.NATIONAL if country == territory else codes.ONE_REGION})
    if code is not None:
        yield worded("recipient-country", text_of(places.names[country], "name"), {"code": code})
    else:
        own = {"code": territory, "vocabulary": codes.OWN_VOCABULARY}
        uri = {"vocabulary-uri": public_url("territories")}
        yield worded("recipient-region", text_of(places.names[territory], "name"), own | uri)
    for place in located:
        yield _location(place, places)


def _location(place: str, places: Places) -> str:
    """A place with its name and the country that it is in."""
    code = codes.country_code(root_of(place, places.parents))
    country = {"code": code, "vocabulary": codes.ISO_COUNTRIES, "level": "0"}
    name = worded("name", text_of(places.names[place], "name"))
    return element("location", {"ref": place}, name, element("administrative", country) if code else "")


def _sector(programme: Programme) -> str:
    sector = programme.sector
    attributes = {
        "vocabulary": codes.OWN_VOCABULARY,
        "vocabulary-uri": public_url("programmes"),
        "code": sector or "unclassified",
    }
    names = in_languages(lambda lang: wording.sector(sector, lang) if sector else UNCLASSIFIED.text(lang))
    return worded("sector", names, attributes)
