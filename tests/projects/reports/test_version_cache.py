"""How much is kept of results that are derived from one version of the record."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from time import sleep

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
    results = {kind: len(version_cache._results[kind]) for kind in ("chain rows", "chain rows of a scope")}
    assert results == {kind: FEWER[kind] for kind in results}


def test_results_of_versions_before_the_latest_two_are_dropped() -> None:
    cache = VersionCache(9)
    for version in ("1", "2", "3"):
        cache.keep_only(version)
        cache.get_or_make("rows", (version, "all"), lambda version=version: version)
    assert list(cache._results["rows"]) == [("2", "all"), ("3", "all")]


def test_what_many_threads_want_at_once_is_made_by_one_of_them() -> None:
    cache, made = VersionCache(9), list[int]()

    def make() -> int:
        made.append(1)
        sleep(0.05)
        return 7

    with ThreadPoolExecutor(8) as threads:
        results = [threads.submit(cache.get_or_make, "rows", "all", make) for _number in range(8)]
    assert [result.result() for result in results] == [7] * 8
    assert made == [1]


def test_what_one_could_not_make_the_next_tries() -> None:
    cache = VersionCache(9)
    with pytest.raises(ZeroDivisionError):
        cache.get_or_make("rows", "all", lambda: 1 // 0)
    assert cache.get_or_make("rows", "all", lambda: 7) == 7
