"""Which sources an archive is asked for, how often and how slowly, and what becomes of the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from projects import tasks
from projects.actions.archives import ask_archives as module
from projects.actions.archives.ask_archives import ask_archives
from projects.models import ArchiveCopy, LinkCheck, Source
from projects.models.archive_copy import ArchiveAnswer
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NONE, LATER = ArchiveAnswer(), ArchiveAnswer(may_come=True)
STATES = ArchiveCopy.State


class Sweeps:
    """A clock that waiting moves, and the answers of an archive: a page that is not listed has a copy."""

    def __init__(self) -> None:
        self.at = datetime(2025, 3, 1, 12, tzinfo=UTC)
        self.answers: dict[str, ArchiveAnswer] = {}
        self.asked_at: list[tuple[str, datetime]] = []
        self.during: Callable[[], object] = lambda: None

    def ask(self, url: str) -> ArchiveAnswer:
        self.asked_at.append((url, self.at))
        self.during()
        return self.answers.get(url, ArchiveAnswer(f"https://archive.example/{url}"))

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def run(self, after: timedelta = timedelta(0), lasts: timedelta = HOUR) -> list[str]:
        """The addresses that a sweep asks for."""
        self.at += after
        before = len(self.asked_at)
        ask_archives(ask=self.ask, clock=lambda: self.at, wait=self.wait, lasts=lasts)
        return [url for url, _at in self.asked_at[before:]]


@pytest.fixture
def sweeps() -> Sweeps:
    return Sweeps()


def source(name: str, **columns) -> Source:
    return SourceFactory(**{"id": name, "url": f"https://example.org/{name}", **columns})


def the_copy() -> ArchiveCopy:
    return ArchiveCopy.objects.get()


def test_source_is_asked_for_once(sweeps) -> None:
    url = source("a").url
    assert sweeps.run() == [url]
    assert (the_copy().state, the_copy().url) == (STATES.PROPOSED, f"https://archive.example/{url}")
    assert sweeps.run(400 * DAY) == []
    assert Source.objects.get().archived_url == ""


def test_archive_without_a_copy_is_not_asked_again(sweeps) -> None:
    sweeps.answers[source("a").url] = NONE
    assert len(sweeps.run()) == 1
    assert the_copy().state == STATES.FAILED
    assert sweeps.run(400 * DAY) == []


def test_archive_that_does_not_answer_is_asked_three_times(sweeps) -> None:
    sweeps.answers[source("a").url] = LATER
    assert [len(sweeps.run(after)) for after in (HOUR, DAY - HOUR, HOUR, DAY, DAY)] == [1, 0, 1, 1, 0]
    assert (the_copy().state, the_copy().attempts) == (STATES.FAILED, 3)


@pytest.mark.parametrize(
    "columns",
    [{"url": ""}, {"url": "ftp://example.org/a"}, {"archived_url": "https://archive.example/a"}],
)
def test_source_that_needs_no_copy_is_not_asked_for(sweeps, columns) -> None:
    source("a", **columns)
    assert sweeps.run() == []


def test_dead_page_is_not_asked_for(sweeps) -> None:
    row = source("a")
    dead = {"failures": 3, "first_failed_at": sweeps.at, "is_dead": True, "next_check_at": sweeps.at}
    LinkCheck.objects.create(source=row, url=row.url, **dead)
    assert sweeps.run() == []


def test_source_that_got_a_copy_or_another_address_meanwhile_is_left_alone(sweeps) -> None:
    first, second = source("a"), source("b")
    sweeps.answers = {first.url: LATER, second.url: LATER}
    sweeps.run()
    Source.objects.filter(pk="a").update(archived_url="https://archive.example/a")
    Source.objects.filter(pk="b").update(url="https://example.org/elsewhere")
    assert sweeps.run(DAY) == []


def test_few_are_asked_for_slowly_the_latest_first(sweeps, monkeypatch) -> None:
    monkeypatch.setattr(module, "MOST_ASKED", 3)
    for number in range(5):
        source(f"s{number}", published=date(2024, 1, 1 + number))
    assert sweeps.run() == [f"https://example.org/s{number}" for number in (4, 3, 2)]
    times = [at for _url, at in sweeps.asked_at]
    assert min(later - earlier for earlier, later in pairwise(times)) >= module.PAUSE
    assert len(sweeps.run()) == 2


def test_nothing_is_begun_after_the_end_of_a_sweep(sweeps) -> None:
    for name in "abc":
        source(name)
    assert len(sweeps.run(lasts=timedelta(seconds=15))) == 2


def test_two_workers_never_ask_for_one_source(sweeps) -> None:
    source("a")
    other = Sweeps()
    sweeps.during = other.run
    assert len(sweeps.run()) == 1
    assert other.asked_at == []


def test_answer_is_dropped_where_another_worker_took_over(sweeps) -> None:
    source("a")
    sweeps.during = lambda: ArchiveCopy.objects.update(next_ask_at=sweeps.at + 2 * DAY)
    sweeps.run()
    assert the_copy().state == STATES.ASKED


@pytest.mark.parametrize(
    ("archive", "fetch", "count"),
    [("https://archive.example/save/{url}", True, 1), ("", True, 0), ("https://archive.example/save/{url}", False, 0)],
)
def test_archive_is_asked_only_where_the_operator_names_one(settings, monkeypatch, archive, fetch, count) -> None:
    settings.ARCHIVE_URL, settings.FETCH_PAGES = archive, fetch
    source("a")
    monkeypatch.setattr(tasks, "ask_archive", lambda _url: NONE)
    assert tasks.ask_archives() == count
