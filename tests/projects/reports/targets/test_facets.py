"""The counts beside the filters: each says what the list would show if the reader set that value."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.refresh import refresh_assessments
from projects.models import Assessment
from projects.reports.targets import facets as module
from projects.reports.targets.facets import facets
from projects.reports.targets.target_list import find_targets
from projects.reports.targets.target_query import TargetQuery
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProgrammeFactory,
    TargetFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2025, 1, 10)
NOW = datetime(2025, 1, 10, 9, tzinfo=UTC)

QUESTIONS = (
    TargetQuery(),
    TargetQuery(status=("overdue",)),
    TargetQuery(status=("overdue", "no_data"), programme="pool", bundle="together"),
    TargetQuery(responsible="new", revised=True),
    TargetQuery(territory="kz-71", unit="KZT"),
    TargetQuery(search="houses", overdue=False),
    TargetQuery(sector="industry", due_before=date(2024, 12, 31)),
)


@pytest.fixture
def record() -> None:
    """Three bodies one after another, a place with a part, sums and money, some revised, some reported."""
    old = OrganisationFactory(id="old")
    middle = OrganisationFactory(id="middle", succeeds=old)
    OrganisationFactory(id="new", succeeds=middle)
    kz = TerritoryFactory()
    astana = TerritoryFactory(id="kz-71", name="Astana", parent=kz)
    pool = ProgrammeFactory(id="pool", responsible=old, sector="industry")
    homes = ProgrammeFactory(id="homes", responsible=middle, sector="housing", territory=astana)
    units = {"projects": pool, "KZT": pool, "dwellings": homes}
    of = {unit: IndicatorFactory(id=f"of-{unit}".lower(), unit=unit, programme=on) for unit, on in units.items()}
    IndicatorFactory(id="houses", name="Houses", unit="houses", programme=pool, territory=astana)
    for number, (unit, indicator) in enumerate(of.items()):
        TargetFactory(id=f"past-{number}", indicator=indicator, timing="by_deadline", bundle="together")
        first = TargetFactory(id=f"next-{number}", indicator=indicator, deadline=date(2026, 6, 30), value=number + 90)
        if unit != "dwellings":
            again = {"revises": first, "value": Decimal(500), "announced": date(2024, 9, 1), "deadline": first.deadline}
            TargetFactory(id=f"next-{number}-b", indicator=indicator, **again)
    TargetFactory(id="houses-2024", indicator_id="houses")
    OutcomeFactory(indicator=of["projects"], value=Decimal(200))
    OutcomeFactory(indicator=of["dwellings"], value=Decimal(20))
    refresh_assessments(as_of=TODAY, at=NOW)


def with_value(query: TargetQuery, name: str, value: str) -> TargetQuery:
    given: Any = value == "true" if name in ("overdue", "revised") else value
    return replace(query, **{name: (given,) if name == "status" else given}, page_size=1)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("day", [None, date(2024, 8, 15), date(2026, 7, 15)])
def test_count_is_what_the_list_would_show(day: date | None) -> None:
    for question in QUESTIONS:
        query = replace(question, as_of=day)
        counted = facets(query, TODAY)
        for name, facet in counted.items():
            for value in facet.values:
                shown = find_targets(with_value(query, name, value.value), TODAY).count
                assert shown == value.count, (query, name, value)
        for name in ("programme", "responsible", "territory", "unit"):
            chosen = [value.value for value in counted[name].values if value.chosen]
            assert chosen == [item for item in [getattr(query, name)] if item], "what is set is shown at any count"


@pytest.mark.usefixtures("record")
def test_counts_know_predecessors_and_parts() -> None:
    counted = facets(TargetQuery(), TODAY)
    assert {value.value: value.count for value in counted["responsible"].values} == {"old": 5, "middle": 7, "new": 7}
    assert {value.value: value.count for value in counted["territory"].values} == {"kz": 7, "kz-71": 3}


@pytest.mark.usefixtures("record")
def test_earlier_day_is_read_from_the_history_or_computed_where_that_does_not_reach(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read() -> dict[str, object]:
        counted = facets(TargetQuery(as_of=date(2024, 8, 15)), TODAY)
        return {name: (facet.values, facet.left_out) for name, facet in counted.items()}

    listed_before = read()
    Assessment.objects.update(method_version="another")
    assert read() == listed_before
    refresh_assessments(as_of=TODAY, at=NOW)
    monkeypatch.setattr(
        module.verdict_lookup, "verdicts_on", lambda *_: pytest.fail("the history of the verdicts tells it")
    )
    assert read() == listed_before


@pytest.mark.usefixtures("record")
def test_filter_with_too_many_values_shows_the_fullest_and_what_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    facet = facets(TargetQuery(unit="houses"), TODAY)["unit"]
    assert [(value.value, value.chosen) for value in facet.values] == [("KZT", False), ("houses", True)]
    assert facet.left_out == 3


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("day", [None, date(2024, 8, 15)])
def test_queries_are_few_and_do_not_grow_with_the_record(day: date | None) -> None:
    def query_count() -> int:
        with CaptureQueriesContext(connection) as captured:
            facets(TargetQuery(as_of=day), TODAY)
        return len(captured)

    few = query_count()
    for number in range(4):
        TargetFactory(indicator__programme__sector=f"sector {number}", bundle=f"bundle {number}")
    refresh_assessments(as_of=TODAY, at=NOW)
    assert query_count() == few <= 10
