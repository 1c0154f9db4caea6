"""Whether the figures agree with each other (R13): what the page and the API show of it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from projects.reports.targets.consistency import consistency_findings
from projects.reports.targets.target_list import find_target
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory, TerritoryFactory

TODAY = date(2025, 1, 10)

pytestmark = pytest.mark.django_db


def findings_of(target: str, as_of: date = TODAY):
    entry = find_target(target, as_of)
    assert entry is not None
    return [(finding.code, tuple(row.id for row in finding.outcomes)) for finding in consistency_findings(entry, as_of)]


@pytest.fixture
def pool():
    return TargetFactory(id="pool", announced=date(2024, 2, 5)).indicator


def test_figures_that_agree_give_nothing(pool) -> None:
    OutcomeFactory(indicator=pool, value=Decimal(90))
    OutcomeFactory(indicator=pool, value=Decimal(130), period_end=date(2024, 9, 30))
    assert findings_of("pool") == []


def test_total_that_falls_is_found_from_the_day_it_was_public(pool) -> None:
    OutcomeFactory(id="half", indicator=pool, value=Decimal(90))
    later = SourceFactory(published=date(2024, 10, 5))
    OutcomeFactory(id="nine", indicator=pool, value=Decimal(80), period_end=date(2024, 9, 30), source=later)
    assert findings_of("pool") == [("falls", ("half", "nine"))]
    assert findings_of("pool", date(2024, 10, 4)) == []


def test_figures_of_another_year_are_not_this_targets_business(pool) -> None:
    earlier = {"indicator": pool, "period_start": date(2023, 1, 1), "source": SourceFactory(published=date(2024, 1, 5))}
    OutcomeFactory(**earlier, period_end=date(2023, 6, 30), value=Decimal(90))
    OutcomeFactory(**earlier, period_end=date(2023, 12, 31), value=Decimal(80))
    assert findings_of("pool") == []


def test_parts_of_the_place_may_not_exceed_its_total(pool) -> None:
    astana = TerritoryFactory(id="kz-71", name="Astana", parent=TerritoryFactory())
    almaty = TerritoryFactory(id="kz-75", name="Almaty", parent=TerritoryFactory())
    village = TerritoryFactory(id="kz-71-1", name="A part of a part", parent=astana)
    OutcomeFactory(id="total", indicator=pool, value=Decimal(90))
    OutcomeFactory(id="astana", indicator=pool, territory=astana, value=Decimal(60))
    OutcomeFactory(indicator=pool, territory=village, value=Decimal(500))
    OutcomeFactory(indicator=pool, territory=almaty, value=Decimal(500), period_end=date(2024, 6, 29))
    assert findings_of("pool") == [], "other periods and parts of parts are not compared; parts may be fewer than all"
    OutcomeFactory(id="almaty", indicator=pool, territory=almaty, value=Decimal(31))
    assert findings_of("pool") == [("parts_differ", ("astana", "almaty", "total"))]


def test_parts_of_a_level_are_not_added() -> None:
    level = IndicatorFactory(accumulation="level", unit="percent")
    TargetFactory(id="load", indicator=level)
    astana = TerritoryFactory(id="kz-71", name="Astana", parent=TerritoryFactory())
    OutcomeFactory(indicator=level, value=Decimal(50))
    OutcomeFactory(indicator=level, territory=astana, value=Decimal(80))
    assert findings_of("load") == []


def test_two_sources_of_one_finding_are_told_together(pool) -> None:
    OutcomeFactory(id="half", indicator=pool, value=Decimal(90))
    for name in ("one", "two"):
        OutcomeFactory(
            id=name,
            indicator=pool,
            value=Decimal(2000),
            period_end=date(2024, 7, 9),
            source__published=date(2024, 7, 10),
        )
    assert findings_of("pool") == [("last_stretch", ("half", "one", "two"))]


@pytest.mark.parametrize("chains", [1, 5])
def test_findings_take_one_query(pool, chains, django_assert_max_num_queries) -> None:
    for _ in range(chains):
        OutcomeFactory(indicator=pool, value=Decimal(90))
        OutcomeFactory(indicator=pool, value=Decimal(80), period_end=date(2024, 9, 30))
    entry = find_target("pool", TODAY)
    with django_assert_max_num_queries(1):
        assert consistency_findings(entry, TODAY)


def test_126_projects_on_22_december_and_170_at_the_years_end_are_shown(client) -> None:
    """The case of the method itself, on the shipped record."""
    call_command(
        "import_package", str(Path(settings.BASE_DIR) / "projects" / "data" / "kazakhstan"), stdout=io.StringIO()
    )
    page = client.get("/targets/pool-2023-projects/").content.decode().replace("\u00a0", " ")
    section = page.partition('id="agree"')[2].partition("</section>")[0]
    for words in (
        "126 projects by 22 December 2023",
        "170 projects by 31 December 2023",
        "4.89 projects a day",
        "13.8",
    ):
        assert words in section
    for source in ("astanatimes-2023-12", "astanatimes-2024-02-06"):
        assert f'href="/sources/{source}/"' in section
    assert "126" not in client.get("/targets/pool-2024-projects/").content.decode().partition('id="agree"')[2][:600]
    [finding] = client.get("/api/v1/targets/pool-2023-projects/", {"language": "ru"}).json()["consistency"]
    assert finding["code"] == "last_stretch"
    assert finding["outcomes"][:2] == ["pool-2023-projects-2023-12-22", "pool-2023-projects-final"]
    assert finding["found"] == ["4.88888888888889", None]
    assert (finding["implied"][0], finding["implied"][1][:6]) == (None, "1.7696")
    assert "126 проектов" in finding["text"].replace("\u00a0", " ")
    earlier = client.get("/api/v1/targets/pool-2023-projects/", {"as_of": "2024-02-05"}).json()
    assert earlier["consistency"] == [], "the year's figure came on 6 February 2024"
    assert "consistency" not in client.get("/api/v1/targets/").json()["results"][0]
