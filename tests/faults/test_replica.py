"""Two real servers with streaming replication: who reads where, how stale it may be, and a fail-over."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from projects.models.table_write import SINCE, STATE
from tests import migrated, servers
from tests.faults.clusters import Postgres, first_server, standby_of
from tests.faults.site import Site

pytestmark = pytest.mark.fault

PAGES = ("/", "/targets/", "/changes/", "/programmes/", "/api/v1/targets/?page_size=5")
RENAME = "UPDATE projects_organisation SET name = '{}' WHERE id = (SELECT min(id) FROM projects_organisation)"
SCANS = "SELECT COALESCE(sum(xact_commit + xact_rollback), 0)::int FROM pg_stat_database WHERE datname = 'tracker'"


@pytest.fixture
def pair() -> Iterator[tuple[Postgres, Postgres]]:
    with first_server() as primary:
        migrated.in_postgresql(primary.url)
        with standby_of(primary) as standby:
            yield primary, standby


def test_a_standby_logs_what_was_under_way_when_its_state_was_read(pair: tuple[Postgres, Postgres]) -> None:
    primary, standby = pair
    insert = "INSERT INTO projects_territory (id, name, name_ru, name_kk) VALUES ('{0}', '{0}', '', '')"
    with closing(psycopg.connect(primary.url)) as slow:
        slow.execute(insert.format("begun-first"))
        primary.ask(insert.format("ended-first"))
        standby.until("SELECT count(*) FROM projects_territory", 1)
        (snapshot, *_state) = standby.ask(STATE)[0]
        slow.commit()
    standby.until("SELECT count(*) FROM projects_territory", 2)
    with closing(psycopg.connect(standby.url)) as reader:
        written = reader.execute(SINCE, {"snapshot": snapshot, "latest": None}).fetchall()
    assert ("projects_territory", "insert", ["begun-first"]) in written


@pytest.fixture
def site(pair: tuple[Postgres, Postgres], redis: servers.Server, tmp_path) -> Iterator[Site]:  # type: ignore[no-untyped-def]
    primary, standby = pair
    both = f"postgres://tracker@{primary.place},{standby.place}/tracker"
    site = Site(
        tmp_path,
        DATABASE_URL=both,
        DATABASE_REPLICA_URL=standby.url,
        DATABASE_REPLICA_SECONDS="3",
        **servers.of_redis(redis),
    )
    site.load()
    with site.served():
        yield site


def first_body(site: Site, **headers: str) -> str:
    answer = site.ask("/api/v1/organisations/?page_size=500", **headers)
    assert answer.status == 200
    return answer.body


def until_replica_is_used(site: Site) -> None:
    end = time.monotonic() + 30
    while site.ready()["replica"]["detail"].split()[0] != "readers":
        assert time.monotonic() < end, site.ready()["replica"]
        site.ask("/targets/")
        time.sleep(0.3)


def test_readers_read_the_replica_within_the_bound_and_on_through_every_fault(
    site: Site, pair: tuple[Postgres, Postgres]
) -> None:
    primary, standby = pair
    until_replica_is_used(site)

    # Replay stands still: for three seconds readers see the copy, whoever wrote sees what they wrote; then all do.
    standby.ask("SELECT pg_wal_replay_pause()")
    time.sleep(1.5)
    primary.ask(RENAME.format("Renamed body"))
    assert "Renamed body" not in first_body(site)
    assert "Renamed body" in first_body(site, Cookie="wrote=1")
    end = time.monotonic() + 15
    while "Renamed body" not in first_body(site):
        assert time.monotonic() < end, "the replica is used although it is too far behind"
        time.sleep(0.2)
    assert "behind" in site.ready()["replica"]["detail"]
    standby.ask("SELECT pg_wal_replay_resume()")
    until_replica_is_used(site)

    # The replica dies amid reading: nobody sees it.
    standby.kill()
    for _turn in range(5):
        assert [site.ask(path).status for path in PAGES] == [200] * len(PAGES)
    assert not site.ready()["replica"]["ok"]
    assert site.log_lines("Readers are sent to the primary: replica away")
    standby.start()
    until_replica_is_used(site)

    # The primary dies: readers read on, who wants to write is told to come again, and nothing typed is lost.
    primary.kill()
    time.sleep(3)
    assert [site.ask(path).status for path in PAGES] == [200] * len(PAGES)
    sent = site.ask(
        "/ru/desk/report/",
        "POST",
        f"note=%3Cb%3EWords&csrfmiddlewaretoken={'a' * 32}",
        Content_Type="application/x-www-form-urlencoded",
        Cookie=f"csrftoken={'a' * 32}; sessionid={'b' * 32}",
    )
    assert (sent.status, sent.headers["retry-after"]) == (503, "30")
    assert "&lt;b&gt;Words</textarea>" in sent.body
    login = site.ask("/ru/accounts/login/", Cookie="sessionid=" + "a" * 32)
    assert (login.status, login.headers["retry-after"]) == (503, "30")
    assert "Временно недоступно" in login.body
    assert not site.ready()["database"]["ok"]

    # Fail-over: the standby becomes the primary, and the tracker finds it by its second host.
    standby.promote()
    standby.until("SELECT pg_is_in_recovery()", False)
    for _turn in range(6):  # of both processes
        site.until("/accounts/login/", 200, seconds=30)
    assert site.ready()["database"]["ok"]
    assert "Renamed body" in first_body(site)
    site.manage("refresh_assessments", "--verify")
