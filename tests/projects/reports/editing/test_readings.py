"""The figures of an article beside what the record holds for them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Indicator, Outcome
from projects.reports.editing import reading_candidates
from projects.reports.editing.readings import MatchedIndicator, match_article, read_and_match, score_text
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProgrammeFactory,
    PublisherFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db

PUBLISHED = date(2024, 9, 2)
PLAN = "В 2024 году отремонтируют 640 км дорог."
REPORT = "За первое полугодие 2024 года отремонтировано 210 км дорог."


@pytest.fixture(autouse=True)
def _no_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_candidates, "_KEPT", reading_candidates._Kept())


@pytest.fixture
def roads() -> Indicator:
    body = OrganisationFactory(id="roads-ministry", name="Ministry of Roads")
    programme = ProgrammeFactory(id="roads", name="Road repairs", name_ru="Ремонт дорог", responsible=body)
    return IndicatorFactory(
        id="roads-repaired", programme=programme, unit="km", name="Roads repaired", name_ru="Отремонтированные дороги"
    )


def best(text: str, language: str = "ru", **how: Any) -> MatchedIndicator:
    return read_and_match(text, how.pop("published", PUBLISHED), language, **how)[-1].matches[0]


def test_promise_is_restated_and_revised(roads: Indicator) -> None:
    TargetFactory(id="roads-2024", indicator=roads, value=Decimal(600))
    match = best(PLAN)
    assert match.indicator == ("roads-repaired", "Roads repaired", "Отремонтированные дороги", "")
    assert (match.measured.unit, match.measured.accumulation, match.programme) == ("km", "sum", "roads")
    assert (match.holding.relation, match.holding.claim_id, match.holding.changes) == (
        "revises", "roads-2024", ("raised",),
    )  # fmt: skip
    assert (match.holding.value, match.holding.publisher) == (Decimal(600), "Government press service")
    TargetFactory(
        id="roads-2024-b", indicator=roads, value=Decimal(640), announced=date(2024, 5, 1), revises_id="roads-2024"
    )
    match = best(PLAN)
    assert (match.holding.relation, match.holding.claim_id) == ("restates", "roads-2024-b")
    assert "value" in {reason.code for reason in match.reasons}
    assert best(PLAN, published=date(2024, 3, 1)).holding.claim_id == "roads-2024"


def test_report_is_known_or_disputed(roads: Indicator) -> None:
    OutcomeFactory(id="roads-half", indicator=roads, value=Decimal(210))
    assert best(REPORT).holding.relation == "restates_report"
    assert best(REPORT.replace("210", "230")).holding.relation == "disagrees"
    assert best(REPORT.replace("первое полугодие", "январь–март")).holding.relation == "new"


def test_one_publisher_updates_its_figure_whatever_its_spelling(roads: Indicator) -> None:
    OutcomeFactory(indicator=roads, value=Decimal(210), source=SourceFactory(publisher="The Gazette"))
    text = REPORT.replace("210", "230")
    assert best(text, publisher="the  gazette").holding.relation == "updates"
    assert best(text, publisher="Газета").holding.relation == "disagrees"
    gazette = PublisherFactory(name="The Gazette")
    PublisherFactory(name="Газета", same_as=gazette)
    assert best(text, publisher="Газета").holding.relation == "updates"


def test_corrected_report_does_not_count(roads: Indicator) -> None:
    """R9: also where the correction is for another period than the article’s."""
    wrong = OutcomeFactory(indicator=roads, value=Decimal(210))
    OutcomeFactory(indicator=roads, value=Decimal(190), corrects=wrong, period_end=date(2024, 5, 31))
    assert best(REPORT).holding.relation == "new"


def test_untranslated_indicator_is_found_by_concepts_and_unit(roads: Indicator) -> None:
    Indicator.objects.update(name_ru="")
    assert best(PLAN).indicator.id == "roads-repaired"
    assert best("Жол жөндеуге 640 шақырым жоспарланған.", "kk").indicator.id == "roads-repaired"


def test_territory_of_the_programme_is_that_of_the_indicator(roads: Indicator) -> None:
    north = TerritoryFactory(id="kz-59", name="North Region", name_ru="Северная область", parent_id="kz")
    programme = ProgrammeFactory(id="north", name="Road repairs", name_ru="Ремонт дорог", territory=north)
    IndicatorFactory(id="north", programme=programme, unit="km", name_ru=roads.name_ru)
    assert best(PLAN).indicator.id == "roads-repaired"
    assert best("В 2024 году в Северной области отремонтируют 640 км дорог.").indicator.id == "north"


def test_figures_of_another_reader_are_matched_too(roads: Indicator) -> None:
    figures = [row.figure for row in read_and_match(PLAN, PUBLISHED, "ru")]
    assert match_article(PLAN, figures[:1], PUBLISHED, "ru")[0].matches
    assert match_article(PLAN, [], PUBLISHED, "ru") == []


def test_article_without_a_day_is_read(roads: Indicator) -> None:
    TargetFactory(indicator=roads, value=Decimal(640))
    assert best(PLAN, published=None).holding.relation == "restates"


def test_queries_do_not_grow_with_the_record_or_the_article(roads: Indicator) -> None:
    TargetFactory(indicator=roads)
    OutcomeFactory(indicator=roads)
    few = _queries(PLAN + " " + REPORT)
    for number in range(12):
        indicator = IndicatorFactory(programme=roads.programme, unit="km", name_ru=f"Отремонтированные дороги {number}")
        target = TargetFactory(indicator=indicator)
        TargetFactory(indicator=indicator, revises=target, announced=date(2024, 6, 1))
        Outcome.objects.bulk_create(
            [
                OutcomeFactory.build(indicator=indicator, source=SourceFactory(), recorded_by=target.recorded_by)
                for _ in range(3)
            ]
        )
    assert _queries((PLAN + " " + REPORT) * 5, publisher="The Gazette") <= few + 1  # and who the publisher is
    assert few <= 13


def _queries(text: str, **how: Any) -> int:
    reading_candidates._KEPT._version = ""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        read_and_match(text, PUBLISHED, "ru", **how)
    return len(queries)


def test_candidates_are_kept_until_their_words_change(roads: Indicator) -> None:
    before = reading_candidates.record_candidates()
    with CaptureQueriesContext(connection) as queries:
        assert reading_candidates.record_candidates() is before
    assert len(queries) == 1  # the version alone
    TargetFactory(indicator=roads)
    assert reading_candidates.record_candidates() is before
    Indicator.objects.filter(pk="roads-repaired").update(name_ru="Мосты")
    assert reading_candidates.record_candidates() is not before


def test_text_is_scored_without_reading_its_figures(roads: Indicator) -> None:
    score_text(PLAN, "ru")
    with CaptureQueriesContext(connection) as queries:
        score = score_text(PLAN, "ru")
    assert len(queries) == 1
    assert score.indicators == ("roads-repaired",)
    assert score.score >= 0.4
    assert score_text("Команда забила 3 гола.", "ru").indicators == ()


def test_record_without_indicators_matches_nothing() -> None:
    assert [row.matches for row in read_and_match(PLAN, PUBLISHED, "ru")] == [()]
    assert score_text(PLAN, "ru").score == 0


GERMAN_TWIN = "В 2024 году отремонтируют 640 км дорог."


@pytest.fixture
def german_roads(roads: Indicator) -> Indicator:
    """Roads of another country under the very same name."""
    germany = TerritoryFactory(id="de", name="Germany", name_ru="Германия")
    programme = ProgrammeFactory(
        id="bundesfernstrassen", name="Road repairs", name_ru="Ремонт дорог", territory=germany
    )
    twin = IndicatorFactory(id="german-roads", programme=programme, unit="km", name=roads.name, name_ru=roads.name_ru)
    OutcomeFactory(indicator=roads, source__publisher="Qazaq Gazette")
    OutcomeFactory(indicator=twin, source__publisher="Berliner Blatt")
    return twin


@pytest.mark.parametrize(
    ("text", "language", "publisher", "indicators"),
    [
        (GERMAN_TWIN, "ru", "Qazaq Gazette", {"roads-repaired"}),
        (GERMAN_TWIN, "ru", "Berliner Blatt", {"german-roads"}),
        (GERMAN_TWIN, "ru", "Nobody Knows", {"roads-repaired"}),  # Russian is an official language of one of the two
        (GERMAN_TWIN + " Так решили в Германии.", "ru", "Nobody Knows", {"roads-repaired", "german-roads"}),
        (GERMAN_TWIN + " Так решили в Германии.", "ru", "Berliner Blatt", {"german-roads"}),
        ("640 km of roads will be repaired in 2024.", "en", "Nobody Knows", {"roads-repaired", "german-roads"}),
        ("640 km of roads will be repaired in Germany in 2024.", "en", "Nobody Knows", {"german-roads"}),
    ],
)
def test_indicators_of_another_country_do_not_compete(
    german_roads: Indicator, text: str, language: str, publisher: str, indicators: set[str]
) -> None:
    rows = read_and_match(text, PUBLISHED, language, publisher=publisher)

    assert {match.indicator.id for row in rows for match in row.matches} == indicators


@pytest.mark.parametrize(("publisher", "unit"), [("Qazaq Gazette", "KZT"), ("Berliner Blatt", "EUR")])
def test_money_without_a_currency_is_that_of_the_publishers_country(
    german_roads: Indicator, publisher: str, unit: str
) -> None:
    (row,) = read_and_match("На ремонт выделят 12,5 млрд.", PUBLISHED, "ru", publisher=publisher)

    assert row.figure.unit == unit


def test_figure_is_compared_in_the_unit_of_its_indicator(roads: Indicator) -> None:
    """The reader counts power in megawatts, an indicator may count it in gigawatts."""
    solar = IndicatorFactory(id="solar", programme=roads.programme, unit="GW", name_ru="Солнечная мощность")
    TargetFactory(indicator=solar, value=Decimal(215), deadline=date(2024, 12, 31))
    match = best("К концу 2024 года солнечная мощность достигнет 215 ГВт.")

    assert match.indicator.id == "solar"
    assert match.holding.relation == "restates"
