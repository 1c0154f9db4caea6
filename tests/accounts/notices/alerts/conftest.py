"""Somebody who chose alerts on one target."""

from datetime import UTC, date, datetime

import pytest

from accounts.actions.alerts import set_alerts
from accounts.models import DigestPreferences

CHOSEN = datetime(2024, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def pool(desk):
    return desk.promise("pool", deadline=date(2024, 12, 31))


@pytest.fixture
def watcher(follower, pool):
    person = follower(pool, email="aigul@example.org")
    DigestPreferences.objects.filter(user=person).update(cadence="off", due_at=None)
    set_alerts(by=person, target_id="pool", wanted=True, at=CHOSEN)
    return person
