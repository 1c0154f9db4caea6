"""Promises side by side: what is absent stays absent, and quotients are exact."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from projects.actions.refresh import refresh_assessments
from projects.reports.targets.comparables import families, years_of_indicator
from projects.reports.targets.target_comparison import compare_bundles, compare_targets
from tests.factories import IndicatorFactory, OutcomeFactory, ProgrammeFactory, TargetFactory, TerritoryFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 1, 10)
NOW = datetime(2025, 1, 10, 9, tzinfo=UTC)


@pytest.fixture
def pools() -> None:
    """Pools of three years: 2023 reported in whole, 2024 with money for another period, 2025 without money."""
    pool = ProgrammeFactory(id="pool", name="Pool")
    of = {
        unit: IndicatorFactory(id=unit.lower(), name=unit, unit=unit, programme=pool)
        for unit in ("projects", "KZT", "jobs")
    }
    promised = {
        2023: {"projects": 150, "KZT": 1_100_000_000_000, "jobs": 16_000},
        2024: {"projects": 180, "KZT": 1_200_000_000_000, "jobs": 15_000},
        2025: {"projects": 200, "jobs": 0},
    }
    for year, parts in promised.items():
        window = {"window_start": date(year, 1, 1), "deadline": date(year, 12, 31), "announced": date(year, 1, 5)}
        for unit, value in parts.items():
            TargetFactory(id=f"{unit}-{year}".lower(), indicator=of[unit], value=value, bundle=f"pool-{year}", **window)
    whole = {"period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31)}
    for unit, value in {"projects": 170, "KZT": 928_000_000_000}.items():
        OutcomeFactory(indicator=of[unit], value=value, source__published=date(2024, 2, 1), **whole)
    OutcomeFactory(indicator=of["projects"], value=43)
    OutcomeFactory(indicator=of["KZT"], value=158_000_000_000, period_end=date(2024, 3, 31))
    TargetFactory(
        id="jobs-2024-b", indicator=of["jobs"], value=18_000, bundle="pool-2024", revises_id="jobs-2024",
        window_start=date(2024, 1, 1), announced=date(2024, 5, 1),
    )  # fmt: skip
    refresh_assessments(as_of=TODAY, at=NOW)


@pytest.mark.usefixtures("pools")
def test_pools_stand_side_by_side_with_what_one_piece_comes_to() -> None:
    report = compare_bundles(["pool-2023", "pool-2024", "pool-2025"], TODAY)
    assert [row.indicator.id for row in report.rows] == ["projects", "kzt", "jobs"]
    assert [[entry and entry.id for entry in row.cells] for row in report.rows] == [
        ["projects-2023", "projects-2024", "projects-2025"],
        ["kzt-2023", "kzt-2024", None],
        ["jobs-2023", "jobs-2024-b", "jobs-2025"],
    ]
    per_project, per_job = report.ratios
    assert (per_project.money, per_project.per, per_job.per) == ("KZT", "projects", "jobs")
    with_cents = Decimal("0.01")
    assert [cell.promised and cell.promised.quantize(with_cents) for cell in per_project.cells] == [
        Decimal("7333333333.33"), Decimal("6666666666.67"), None,
    ]  # fmt: skip
    assert [cell.promised for cell in per_job.cells] == [Decimal(68_750_000), Decimal(1_200_000_000_000) / 18_000, None]


def test_money_of_one_country_is_never_divided_by_things_of_another() -> None:
    for place, unit in (("kz", "projects"), ("de", "EUR")):
        territory = TerritoryFactory(id=place, name=place)
        programme = ProgrammeFactory(id=f"plan-{place}", territory=territory)
        TargetFactory(
            id=f"plan-{place}",
            indicator=IndicatorFactory(id=f"plan-{place}", unit=unit, programme=programme),
            bundle="plan-2024",
        )
    refresh_assessments(as_of=TODAY, at=NOW)

    assert compare_bundles(["plan-2024"], TODAY).ratios == ()


@pytest.mark.usefixtures("pools")
def test_quotient_of_reports_is_absent_with_its_reason_and_never_zero() -> None:
    per_project, per_job = compare_bundles(["pool-2023", "pool-2024", "pool-2025"], TODAY).ratios
    assert [(cell.reported, cell.why_not) for cell in per_project.cells[1:]] == [
        (None, "other_periods"), (None, "no_component"),
    ]  # fmt: skip
    reported = per_project.cells[0].reported
    assert reported is not None
    assert reported * 170 == pytest.approx(928_000_000_000)
    assert [cell.why_not for cell in per_job.cells] == ["nothing", "nothing", "no_component"]


@pytest.mark.usefixtures("pools")
def test_targets_of_one_indicator_share_a_row_that_says_how_the_promise_grew() -> None:
    report = compare_targets(["projects-2023", "projects-2024", "projects-2025"], TODAY)
    (row,) = report.rows
    assert row.steps == (None, Decimal("0.2"), Decimal(200) / 180 - 1)
    assert not row.revised
    assert report.ratios == ()


@pytest.mark.usefixtures("pools")
def test_link_of_a_promise_that_is_there_already_and_one_not_yet_announced_are_left_out() -> None:
    report = compare_targets(["jobs-2024", "jobs-2024-b", "projects-2025"], date(2025, 1, 4))
    assert [column.id for column in report.columns] == ["jobs-2024-b"], "under the link that stands"
    assert (report.repeated, report.absent, report.complete) == (("jobs-2024-b",), ("projects-2025",), False)
    assert compare_targets(["jobs-2024", "projects-2024"], date(2024, 3, 1)).columns[0].id == "jobs-2024"


@pytest.mark.usefixtures("pools")
def test_what_is_worth_comparing_is_found_by_itself() -> None:
    TargetFactory(id="alone")
    assert [(family.about.id, family.bundles, family.together[0].ids) for family in families(date(2025, 6, 1))] == [
        ("pool", True, ("pool-2023", "pool-2024", "pool-2025")),
        ("jobs", False, ("jobs-2023", "jobs-2024-b", "jobs-2025")),
        ("kzt", False, ("kzt-2023", "kzt-2024")),
        ("projects", False, ("projects-2023", "projects-2024", "projects-2025")),
    ]
    assert years_of_indicator("projects-2024", "projects", date(2025, 1, 4)) == ("projects-2023", "projects-2024")
    assert years_of_indicator("alone", "indicator-of-alone", TODAY) == ()


def test_bundle_keeps_every_year_that_it_promises_of_one_thing() -> None:
    flats = IndicatorFactory(id="flats")
    for bundle, years in (("old", (2024,)), ("new", (2026, 2024, 2025))):
        for year in years:
            window = {"window_start": date(year, 1, 1), "deadline": date(year, 12, 31)}
            TargetFactory(id=f"{bundle}-{year}", indicator=flats, bundle=bundle, **window)
    refresh_assessments(as_of=TODAY, at=NOW)
    rows = compare_bundles(["old", "new"], TODAY).rows
    assert [[entry and entry.id for entry in row.cells] for row in rows] == [
        ["old-2024", "new-2024"], [None, "new-2025"], [None, "new-2026"],
    ]  # fmt: skip
    assert [(row.place, row.of) for row in rows] == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("number", "sizes"), [(2, [2]), (4, [4]), (5, [4, 2]), (6, [4, 2]), (8, [4, 4]), (9, [4, 4, 2])]
)
def test_every_year_of_a_family_is_in_a_comparison(number: int, sizes: list[int]) -> None:
    jobs = IndicatorFactory(id="jobs-each-year")
    ids = [f"jobs-{2020 + year}" for year in range(number)]
    for year, target in enumerate(ids):
        TargetFactory(id=target, indicator=jobs, deadline=date(2020 + year, 12, 31), window_start=None)
    (family,) = families(date(2030, 1, 1))
    assert [len(part.ids) for part in family.together] == sizes
    assert {target for part in family.together for target in part.ids} == set(ids)


def test_deadlines_in_one_year_are_told_apart() -> None:
    jobs = IndicatorFactory(id="jobs-twice")
    for number, deadline in enumerate([date(2023, 12, 31), date(2024, 6, 30), date(2024, 12, 31), date(2024, 12, 31)]):
        TargetFactory(id=f"jobs-{number}", indicator=jobs, deadline=deadline, window_start=None)
    (family,) = families(date(2025, 1, 1))
    assert family.together[0].dates == (
        (date(2023, 12, 31), True, 1), (date(2024, 6, 30), False, 1), (date(2024, 12, 31), False, 2),
    )  # fmt: skip
