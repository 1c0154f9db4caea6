"""Promises by region: a part of a region counts for the region, the country's own are told apart."""

from __future__ import annotations

from datetime import date

import pytest

from projects.reports.catalogue.scorecards import place_page
from projects.reports.overviews.regions import countries_of, country_regions
from projects.reports.verdicts.chain_records import chain_rows
from tests.factories import IndicatorFactory, ProgrammeFactory, TargetFactory, TerritoryFactory
from tests.projects.reports.refreshed import TODAY, refreshed

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def places() -> None:
    """Country ``aa`` with regions north (with a town), south and west, and country ``bb`` without parts."""
    whole = TerritoryFactory(id="aa", name="A")
    for region in ("north", "south", "west"):
        TerritoryFactory(id=f"aa-{region}", name=region.capitalize(), parent=whole)
    TerritoryFactory(id="aa-north-town", name="Town", parent_id="aa-north")
    TerritoryFactory(id="bb", name="B")
    programme = ProgrammeFactory(id="national", territory=whole)
    for place, deadline in (
        (None, date(2024, 6, 30)), ("aa-north", date(2024, 6, 30)), ("aa-north-town", date(2026, 6, 30)),
        ("aa-south", date(2026, 6, 30)),
    ):  # fmt: skip
        TargetFactory(
            id=f"for-{place or 'all'}",
            indicator=IndicatorFactory(programme=programme, territory_id=place),
            deadline=deadline,
            timing="by_deadline",
        )
    TargetFactory(id="of-b", indicator__programme=ProgrammeFactory(territory_id="bb"), deadline=date(2024, 6, 30))
    refreshed()


@pytest.mark.usefixtures("places")
def test_parts_count_for_their_region_and_the_country_s_own_are_told_apart() -> None:
    rows = chain_rows(TODAY)
    assert countries_of(rows) == ("aa", "bb"), "the one with most promises first"
    first, second = country_regions(rows, ("aa", "bb"), "en")
    assert (first.total, first.whole.total, first.regional, first.without) == (4, 1, 3, 1)
    assert [(region.place.id, region.standing.total) for region in first.regions] == [
        ("aa-north", 2), ("aa-south", 1), ("aa-west", 0),
    ]  # fmt: skip
    assert [region.place.id for region in first.with_promises] == ["aa-north", "aa-south"]
    north = first.regions[0].standing
    assert (north.count("silent"), north.count("open")) == (1, 1)
    assert (second.total, second.regional, second.regions) == (1, 0, ())
    assert place_page("aa", TODAY).regions == first, "its own page has the same"
    assert place_page("aa-north", TODAY).regions is None


@pytest.mark.usefixtures("places")
def test_only_what_was_announced_by_the_day_counts() -> None:
    assert countries_of(chain_rows(date(2000, 1, 1))) == ()
    (country,) = country_regions((), ("aa",), "en")
    assert (country.total, len(country.regions)) == (0, 3)
