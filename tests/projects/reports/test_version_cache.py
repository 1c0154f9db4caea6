"""How much is kept of results that are derived from one version of the record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from projects.models import RecordVersion
from projects.reports.verdicts.chain_records import Scope, chain_rows
from projects.reports.version_cache import FEWER, VersionCache, version_cache


@pytest.mark.parametrize(("kind", "most"), [("rows", 2), ("names", 3)])
def test_a_kind_keeps_its_latest_results_and_no_more(kind: str, most: int) -> None:
    cache, made = VersionCache(3, {"rows": 2}), list[int]()
    for number in range(5):
        cache.get_or_make(kind, number, lambda number=number: made.append(number) or number)
    for number in range(4, 4 - most, -1):
        assert cache.get_or_make(kind, number, lambda: pytest.fail("is kept")) == number
    assert cache.get_or_make(kind, 4 - most, lambda: -1) == -1
    assert made == [0, 1, 2, 3, 4]


@pytest.mark.django_db
def test_rows_of_many_days_do_not_pile_up() -> None:
    """Anybody may ask for any day: 256 days of a record with 16,000 promises would be eight gigabytes."""
    version_cache.clear()
    version = RecordVersion.objects.current()
    for number in range(FEWER["chain rows of a scope"] + 1):
        chain_rows(date(2024, 1, 1) + timedelta(days=number), Scope(sector="housing"), version=version)
    results = {kind: len(rows) for kind, rows in version_cache._results.items()}
    assert results == {kind: FEWER[kind] for kind in ("chain rows", "chain rows of a scope")}
