"""What the filters of the list of targets can be set to."""

from __future__ import annotations

from dataclasses import dataclass

from projects.models import Indicator, Organisation, Programme, Target, Territory


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """Only what some target has."""

    programmes: tuple[Programme, ...]
    organisations: tuple[Organisation, ...]
    territories: tuple[Territory, ...]
    sectors: tuple[str, ...]
    units: tuple[str, ...]
    bundles: tuple[str, ...]


def filter_choices() -> FilterChoices:
    """Six queries, none over the figures."""
    programmes = tuple(Programme.objects.only("id", "name", "name_ru", "name_kk", "sector", "responsible"))
    return FilterChoices(
        programmes=programmes,
        organisations=tuple(Organisation.objects.filter(programmes__isnull=False).distinct().order_by("name", "id")),
        territories=tuple(Territory.objects.order_by("name", "id")),
        sectors=tuple(sorted({programme.sector for programme in programmes if programme.sector})),
        units=tuple(Indicator.objects.exclude(unit="").order_by("unit").values_list("unit", flat=True).distinct()),
        bundles=tuple(Target.objects.exclude(bundle="").order_by("bundle").values_list("bundle", flat=True).distinct()),
    )
