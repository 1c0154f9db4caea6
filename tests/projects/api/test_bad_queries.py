"""Query strings that nobody sends by accident: a problem that names the parameter, never a 500."""

from __future__ import annotations

import pytest
from django.test import Client

from projects.api.record import COLLECTIONS

pytestmark = [pytest.mark.usefixtures("shared_record", "db")]

PUBLIC = [*(collection.name for collection in COLLECTIONS), "targets", "track-records"]
HUGE = "9" * 5000
BAD = [
    ("page", HUGE),
    ("page", "1000000000"),
    ("page", "-1"),
    ("page", "1e3"),
    ("page", "%D9%A3"),  # ٣, a digit elsewhere
    ("page_size", "18446744073709551616"),
    ("page_size", "0x10"),
    ("as_of", "99999-01-01"),
    ("as_of", "%00"),
    ("as_of", "%ED%A0%80"),
    ("fields", "%ED%A0%80"),
    ("fields", "id%00"),
    ("fields", "%FF%FE"),
    ("fields", "id" + ",x" * 3000),
    ("%ED%A0%80", "1"),
    ("%00", "1"),
    ("%FF", "%FF"),
]
OF_A_SWEEP = [
    ("updated_since", "yesterday"),
    ("updated_since", "10000-01-01T00:00:00Z"),
    ("updated_since", "%ED%A0%80"),
    ("cursor", "%ED%A0%80"),
    ("cursor", "%00"),
    ("cursor", "x" * 5000),
    ("cursor", "e30:abc"),
]


@pytest.mark.parametrize("name", PUBLIC)
def test_query_that_cannot_be_read_is_a_problem(name):
    client = Client()
    for parameter, value in [*BAD, *(OF_A_SWEEP if name != "track-records" else ())]:
        answer = client.get(f"/api/v1/{name}/", QUERY_STRING=f"{parameter}={value}")
        assert answer.status_code in (400, 404), (parameter, value[:40], answer.content[:200])
        assert answer["Content-Type"] == "application/problem+json"
        (wrong,) = answer.json()["errors"]
        assert wrong["detail"]
        assert len(answer.content) < 6000


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("name", ["targets", "outcomes", "sources", "status-changes"])
def test_ends_of_the_calendar_are_moments(name, moment):
    answer = Client().get(f"/api/v1/{name}/", QUERY_STRING=f"updated_since={moment}")
    assert answer.status_code == 200, answer.content
