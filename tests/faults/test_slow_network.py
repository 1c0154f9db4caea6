"""The lines to PostgreSQL, Redis and the mail server are slow, stand still or break: pages answer within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import servers
from tests.faults.clusters import Postgres
from tests.faults.proxy import Line, line_to, line_to_socket
from tests.faults.site import Answer, Site
from tests.soak.hand import HandError
from tests.soak.town import Town, town

pytestmark = pytest.mark.fault

PAGES = ("/targets/", "/kk/targets/", "/api/v1/targets/?page_size=5", "/changes/")
STATEMENT, LOCK = 6, 3  # seconds, in place of minutes
BOUND = 60  # seconds for a page: what it waits for, on a machine that has other things to do
THREADS = 16  # of two processes


@dataclass
class Place:
    site: Site
    database: Line
    redis: Line


@pytest.fixture(scope="module")
def place(
    site: Site, primary: Postgres, redis: servers.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """The site, which reaches its servers through lines of ours."""
    with line_to(primary.port) as database, line_to_socket(redis.url) as cache:
        far = Site(
            tmp_path_factory.mktemp("far"),
            **site.environment
            | {
                "DATABASE_URL": f"postgres://tracker@127.0.0.1:{database.port}/tracker",
                "CELERY_BROKER_URL": f"redis://127.0.0.1:{cache.port}/0",
                "CACHE_URL": f"redis://127.0.0.1:{cache.port}/1",
                "WEB_STATEMENT_SECONDS": str(STATEMENT),
                "WEB_LOCK_SECONDS": str(LOCK),
            },
        )
        with far.served():
            yield Place(far, database, cache)


@pytest.fixture
def far(place: Place) -> Iterator[Place]:
    """The same, with lines that are well again afterwards."""
    assert {place.site.until(page, 200).status for page in PAGES} == {200}
    yield place
    place.database.flow()
    place.redis.flow()


def ask_many(site: Site, number: int = THREADS * 2) -> list[Answer]:
    """More readers at once than there are threads, each of whom wants a page that nobody has made yet."""
    with ThreadPoolExecutor(number) as readers:
        paths = [f"/api/v1/targets/?page_size={5 + turn}" for turn in range(number)]
        return list(readers.map(lambda path: site.ask(path, timeout=BOUND * 4), paths))


def test_slow_lines_are_slow_pages(far: Place) -> None:
    far.database.delay = far.redis.delay = 0.05
    far.database.rate = 200_000
    assert [far.site.ask(page).status for page in PAGES] == [200] * len(PAGES)
    assert {answer.status for answer in ask_many(far.site)} <= {200, 503}


def test_database_that_stands_still_costs_a_bounded_time_and_no_thread_for_good(far: Place) -> None:
    far.database.stand_still()
    answers = ask_many(far.site)
    assert {answer.status for answer in answers} == {503}
    assert max(answer.seconds for answer in answers) < BOUND
    assert not far.site.ready()["database"]["ok"]
    far.database.flow()
    far.site.until("/targets/", 200, seconds=BOUND)
    answers = ask_many(far.site)
    assert {answer.status for answer in answers} == {200}


def test_silent_database_is_given_up_where_nothing_else_is_set(site: Site, primary: Postgres, tmp_path: Path) -> None:
    """After a minute and five seconds, or a little later on a machine that has other things to do."""
    with line_to(primary.port) as database:
        address = f"postgres://tracker@127.0.0.1:{database.port}/tracker"
        usual = Site(tmp_path, **site.environment | {"DATABASE_URL": address})
        with usual.served():
            assert {answer.status for answer in ask_many(usual)} == {200}
            database.stand_still()
            answers = ask_many(usual)
            slowest = max(answer.seconds for answer in answers)
            print(f"given up after {slowest:.0f} s")
            assert {answer.status for answer in answers} == {503}
            assert 65 <= slowest < 65 + BOUND
            database.flow()
            usual.until("/targets/", 200, seconds=BOUND)
            assert {answer.status for answer in ask_many(usual)} == {200}


def test_lines_that_break_amid_answers(far: Place) -> None:
    far.database.breaks_after = 3_000
    answers = ask_many(far.site)
    assert {answer.status for answer in answers} <= {200, 503}
    assert far.database.broken
    far.database.flow()
    far.database.reset()
    assert far.site.until("/targets/", 200, seconds=BOUND).status == 200
    assert {answer.status for answer in ask_many(far.site)} == {200}


def test_redis_that_stands_still_costs_seconds(far: Place) -> None:
    far.redis.stand_still()
    for page in PAGES:
        answer = far.site.ask(page)
        assert (page, answer.status) == (page, 200)
        assert answer.seconds < BOUND / 2
    assert far.site.ask("/readyz").seconds < BOUND / 2
    assert not far.site.ready()["cache"]["ok"]
    far.redis.flow()
    far.redis.reset()
    far.site.until("/targets/", 200)
    assert far.site.ready()["cache"]["ok"]


PEOPLE = 30
DUE = datetime(2026, 3, 9, 3, tzinfo=UTC)  # a Monday


@pytest.fixture(scope="module")
def away_from_its_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, Line, Line]]:
    """A town, and the lines by which a worker may reach the mail server and the database."""
    with ExitStack() as stack:
        here = stack.enter_context(town(tmp_path_factory.mktemp("town")))
        here.hand().ask("populate", people=PEOPLE, targets=6, at=datetime(2026, 1, 5, 6, tzinfo=UTC))
        socket = Path(here.environment["DATABASE_URL"].partition("host=")[2]) / ".s.PGSQL.5432"
        mail, database = (stack.enter_context(line) for line in (line_to(here.mail.port), line_to_socket(str(socket))))
        yield here, mail, database


def test_digests_over_slow_lines_that_break_are_sent_once(
    away_from_its_servers: tuple[Town, Line, Line],
) -> None:
    here, mail, database = away_from_its_servers
    near = here.hands[0]
    here.fresh(near, DUE, time_zone="Asia/Almaty", weekday=0, hour=8)
    here.tell(near, DUE - timedelta(days=1), seed=1, number=3)
    far = here.hand(
        EMAIL_URL=f"smtp://127.0.0.1:{mail.port}?timeout=5",
        DATABASE_URL=f"postgres://tracker@127.0.0.1:{database.port}/tracker",
    )
    mail.delay = database.delay = 0.01
    far.begin("sweep", at=DUE)
    here.until_taken(4, patience=120)
    database.reset()
    with pytest.raises(HandError):
        far.finish()
    mail.rate, mail.breaks_after = 400_000, 60_000
    far.ask("sweep", at=DUE + timedelta(minutes=10))
    assert mail.broken
    mail.flow()

    for minutes in (20, 40, 60):
        near.ask("sweep", at=DUE + timedelta(minutes=minutes))
    assert set(here.mail.recipients.values()) == {1}
    states = near.ask("states")
    assert set(states) <= {"sent", "uncertain"}
    assert states.get("uncertain", 0) <= 1 + mail.broken
    for at in (DUE + timedelta(days=7), DUE + timedelta(days=7, minutes=1), DUE + timedelta(days=7, minutes=25)):
        near.ask("sweep", at=at)
    assert here.prove(near, DUE + timedelta(days=7, minutes=25)) == []
