"""Server addresses: each form that is accepted, and what is said about those that are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker import addresses

pytestmark = pytest.mark.once


def test_postgres_address_with_password_and_options() -> None:
    read = addresses.database("postgres://tracker:p%40ss@db.example.org:5433/promises?sslmode=require&pool_size=8")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == ("tracker", "p@ss", "db.example.org", "5433")
    assert read["OPTIONS"] == {
        "pool": {"min_size": 1, "max_size": 8, "timeout": 5.0, "reconnect_timeout": 5.0},
        "prepare_threshold": 5, "sslmode": "require", **addresses.NOTICES,
    }  # fmt: skip


def test_postgres_address_says_how_soon_a_server_that_vanished_is_noticed() -> None:
    options = addresses.database("postgres://u:p@host/db?connect_timeout=20&keepalives=0")["OPTIONS"]
    assert (options["connect_timeout"], options["tcp_user_timeout"], options["keepalives"]) == ("20", "15000", "0")


@pytest.mark.parametrize(("words", "threshold"), [("none", None), ("0", 0), ("20", 20)])
def test_postgres_address_says_when_plans_are_kept(words: str, threshold: int | None) -> None:
    read = addresses.database(f"postgres://u:p@host/db?prepare_threshold={words}")
    assert read["OPTIONS"]["prepare_threshold"] == threshold


def test_postgres_address_of_a_socket() -> None:
    assert addresses.database("postgres://tracker@/promises?host=/run/postgresql")["HOST"] == "/run/postgresql"


def test_postgres_address_of_several_hosts_goes_to_the_one_that_takes_writes() -> None:
    read = addresses.database("postgres://tracker:p%40ss@a.example.org,b.example.org:5433/promises?sslmode=require")
    assert (read["HOST"], read["PORT"], read["PASSWORD"]) == ("a.example.org,b.example.org", "5432,5433", "p@ss")
    assert (read["OPTIONS"]["target_session_attrs"], read["OPTIONS"]["sslmode"]) == ("read-write", "require")
    chosen = addresses.database("postgres://u:p@a,b/db?target_session_attrs=any")
    assert chosen["OPTIONS"]["target_session_attrs"] == "any"


def test_address_of_a_replica_prefers_a_standby_of_several() -> None:
    assert addresses.replica("postgres://u:p@a,b/db")["OPTIONS"]["target_session_attrs"] == "prefer-standby"
    assert "target_session_attrs" not in addresses.replica("postgres://u:p@a/db")["OPTIONS"]


def test_sqlite_address_writes_ahead_and_locks_at_once() -> None:
    read = addresses.database("sqlite:////var/lib/tracker/tracker.sqlite3")
    assert read["NAME"] == "/var/lib/tracker/tracker.sqlite3"
    assert read["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in read["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("url", "port", "starttls", "ssl"),
    [
        ("smtp://127.0.0.1:2525", 2525, False, False),
        ("smtp+tls://u:p@mail.example.org", 587, True, False),
        ("smtps://u:p@mail.example.org", 465, False, True),
    ],
)
def test_mail_address(url: str, port: int, starttls: bool, ssl: bool) -> None:
    read = addresses.email(url)
    assert (read.port, read.starttls, read.ssl) == (port, starttls, ssl)


def test_redis_socket_is_read_for_the_cache() -> None:
    assert addresses.cache("redis+socket:///run/redis.sock?virtual_host=1")["LOCATION"] == "unix:///run/redis.sock?db=1"


@pytest.mark.parametrize(
    ("read", "url", "words"),
    [
        (addresses.database, "postgres://u:secret@a,,b/db", "DATABASE_URL has a host without a name.*other:5432"),
        (addresses.database, "postgres://u:secret@a:x,b/db", "DATABASE_URL cannot be read as an address"),
        (addresses.replica, "mysql://u:secret@host/db", "DATABASE_REPLICA_URL starts with mysql://.*postgres://"),
        (addresses.database, "mysql://u:secret@host/db", "DATABASE_URL starts with mysql://.*postgres://"),
        (addresses.database, "tracker.sqlite3", "DATABASE_URL has no scheme"),
        (addresses.database, "postgres://u:secret@host:port/db", "DATABASE_URL cannot be read"),
        (addresses.database, "postgres://u:secret@host/", "a database"),
        (addresses.database, "postgres://u:secret@host/db?pool_size=none", "pool_size=none"),
        (addresses.database, "postgres://u:secret@host/db?prepare_threshold=-1", "prepare_threshold=-1"),
        (addresses.cache, "memcached://host", "CACHE_URL .*redis://"),
        (lambda url: addresses.broker(url, Path("/x")), "amqp://u:secret@host", "CELERY_BROKER_URL .*redis://"),
        (addresses.email, "sendmail://", "EMAIL_URL .*smtp://"),
        (addresses.email, "smtp://host?timeout=soon", "timeout in whole seconds"),
    ],
)
def test_address_that_cannot_be_used_is_refused_without_its_password(read, url: str, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words) as refused:
        read(url)
    assert "secret" not in str(refused.value)
