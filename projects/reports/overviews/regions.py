"""The promises of each region of a country, and how many are for the country as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from projects.models.record_version import Version
from projects.reports.hierarchies import part_of, places
from projects.reports.named import Named, sorted_by_name
from projects.reports.verdicts.chain_records import ChainRow

from .standing import Standing, standing_of

MOST_LISTED = 40  # regions in a table


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country with the promises for it and for its own parts."""

    place: Named
    standing: Standing


@dataclass(frozen=True, slots=True)
class CountryRegions:
    """A country: ``whole`` are the promises for all of it, ``regions`` all its parts by name."""

    country: Named
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
    def listed(self) -> tuple[Region, ...]:
        """As many of them as a table has room for."""
        return self.with_promises[:MOST_LISTED]

    @property
    def without(self) -> int:
        return sum(not region.standing.total for region in self.regions)


def countries_of(rows: Iterable[ChainRow]) -> tuple[str, ...]:
    """The countries that promises are of, those with most promises first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.country] += 1
    return tuple(sorted(counts, key=lambda country: (-counts[country], country)))


def country_regions(
    rows: Iterable[ChainRow], countries: Sequence[str], lang: str, version: Version | None = None
) -> tuple[CountryRegions, ...]:
    """Some countries with their regions, in the order given. One query; none where kept for a ``version``."""
    parents, names = places(version)
    statuses: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.country in countries:
            statuses[part_of(row.country, row.territory, parents)].append(row.record.status)
    parts = {country: sorted_by_name(_parts(country, parents, names), lang) for country in countries}
    return tuple(
        CountryRegions(
            names[country],
            standing_of(statuses[country]),
            tuple(Region(place, standing_of(statuses[place.id])) for place in parts[country]),
        )
        for country in countries
        if country in names
    )


def _parts(country: str, parents: Mapping[str, str | None], names: Mapping[str, Named]) -> list[Named]:
    return [names[place] for place, parent in parents.items() if parent == country]
