"""A connection that waits no longer than it is told for a server that says nothing."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from tracker.postgresql.connection import BoundedConnection

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]
WHERE = {"dbname", "user", "password", "host", "port"}


class HastyConnection(BoundedConnection):
    at_most = 0.2


def test_server_that_says_nothing_is_given_up() -> None:
    given = {name: value for name, value in connection.get_connection_params().items() if name in WHERE}
    with HastyConnection.connect(**given) as hasty:
        assert hasty.execute("SELECT 1").fetchone() == (1,)
        with pytest.raises(psycopg.OperationalError, match=r"said nothing for 0\.2 seconds"):
            hasty.execute("SELECT pg_sleep(2)")
        assert hasty.closed


def test_error_of_the_server_leaves_the_connection_as_it_is() -> None:
    given = {name: value for name, value in connection.get_connection_params().items() if name in WHERE}
    with HastyConnection.connect(**given, autocommit=True) as hasty:
        hasty.execute("SET statement_timeout = '50ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            hasty.execute("SELECT pg_sleep(60)")
        assert not hasty.closed
