"""An address may ask as often as it is allowed, and the cache is asked for every tenth request of a large allowance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from projects.http import counted_ahead
from projects.http.counted_ahead import CountedAhead
from projects.http.rate_limits import Allowance

pytestmark = pytest.mark.once


class Shelf:
    """A cache that several processes share; it remembers how often it was asked."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()
        self.questions = 0

    def count(self, key: str, more: int) -> int:
        self.questions += 1
        self.sums[key] += more
        return self.sums[key]


def numbers(process: CountedAhead, shelf: Shelf, requests: int, allowed: int = 6000) -> list[int]:
    return [process.next("key", allowed, shelf.count) for _request in range(requests)]


def test_one_process_counts_every_request_once_and_asks_the_cache_for_every_tenth() -> None:
    shelf = Shelf()
    assert numbers(CountedAhead(), shelf, 1000) == list(range(1, 1001))
    assert shelf.questions == 100


def test_in_the_second_half_of_an_allowance_every_request_is_counted_by_itself() -> None:
    shelf = Shelf()
    assert numbers(CountedAhead(), shelf, 6001)[-2:] == [6000, 6001]
    assert shelf.sums["key"] == 6001


@pytest.mark.parametrize("allowed", [1, 10, 300, 999])
def test_a_small_allowance_is_counted_one_by_one(allowed: int) -> None:
    shelf = Shelf()
    assert numbers(CountedAhead(), shelf, 20, allowed) == list(range(1, 21))
    assert shelf.questions == 20


def test_several_processes_give_no_number_twice_and_lose_less_than_ten_each() -> None:
    shelf, processes = Shelf(), [CountedAhead() for _number in range(4)]
    given = [number for _round in range(1501) for process in processes for number in numbers(process, shelf, 1)]
    assert len(set(given)) == len(given)
    refused_from = next(place for place, number in enumerate(given) if number > 6000)
    assert 6000 - 9 * len(processes) <= refused_from <= 6000


def test_threads_of_a_process_give_no_number_twice() -> None:
    shelf, process = Shelf(), CountedAhead()
    with ThreadPoolExecutor(8) as threads:
        given = [
            number for part in threads.map(lambda _thread: numbers(process, shelf, 200), range(8)) for number in part
        ]
    assert len(set(given)) == len(given)


def test_what_is_kept_does_not_grow_with_the_addresses() -> None:
    shelf, process = Shelf(), CountedAhead()
    for number in range(3 * counted_ahead.MOST_KEYS):
        process.next(f"key {number}", 6000, shelf.count)
    assert len(process._spans) <= counted_ahead.MOST_KEYS


def test_a_cache_that_answers_no_more_is_an_error_once_what_was_counted_is_spent() -> None:
    shelf, process = Shelf(), CountedAhead()

    def away(_key: str, _more: int) -> int:
        raise ConnectionError

    numbers(process, shelf, 1)
    count: Callable[[str, int], int] = away
    assert [process.next("key", 6000, count) for _request in range(9)] == list(range(2, 11))
    with pytest.raises(ConnectionError):
        process.next("key", 6000, count)


@pytest.mark.usefixtures("standing_clock")
def test_the_allowance_of_the_api_is_counted_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    additions: list[int] = []
    incr = cache.incr
    monkeypatch.setattr(cache, "incr", lambda key, more=1: (additions.append(more), incr(key, more))[1])
    request = RequestFactory().get("/api/v1/targets/")
    assert [Allowance().spend(request) for _request in range(25)] == [None] * 25
    assert additions == [10, 10, 10]
