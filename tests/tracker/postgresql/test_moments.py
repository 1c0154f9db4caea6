"""A moment that is read from PostgreSQL is the one that was written, however it is written there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


def read(text: str, zone: str = "UTC") -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone TO %s", [zone])
        cursor.execute("SELECT %s::timestamptz", [text])
        moment: datetime = cursor.fetchone()[0]
    return moment


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 7, 1, 9, 30, tzinfo=UTC),
        datetime(2026, 7, 1, 9, 30, 15, 100_000, tzinfo=UTC),
        datetime(2026, 7, 1, 9, 30, 15, 123_456, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
    ids=str,
)
def test_moment_is_read_as_it_was_written(moment: datetime) -> None:
    assert read(moment.isoformat()) == moment
    assert read(moment.isoformat()).tzinfo is UTC


def test_moment_of_another_offset_is_the_same_moment() -> None:
    assert read("2026-07-01 14:30+05") == datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["infinity", "-infinity", "0044-03-15 00:00+00 BC", "20000-01-01 00:00+00"])
def test_moment_that_python_does_not_have_is_refused_as_before(text: str) -> None:
    with pytest.raises(DataError):
        read(text)
