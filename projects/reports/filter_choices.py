"""What the filters of the list of targets can be set to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


def filter_choices(as_of: date) -> FilterChoices:
    """Those of targets announced by the day. Six queries, none over the figures."""
    known = Target.objects.announced_by(as_of).order_by()
    announced = known.values("indicator__programme")
    programmes = tuple(
        Programme.objects.filter(id__in=announced).only("id", "name", "name_ru", "name_kk", "sector", "responsible")
    )
    return FilterChoices(
        programmes=programmes,
        organisations=tuple(Organisation.objects.filter(programmes__in=announced).distinct().order_by("name", "id")),
        territories=tuple(Territory.objects.order_by("name", "id")),
        sectors=tuple(sorted({programme.sector for programme in programmes if programme.sector})),
        units=tuple(
            Indicator.objects.filter(id__in=known.values("indicator"))
            .exclude(unit="")
            .order_by("unit")
            .values_list("unit", flat=True)
            .distinct()
        ),
        bundles=tuple(known.exclude(bundle="").order_by("bundle").values_list("bundle", flat=True).distinct()),
    )
