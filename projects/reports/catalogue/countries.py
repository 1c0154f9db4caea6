"""The countries of the record: the places that lie in no other and that a programme is for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from projects.models import Programme
from projects.models.record_version import Version
from projects.reports.hierarchies import places, root_of
from projects.reports.named import Named, sorted_by_name
from projects.reports.version_cache import cached_for_version


@dataclass(frozen=True, slots=True)
class Countries:
    """The countries by id, and in which country each place lies."""

    by_id: dict[str, Named] = field(default_factory=dict)
    country_of: dict[str, str] = field(default_factory=dict)

    def in_order(self, lang: str) -> list[Named]:
        """By the names that are shown."""
        return sorted_by_name(self.by_id.values(), lang)

    def of(self, territory: str | None) -> Named | None:
        """The country that a place is or lies in; None for no place, and for one without a programme around it."""
        return self.by_id.get(self.country_of.get(territory or "", ""))

    @property
    def several(self) -> bool:
        """Whether there is anything to choose from."""
        return len(self.by_id) > 1


def countries(version: Version | None = None) -> Countries:
    """The countries of the record, cached for its version. Two queries."""
    return cached_for_version(version, partial(_read, version), "countries")


def _read(version: Version | None) -> Countries:
    parents, names = places(version)
    country_of = {id: root_of(id, parents) for id in parents}
    promised_for = Programme.objects.order_by().values_list("territory_id", flat=True).distinct()
    roots = sorted({country_of[place] for place in promised_for if place in country_of})  # else it came meanwhile
    return Countries({id: names[id] for id in roots}, country_of)
