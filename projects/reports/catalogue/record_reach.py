"""How far the record reaches in each country: to the day of the newest source that a claim about it cites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projects.models import Source
from projects.models.record_version import Version
from projects.reports.catalogue.countries import countries
from projects.reports.named import Named
from projects.reports.overviews.newest_source import newest_source
from projects.reports.search.sources_of_places import cited_on
from projects.reports.version_cache import cached_for_version

MOST = 6  # countries told apart; of more only the newest source of all is said


@dataclass(frozen=True, slots=True)
class Reach:
    """The newest source on a country; ``country`` is None where the record is not told apart."""

    country: Named | None
    source: Source


def record_reaches(as_of: date, version: Version | None = None, territory: str | None = None) -> tuple[Reach, ...]:
    """By country, of those known by ``as_of``; of the country around ``territory`` alone where one is named.

    Cached for the version of the record. A query for each of at most MOST countries.
    """
    here = countries(version)
    country = here.of(territory)
    if here.several and (country is not None or len(here.by_id) <= MOST):
        chosen = [country] if country is not None else list(here.by_id.values())
        reaches = [Reach(named, source) for named in chosen if (source := _newest(as_of, named, version)) is not None]
        return tuple(reaches)
    newest = cached_for_version(version, lambda: newest_source(as_of), "newest source", as_of)
    return () if newest is None else (Reach(None, newest),)


def _newest(as_of: date, country: Named, version: Version | None) -> Source | None:
    places = {place for place, root in countries(version).country_of.items() if root == country.id}

    def read() -> Source | None:
        of_country = Source.objects.published_by(as_of).filter(cited_on(places))
        return of_country.order_by("-public_on", "-id").first()

    return cached_for_version(version, read, "newest source", as_of, country.id)
