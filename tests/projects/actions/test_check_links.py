"""Which links are checked when, by whom, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from projects import tasks
from projects.actions import check_links as module
from projects.actions.check_links import check_links
from projects.actions.erase_claim import erase_claim
from projects.actions.rename_row import rename_row
from projects.models import LinkCheck, Source
from projects.models.link_check import LinkAnswer
from tests.factories import SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
GONE, THERE = LinkAnswer(404), LinkAnswer(200)


class Sweeps:
    """A clock that waiting moves, and the answers of the web: an address that is not listed is there."""

    def __init__(self) -> None:
        self.at = datetime(2025, 3, 1, 12, tzinfo=UTC)
        self.answers: dict[str, LinkAnswer] = {}
        self.asked_at: list[tuple[str, datetime]] = []
        self.during: Callable[[], object] = lambda: None

    def look(self, url: str) -> LinkAnswer:
        self.asked_at.append((url, self.at))
        self.during()
        return self.answers.get(url, THERE)

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def run(self, after: timedelta = timedelta(0), lasts: timedelta = HOUR) -> list[str]:
        """The addresses that a sweep asks."""
        self.at += after
        before = len(self.asked_at)
        check_links(look=self.look, clock=lambda: self.at, wait=self.wait, lasts=lasts)
        return [url for url, _at in self.asked_at[before:]]


@pytest.fixture
def sweeps() -> Sweeps:
    return Sweeps()


def source(name: str, host: str = "example.org", **columns) -> Source:
    return SourceFactory(id=name, url=f"https://{host}/{name}", **columns)


def the_check() -> LinkCheck:
    return LinkCheck.objects.get()


def test_link_is_checked_weekly(sweeps) -> None:
    url = source("a").url
    assert sweeps.run() == [url]
    assert (the_check().status, the_check().checked_at, the_check().failures) == (200, sweeps.at, 0)
    assert sweeps.run(7 * DAY - HOUR) == []
    assert sweeps.run(HOUR) == [url]


@pytest.mark.parametrize("url", ["", "ftp://example.org/a"])
def test_what_is_no_address_of_the_web_is_not_asked(sweeps, url) -> None:
    SourceFactory(url=url)
    assert sweeps.run() == []


def test_link_that_fails_is_asked_daily_and_is_dead_after_three_days(sweeps) -> None:
    url = source("a").url
    sweeps.answers[url] = GONE
    sweeps.run()
    began = sweeps.at
    for _day in range(2):
        assert sweeps.run(DAY - HOUR) == []
        assert sweeps.run(HOUR) == [url]
        assert not the_check().is_dead
    sweeps.run(DAY)
    assert (the_check().is_dead, the_check().first_failed_at, the_check().failures) == (True, began, 4)
    del sweeps.answers[url]
    sweeps.run(DAY)
    assert (the_check().is_dead, the_check().first_failed_at, the_check().failures) == (False, None, 0)


def test_two_failures_are_no_death_however_far_apart(sweeps) -> None:
    sweeps.answers[source("a").url] = LinkAnswer(None, "unreachable")
    sweeps.run()
    sweeps.run(30 * DAY)
    assert (the_check().is_dead, the_check().failures, the_check().error) == (False, 2, "unreachable")


def test_source_with_another_address_begins_anew(sweeps) -> None:
    row = source("a")
    sweeps.answers[row.url] = GONE
    for _day in range(4):
        sweeps.run(DAY)
    assert LinkCheck.objects.dead().count() == 1
    Source.objects.filter(pk="a").update(url="https://example.org/b")
    assert LinkCheck.objects.dead().count() == 0
    assert sweeps.run() == ["https://example.org/b"]
    assert (the_check().url, the_check().is_dead, the_check().failures) == ("https://example.org/b", False, 0)
    assert sweeps.run() == []


def test_never_checked_come_first_then_the_oldest(sweeps) -> None:
    for number, name in enumerate("cba"):
        source(name, f"{number}.example.org")
        sweeps.run(HOUR)
    source("new", "new.example.org")
    sweeps.at += 8 * DAY
    assert [url.rpartition("/")[2] for url in sweeps.run()] == ["new", "c", "b", "a"]


def test_sweep_is_bounded_in_all_and_for_a_host(sweeps, monkeypatch) -> None:
    monkeypatch.setattr(module, "MOST_CHECKED", 6)
    monkeypatch.setattr(module, "MOST_OF_A_HOST", 4)
    for number in range(9):
        source(f"a{number}", "many.example.org")
        source(f"b{number}", "MANY.example.org")
    source("y", "few.example.org")
    source("z", "other.example.org")
    asked_for = sweeps.run()
    assert len(asked_for) == 6
    assert sum("many.example.org" in url.lower() for url in asked_for) == 4
    assert len(sweeps.run(HOUR)) == 4


def test_links_of_a_host_are_a_second_apart(sweeps) -> None:
    for name in "abc":
        source(name)
    sweeps.run()
    moments = [at for _url, at in sweeps.asked_at]
    assert [later - at for at, later in pairwise(moments)] == [timedelta(seconds=1)] * 2


def test_nothing_is_begun_when_the_time_is_over(sweeps) -> None:
    for name in "abc":
        source(name)
    assert len(sweeps.run(lasts=timedelta(seconds=2))) == 2
    assert len(sweeps.run()) == 1


def test_two_workers_never_ask_the_same(sweeps) -> None:
    for name in "abc":
        source(name, f"{name}.example.org")
    other = Sweeps()
    sweeps.during = other.run
    asked_for = sweeps.run() + [url for url, _at in other.asked_at]
    assert len(asked_for) == len(set(asked_for)) == 3


def test_worker_whose_claim_is_over_writes_nothing(sweeps) -> None:
    url = source("a").url
    sweeps.answers[url] = GONE
    other = Sweeps()
    sweeps.during = lambda: other.run(2 * HOUR)
    sweeps.run()
    assert (other.asked_at[0][0], the_check().status, the_check().failures) == (url, 200, 0)


def test_source_that_goes_during_its_check_takes_it_along(sweeps) -> None:
    row = source("a")
    sweeps.during = lambda: erase_claim(claim=row, reason="Twice.", by=UserFactory(editor=True), at=sweeps.at)
    sweeps.run()
    assert not LinkCheck.objects.exists()


def test_check_follows_a_renamed_source(sweeps) -> None:
    row = source("a")
    sweeps.run()
    rename_row(row=row, new_id="b", by=UserFactory(editor=True), at=sweeps.at)
    assert the_check().source_id == "b"
    assert sweeps.run() == []


@pytest.mark.parametrize(
    ("check", "fetch", "count"), [(True, True, 1), (False, True, 0), (True, False, 0), (None, True, 0)]
)
def test_task_asks_nobody_unless_it_is_switched_on(settings, monkeypatch, check, fetch, count) -> None:
    if check is not None:  # else as it is shipped
        settings.CHECK_LINKS = check
    settings.FETCH_PAGES = fetch
    source("a")
    asked_for: list[str] = []
    monkeypatch.setattr(tasks, "look_at_link", lambda url: asked_for.append(url) or THERE)
    assert tasks.check_links() == count == len(asked_for)


def test_number_of_queries_to_choose_does_not_depend_on_how_many_there_are(sweeps, django_assert_num_queries) -> None:
    for number in range(30):
        source(f"s{number}")
    with django_assert_num_queries(4 + 2 * module.MOST_OF_A_HOST):
        sweeps.run()
