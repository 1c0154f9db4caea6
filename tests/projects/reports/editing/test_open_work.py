"""What the record lacks, as editors see it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from projects.actions.refresh import refresh_assessments
from projects.models import Indicator, Organisation, Programme
from projects.reports.editing.open_work import (
    MOST_SHOWN,
    disputed,
    due_reports,
    silent_bodies,
    without_a_figure,
)
from projects.reports.editing.untranslated import untranslated_counts
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 1)


@pytest.fixture
def judged():
    def judge(today=TODAY):
        refresh_assessments(as_of=today, at=datetime.combine(today, datetime.min.time(), UTC))

    return judge


def test_targets_without_a_figure_come_the_longest_first(judged):
    TargetFactory(id="later", timing="by_deadline")
    TargetFactory(id="first", deadline=date(2024, 6, 30), timing="by_deadline")
    TargetFactory(id="ahead", deadline=date(2025, 12, 31))
    judged()
    some = without_a_figure(TODAY)
    assert [(row.id, row.days) for row in some.rows] == [("first", 336), ("later", 152)]
    assert some.count == 2


def test_disputed_targets(judged):
    target = TargetFactory(id="pool")
    OutcomeFactory(indicator=target.indicator, value=90)
    OutcomeFactory(indicator=target.indicator, value=150, source=SourceFactory(publisher="Paper", published=TODAY))
    TargetFactory(id="quiet")
    judged()
    assert [row.id for row in disputed(TODAY).rows] == ["pool"]


def test_a_report_is_due_when_its_time_has_passed(judged):
    monthly = IndicatorFactory(id="monthly", reporting_interval_days=30)
    yearly = IndicatorFactory(id="yearly", reporting_interval_days=365)
    for indicator in (monthly, yearly):
        TargetFactory(id=f"old-{indicator.pk}", indicator=indicator, deadline=date(2025, 12, 31))
        revised = {"revises_id": f"old-{indicator.pk}", "announced": date(2024, 8, 1), "deadline": date(2026, 12, 31)}
        TargetFactory(id=f"new-{indicator.pk}", indicator=indicator, **revised)
        OutcomeFactory(
            indicator=indicator, period_end=date(2025, 3, 31), source=SourceFactory(published=date(2025, 4, 9))
        )
    judged()
    some = due_reports(TODAY)
    [row] = some.rows
    assert (row.named.id, row.last, row.since, row.target) == (
        "monthly",
        date(2025, 3, 31),
        date(2025, 5, 1),
        "new-monthly",
    )


def test_a_body_is_silent_after_a_year(judged):
    silent = TargetFactory(id="silent", deadline=date(2026, 12, 31))
    heard = TargetFactory(id="heard", deadline=date(2026, 12, 31))
    TargetFactory(id="young", deadline=date(2026, 12, 31), announced=date(2025, 5, 1))
    never = TargetFactory(id="never", deadline=date(2026, 12, 31))
    OutcomeFactory(
        indicator=silent.indicator, period_end=date(2024, 3, 31), source=SourceFactory(published=date(2024, 5, 1))
    )
    OutcomeFactory(indicator=heard.indicator, source=SourceFactory(published=date(2024, 7, 10)))
    judged()
    some = silent_bodies(TODAY)
    bodies = [target.indicator.programme.responsible_id for target in (never, silent)]
    assert [(row.named.id, row.last) for row in some.rows] == [(bodies[0], None), (bodies[1], date(2024, 5, 1))]


def test_texts_that_are_missing_in_a_language_are_counted():
    indicator = IndicatorFactory(name_ru="Проекты", name_kk="Жобалар", definition="")
    assert {model for model, _count in untranslated_counts()} >= {Programme, Organisation}
    assert Indicator not in dict(untranslated_counts())
    Indicator.objects.filter(pk=indicator.pk).update(definition="What is counted.", definition_ru="Что считается.")
    assert dict(untranslated_counts())[Indicator] == 1


def test_lists_are_short_counts_are_whole_and_queries_are_few(judged, django_assert_num_queries):
    for _number in range(MOST_SHOWN + 2):
        TargetFactory(timing="by_deadline")
    judged()
    with django_assert_num_queries(2):
        some = without_a_figure(TODAY)
    assert (len(some.rows), some.count) == (MOST_SHOWN, MOST_SHOWN + 2)
    with django_assert_num_queries(1):
        silent_bodies(TODAY)
