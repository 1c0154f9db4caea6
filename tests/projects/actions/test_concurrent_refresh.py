"""Two writers at once: each verdict includes the other's figure, and neither waits for ever (ADR 0003)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from projects.actions.record_outcome import record_outcome
from projects.actions.record_target import record_target
from projects.actions.refresh import refresh_assessments
from projects.actions.verify import verify
from projects.models import Assessment
from tests.factories import IndicatorFactory, SourceFactory, TargetFactory, UserFactory

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)


def in_turn(deeds):
    """Runs the deeds in as many threads, all started at the same moment, each with its own connection."""
    start = Barrier(len(deeds))

    def do(deed):
        try:
            start.wait(timeout=60)
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        for done in [pool.submit(do, deed) for deed in deeds]:
            done.result(timeout=60)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_figures_recorded_at_the_same_moment_are_all_in_the_verdict():
    by = UserFactory(editor=True)
    target = TargetFactory(id="pool", deadline=date(2024, 12, 31))
    source = SourceFactory(published=date(2024, 7, 20))

    def month(number):
        start = date(2024, number, 1)
        return lambda: record_outcome(
            indicator=target.indicator,
            basis="absolute",
            qualifier="exactly",
            value=10,
            period_start=start,
            period_end=(start + timedelta(days=31)).replace(day=1) - timedelta(days=1),
            final=True,
            source=source,
            by=by,
            at=AT,
        )

    def another_target():
        record_target(
            id="newer",
            indicator=target.indicator,
            basis="absolute",
            qualifier="exactly",
            value=30,
            window_start=date(2024, 1, 1),
            deadline=date(2024, 12, 31),
            timing="within_period",
            announced=date(2024, 3, 1),
            source=source,
            by=by,
            at=AT,
        )

    def everything():
        refresh_assessments(as_of=AT.date(), at=AT)

    in_turn([*(month(number) for number in range(1, 7)), another_target, everything])

    assert {assessment.payload["actual"] for assessment in Assessment.objects.all()} == {"60"}
    assert [str(assessment) for assessment in verify(as_of=AT.date())] == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_id_recorded_twice_at_the_same_moment_stands_once():
    by, indicator, source = UserFactory(editor=True), IndicatorFactory(), SourceFactory()
    refused = []

    def deed():
        try:
            record_outcome(
                id="same",
                indicator=indicator,
                basis="absolute",
                qualifier="exactly",
                value=1,
                period_end=date(2024, 1, 31),
                final=True,
                source=source,
                by=by,
                at=AT,
            )
        except ValidationError as error:
            refused.append(error)

    in_turn([deed] * 4)

    assert len(refused) == 3
    assert indicator.outcomes.count() == 1
