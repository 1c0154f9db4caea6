"""Until when a copy is complete, while somebody writes."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from projects.actions.recording import recording
from projects.reports.sweeps.horizon import MARGIN, complete_until
from tests.factories import TerritoryFactory

LATER = datetime(2050, 1, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_nothing_is_missing_but_what_is_a_few_minutes_old():
    assert complete_until(LATER) == LATER - MARGIN


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("writes", [True, False])
def test_a_recording_under_way_is_not_passed(writes):
    """Neither before its first row nor after it."""
    began, may_end = threading.Event(), threading.Event()

    def record() -> None:
        try:
            with recording():
                if writes:
                    TerritoryFactory(id="kz")
                began.set()
                may_end.wait(60)
        finally:
            connection.close()

    thread = threading.Thread(target=record)
    thread.start()
    began.wait(60)
    under_way = complete_until(LATER)
    may_end.set()
    thread.join()

    assert under_way < LATER - MARGIN - timedelta(days=1)
    assert complete_until(LATER) == LATER - MARGIN
