"""R16 over the record: comparable promises as of a day, the score of the past, and what the pages say of both."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from projects.actions.refresh import refresh_assessments
from projects.comparison.forecast import Forecast, Tally
from projects.comparison.track_record import JUDGED
from projects.models import Programme
from projects.reports.verdicts.forecasts import past_promises
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProgrammeFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db

TODAY, NOW = date(2026, 3, 1), datetime(2026, 3, 1, 9, tzinfo=UTC)
ROADS = ("new", "sum", "transport")


@pytest.fixture
def record() -> None:
    """Of the old body six promises of 2023, five kept; of another sector four missed; of the new body one is open."""
    old = OrganisationFactory(id="old")
    new = OrganisationFactory(id="new", succeeds=old, succeeded_on=date(2024, 1, 1))
    for number in range(6):
        _decided(ProgrammeFactory(responsible=old, sector="transport"), met=number > 0)
    for _number in range(4):
        _decided(ProgrammeFactory(responsible=old, sector="housing"), met=False)
    ahead = IndicatorFactory(programme=ProgrammeFactory(responsible=new, sector="transport"), accumulation="sum")
    TargetFactory(id="ahead", indicator=ahead, window_start=date(2026, 1, 1), deadline=date(2026, 12, 31))
    refresh_assessments(as_of=TODAY, at=NOW)


def _decided(programme, *, met: bool, year: int = 2023) -> None:
    """A promise for a year, announced in January 2023, reported in the February after that year."""
    indicator = IndicatorFactory(programme=programme, accumulation="sum")
    announced = SourceFactory(published=date(2023, 1, 10))
    TargetFactory(
        indicator=indicator,
        value=100,
        announced=date(2023, 1, 10),
        source=announced,
        window_start=date(year, 1, 1),
        deadline=date(year, 12, 31),
    )
    OutcomeFactory(
        indicator=indicator,
        value=120 if met else 80,
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        final=True,
        source=SourceFactory(published=date(year + 1, 2, 1)),
    )


def test_promises_of_the_body_that_it_took_over_from_are_comparable(record):
    past = past_promises(TODAY, None)
    assert past.everything == Tally(5, 10)
    assert past.alike[ROADS] == Tally(5, 6)
    assert ("new", "sum", "housing") in past.alike


def test_past_day_knows_what_was_decided_by_then(record):
    assert past_promises(date(2024, 1, 31), None).everything == Tally(0, 0)
    assert past_promises(date(2024, 2, 1), None).everything == Tally(5, 10)


def test_promises_that_were_all_decided_on_one_day_leave_nothing_to_score(record):
    past = past_promises(TODAY, None)
    assert past.score is None
    assert past.forecast(ROADS, "no_data") == Forecast(Tally(5, 10), comparable=False)


@pytest.mark.parametrize("status", ["overdue", "achieved", "missed", "not_assessable", "withdrawn"])
def test_nothing_is_foretold_where_it_cannot_turn_out_in_time(record, status):
    assert past_promises(TODAY, None).forecast(ROADS, status) is None


def test_past_promises_take_three_queries(record, django_assert_num_queries):
    with django_assert_num_queries(3):
        past_promises(TODAY, None)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Of all 10 promises that are decided, 5 were kept in time."),
        ("ru", "Всего решённых обещаний: 10, из них в срок выполнено: 5."),
        ("kk", "Барлық шешілген уәде: 10, оның мерзімінде орындалғаны: 5."),
    ],
)
def test_page_of_an_open_target_says_what_became_of_others(client: Client, record, language, sentence):
    shown = client.get("/targets/ahead/", {"as_of": TODAY}, headers={"accept-language": language}).content.decode()
    assert sentence in " ".join(shown.split())


def test_count_of_decided_promises_leads_to_them(client: Client, record):
    """Where the comparable ones are shown, the address asks for their body, kind and sector."""
    query = {"responsible": "new", "sector": "transport", "accumulation": "sum", "status": JUDGED, "as_of": TODAY}
    assert client.get("/api/v1/targets/", query).json()["count"] == past_promises(TODAY, None).alike[ROADS].decided
    shown = client.get("/targets/ahead/", {"as_of": TODAY}).content.decode()
    assert "/targets/?status=achieved&amp;status=achieved_late&amp;status=missed&amp;as_of=2026-03-01" in shown


def test_api_gives_the_counts_of_a_forecast(client: Client, record):
    answer = client.get("/api/v1/targets/ahead/", {"as_of": TODAY}).json()
    assert answer["forecast"] == {"in_time": 5, "decided": 10, "comparable": False}
    known_at = {"as_of": TODAY, "known_at": "2030-01-01T00:00:00Z"}
    assert client.get("/api/v1/targets/ahead/", known_at).json()["forecast"] is None


def test_method_says_that_nothing_was_scored(client: Client, record):
    shown = client.get("/method/", {"as_of": TODAY}).content.decode()
    assert "No promise is decided that had been open" in shown


def test_method_scores_what_was_open_while_others_were_decided(client: Client, record):
    _decided(Programme.objects.filter(sector="transport").first(), met=True, year=2024)
    refresh_assessments(as_of=TODAY, at=NOW)
    shown = " ".join(client.get("/method/", {"as_of": TODAY}).content.decode().split())
    assert "Scored on 1 promise that is decided now" in shown
    assert "Brier score of the comparable promises: 0.101; of the plain share of all: 0.25" in shown
    assert "1 of 1" in shown
