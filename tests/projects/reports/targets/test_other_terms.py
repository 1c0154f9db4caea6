"""What a programme reported in other terms since a promise, while nothing counts for it, and why it does not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Indicator, Target
from projects.reports.targets.target_detail import target_detail
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory, TerritoryFactory
from tests.projects.reports.refreshed import TODAY, refreshed

pytestmark = pytest.mark.django_db

PROMISED = date(2024, 4, 8)


@pytest.fixture
def promise() -> Target:
    built = IndicatorFactory(id="built", name="Rental flats built", unit="dwellings")
    return TargetFactory(
        id="flats", indicator=built, value=Decimal(22000), announced=PROMISED, window_start=None, deadline=None,
        timing="by_deadline",
    )  # fmt: skip


def other(promise: Target, id: str, name: str, unit: str = "dwellings", **columns: object) -> Indicator:
    indicator = IndicatorFactory(
        id=id, name=name, unit=unit, programme=promise.indicator.programme, territory=columns.pop("place", None)
    )
    columns.setdefault("period_start", date(2024, 6, 1))
    columns.setdefault("period_end", date(2024, 12, 31))
    published = columns["period_end"] + timedelta(days=1)
    columns.setdefault("source", SourceFactory(published=max(published, PROMISED + timedelta(days=1))))
    OutcomeFactory(id=f"{id}-report", indicator=indicator, **columns)
    return indicator


def reasons(target: str) -> list[tuple[str, tuple[str, ...]]]:
    refreshed()
    page = target_detail(target, TODAY)
    assert page is not None
    return [(report.outcome.indicator_id, report.reasons) for report in page.other_terms.shown]


def test_likest_comes_first_each_with_all_its_reasons(promise: Target) -> None:
    city = TerritoryFactory(id="kz-71", name="Astana", parent_id="kz")
    other(promise, "money", "Money spent on rental flats", "KZT")
    other(promise, "schools", "Something else")
    other(promise, "bought", "Rental flats bought")
    other(promise, "city", "Rental flats bought in Astana", place=city)
    other(promise, "earlier", "Rental flats let", period_start=None, period_end=date(2024, 3, 31))
    assert reasons("flats") == [
        ("bought", ("other_indicator",)),
        ("city", ("other_indicator", "other_place")),
        ("earlier", ("other_indicator", "before_promise")),
        ("schools", ("other_indicator",)),
        ("money", ("other_unit",)),
    ]


def test_report_for_another_time_says_so(promise: Target) -> None:
    window = {"window_start": date(2025, 1, 1), "deadline": date(2025, 12, 31)}
    TargetFactory(id="later", indicator=promise.indicator, announced=PROMISED, **window)
    other(promise, "bought", "Rental flats bought")
    assert reasons("later") == [("bought", ("other_indicator", "other_period"))]


def test_what_is_owed_by_a_day_is_not_for_another_time_after_it(promise: Target) -> None:
    owed = {"window_start": None, "deadline": date(2024, 5, 31), "timing": "by_deadline"}
    TargetFactory(id="owed", indicator=promise.indicator, announced=PROMISED, **owed)
    other(promise, "bought", "Rental flats bought")
    assert reasons("owed") == [("bought", ("other_indicator",))]


def test_only_what_stands_of_the_programme_since_the_promise_is_told(promise: Target) -> None:
    wrong = other(promise, "bought", "Rental flats bought").outcomes.get()
    OutcomeFactory(id="right", indicator=wrong.indicator, corrects=wrong, period_end=wrong.period_end, value=7)
    other(promise, "old", "Rental flats sold", source=SourceFactory(published=PROMISED))
    elsewhere = IndicatorFactory(id="elsewhere", name="Rental flats bought")
    OutcomeFactory(id="elsewhere-report", indicator=elsewhere)
    refreshed()
    page = target_detail("flats", TODAY)
    assert page is not None
    assert [report.outcome.id for report in page.other_terms.shown] == ["right"]


def test_what_counts_leaves_no_room_for_other_terms(promise: Target) -> None:
    other(promise, "bought", "Rental flats bought")
    OutcomeFactory(id="built-report", indicator=promise.indicator, period_start=PROMISED, period_end=date(2024, 12, 31))
    assert reasons("flats") == []


def test_number_of_queries_does_not_grow_with_what_was_reported(promise: Target) -> None:
    other(promise, "bought", "Rental flats bought")
    refreshed()
    numbers = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = target_detail("flats", TODAY)
        assert page is not None
        numbers.append(len(queries))
        for place in range(7):
            if len(numbers) == 1:
                other(promise, f"more-{place}", f"Flats of kind {place}")
    assert numbers[0] == numbers[1]
    assert (len(page.other_terms.shown), page.other_terms.count) == (5, 8)
