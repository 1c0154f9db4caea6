"""Explanations of the shipped record: the numbers of the verdicts, one reason for each report, in three languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from projects import adapters, wording
from projects.comparison.engine import assess
from projects.reports.targets.explanation import explanation_of
from tests.factories import OutcomeFactory, SourceFactory, TargetFactory
from tests.projects.comparison.explaining.explained import explain
from tests.projects.comparison.explaining.test_explain import agrees, reports

pytestmark = pytest.mark.django_db

DAYS = (date(2023, 7, 1), date(2024, 6, 1), date(2025, 1, 15), date(2026, 9, 1))


@pytest.fixture
def shipped() -> None:
    call_command("import_package", str(Path(settings.BASE_DIR) / "projects" / "data" / "kazakhstan"), stdout=None)


@pytest.mark.usefixtures("shipped")
def test_every_verdict_of_the_shipped_record_is_explained_with_its_own_numbers() -> None:
    count = 0
    for claims in adapters.claims():
        for day in DAYS:
            explanation = explain(claims.chain, claims.outcomes, day, claims.interims)
            assessment = assess(claims.chain, claims.outcomes, day, claims.interims)
            assert (explanation is None) is (assessment is None)
            if explanation is None or assessment is None:
                continue
            count += 1
            agrees(explanation, assessment)
            assert sorted(id for id, _ in reports(explanation)) == sorted(outcome.id for outcome in claims.outcomes)
            for lang in wording.LANGUAGES:
                for step in explanation.steps:
                    text = wording.explained(step, explanation.unit, explanation.terms, lang)
                    assert "{" not in text, text
                    assert text.endswith(")."), text
    assert count > 150


def test_what_was_not_public_on_the_day_is_left_out_of_what_was_known_then() -> None:
    pool = TargetFactory(id="pool")
    OutcomeFactory(id="half", indicator=pool.indicator)
    OutcomeFactory(id="late", indicator=pool.indicator, source=SourceFactory(published=date(2025, 2, 1)))
    explanation = explanation_of("pool", date(2024, 8, 1))
    assert explanation is not None
    assert [id for id, _ in reports(explanation.explanation)] == ["half", "late"]
    assert [id for id, _ in reports(explanation.public_only().explanation)] == ["half"]
    assert explanation_of("pool", date(2024, 1, 1)) is None
    assert explanation_of("nothing", date(2024, 8, 1)) is None


def test_queries_do_not_grow_with_the_record(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of the plugin
    pool = TargetFactory(id="pool")
    for _ in range(2):
        OutcomeFactory.create_batch(3, indicator=pool.indicator)
        TargetFactory(indicator=pool.indicator, interim_for=pool, deadline=date(2024, 6, 30))
        with django_assert_num_queries(4):
            explanation_of("pool", date(2024, 8, 1))
