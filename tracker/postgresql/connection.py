"""A connection that gives up on a server that keeps the line and says nothing: its disk hangs, or it was stopped."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

Result = TypeVar("Result")


class BoundedConnection(Connection[Any]):
    """The server's own limits cannot end a statement while the server stands still; ``at_most`` seconds do."""

    at_most: ClassVar[float | None] = None  # of this process

    def wait(self, gen: PQGen[Result], interval: float = 0.1, timeout: float | None = None) -> Result:
        """As psycopg's, for every answer of the server. Raises OperationalError, and the connection is closed then."""
        try:
            return super().wait(gen, interval, timeout or self.at_most)
        except OperationalError as error:
            if timeout is None and self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
                raise OperationalError(f"the server has said nothing for {self.at_most} seconds") from error
            raise
