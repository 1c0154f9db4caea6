"""Two programs at the same moment: the same row is recorded once, and of two with one id one is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from knox.models import AuthToken

from projects.models import AuditEntry, Outcome
from tests.factories import IndicatorFactory, SourceFactory, UserFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def send_at_once():
    """Sends reports to the API in as many threads; the statuses, sorted."""
    IndicatorFactory(id="count")
    SourceFactory(id="report")
    headers = {"Authorization": f"Token {AuthToken.objects.create(UserFactory(editor=True))[1]}"}

    def send(*changes):
        start = Barrier(len(changes))

        def send_row(change):
            body = {"indicator": "count", "basis": "absolute", "qualifier": "exactly", "value": "90", "final": True}
            body |= {"period_end": "2024-06-30", "source": "report", **change}
            start.wait(timeout=60)
            try:
                return Client().post("/api/v1/outcomes/", body, "application/json", headers=headers).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(changes)) as pool:
            return sorted(pool.map(send_row, changes, timeout=60))

    return send


@pytest.mark.parametrize("change", [{}, {"id": "half"}])
def test_same_row_from_four_at_once_is_recorded_once(send_at_once, change):
    assert send_at_once(*[change] * 4) == [200, 200, 200, 201]
    assert Outcome.objects.count() == 1
    assert AuditEntry.objects.filter(action="record_outcome").count() == 1


def test_one_id_with_two_contents_at_once_goes_to_one(send_at_once):
    assert send_at_once({"id": "half"}, {"id": "half", "value": "91"}) == [201, 409]
    assert Outcome.objects.count() == 1
