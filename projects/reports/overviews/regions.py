"""The promises of each region of a country, and how many are for the country as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from projects.models import Territory
from projects.reports.hierarchies import Hierarchies
from projects.reports.named import sorted_by_name
from projects.reports.verdicts.chain_records import ChainRow

from .standing import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country with the promises for it and for its own parts."""

    place: Territory
    standing: Standing


@dataclass(frozen=True, slots=True)
class CountryRegions:
    """A country: ``whole`` are the promises for all of it, ``regions`` all its parts by name."""

    country: Territory
    whole: Standing
    regions: tuple[Region, ...]

    @property
    def total(self) -> int:
        return self.whole.total + self.regional

    @property
    def regional(self) -> int:
        return sum(region.standing.total for region in self.regions)

    @property
    def with_promises(self) -> tuple[Region, ...]:
        """The regions that have promises, those with most first."""
        chosen = (region for region in self.regions if region.standing.total)
        return tuple(sorted(chosen, key=lambda region: -region.standing.total))

    @property
    def without(self) -> int:
        return sum(not region.standing.total for region in self.regions)


def countries_of(rows: Iterable[ChainRow]) -> tuple[str, ...]:
    """The countries that promises are of, those with most promises first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.country] += 1
    return tuple(sorted(counts, key=lambda country: (-counts[country], country)))


def country_regions(rows: Sequence[ChainRow], countries: Sequence[str], lang: str) -> tuple[CountryRegions, ...]:
    """Some countries with their regions, in the order given. Two queries."""
    hierarchies = Hierarchies()
    places = Territory.objects.filter(Q(pk__in=countries) | Q(parent__in=countries))
    by_id = {place.pk: place for place in sorted_by_name(places, lang)}
    statuses: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.country in countries:
            statuses[_region(row, hierarchies)].append(row.record.status)
    return tuple(
        CountryRegions(
            by_id[country],
            standing_of(statuses[country]),
            tuple(
                Region(place, standing_of(statuses[place.pk])) for place in by_id.values() if place.parent_id == country
            ),
        )
        for country in countries
        if country in by_id
    )


def _region(row: ChainRow, hierarchies: Hierarchies) -> str:
    """The part of the country that a promise is for; the country for all of it."""
    return hierarchies.part_of(row.country, row.territory)
