"""The pool hands out no connection that the server has ended, and asks nothing of those that it has not."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def other() -> Iterator[psycopg.Connection]:
    """A connection of its own beside the pool."""
    given = {name: value for name, value in connection.get_connection_params().items() if name in WHERE}
    with psycopg.connect(**given, autocommit=True) as apart:
        yield apart


WHERE = {"dbname", "user", "password", "host", "port"}


def backend() -> int:
    """The process of the server that a request is answered by; the connection goes back to the pool."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number: int = cursor.fetchone()[0]
    connection.close()
    return number


def waiting(*statements: str) -> set[int]:
    """The processes behind all connections that wait in the pool, each of which has carried out the statements."""
    backend()  # opens the pool
    held = [connection.pool.getconn() for _number in range(connection.pool.get_stats()["pool_available"])]
    for connection_ in held:
        for statement in statements:
            connection_.execute(statement)
        connection.pool.putconn(connection_)
    return {connection_.info.backend_pid for connection_ in held}


def test_connections_that_the_server_ended_are_passed_over(other: psycopg.Connection) -> None:
    ended = waiting()
    assert backend() in ended, "the pool keeps them"
    for number in ended:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    assert backend() not in ended


def test_connection_with_news_to_read_is_kept(other: psycopg.Connection) -> None:
    backends = waiting("LISTEN tracker_test")
    other.execute("NOTIFY tracker_test")
    try:
        assert backend() in backends
    finally:
        waiting("UNLISTEN *")


def test_nothing_is_asked_of_a_connection_that_is_well(other: psycopg.Connection) -> None:
    waiting("SELECT 'the last that was asked'")
    connection.ensure_connection()
    statement = other.execute(
        "SELECT query FROM pg_stat_activity WHERE pid = %s", [connection.connection.info.backend_pid]
    ).fetchone()
    connection.close()
    assert statement == ("SELECT 'the last that was asked'",)
