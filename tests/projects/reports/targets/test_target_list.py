"""A count that is kept for a version of the record is that of its own question."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from projects.actions.refresh import refresh_assessments
from projects.models import RecordVersion
from projects.reports.targets.target_list import find_rows
from projects.reports.targets.target_query import TargetQuery
from projects.reports.version_cache import version_cache
from tests.factories import PersonFactory, TargetFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 1, 10)


@pytest.fixture(autouse=True)
def record() -> None:
    """A promise of one person, which another will announce anew, and a promise of the other."""
    first = TargetFactory(id="flats", announced=date(2024, 2, 1), deadline=date(2025, 6, 30), value=Decimal(1111))
    TargetFactory(
        id="flats-2", indicator=first.indicator, revises=first, announced=date(2025, 2, 1), value=Decimal(7777),
        deadline=date(2026, 6, 30), spoken_by=PersonFactory(id="successor"),
    )  # fmt: skip
    TargetFactory(id="roads", announced=date(2024, 3, 1), deadline=date(2025, 6, 30), spoken_by_id="successor")
    refresh_assessments(as_of=TODAY, at=datetime(2025, 1, 10, 9, tzinfo=UTC))
    version_cache.clear()


ASKED = (
    TargetQuery(search="7777"),
    TargetQuery(search="7777", as_of=TODAY),
    TargetQuery(search="1111", as_of=TODAY),
    TargetQuery(person="successor"),
    TargetQuery(person="successor", undated=True),
    TargetQuery(),
)


def test_counts_kept_for_a_version_are_those_of_their_question() -> None:
    version = RecordVersion.objects.current()
    unkept = [find_rows(query, TODAY, "en").count for query in ASKED]
    assert unkept == [1, 0, 1, 1, 0, 2]
    for _again in range(2):
        assert [find_rows(query, TODAY, "en", version).count for query in ASKED] == unkept
