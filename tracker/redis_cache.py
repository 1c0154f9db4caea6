"""Django's cache in Redis, with one client for each pool of connections.

Django makes a client for every command, which takes longer than the command. A client holds nothing but its pool. What
it buys: docs/speed.md, “What is bought dearly”.
"""

from __future__ import annotations

from typing import Any

from django.core.cache.backends import redis


class OneClient(redis.RedisCacheClient):
    """Remembers the client of each server."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._clients: dict[int, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """The client for the server that Django would choose."""
        pool: Any = self._get_connection_pool(write)  # type: ignore[attr-defined]  # not in the stubs
        client = self._clients.get(id(pool))
        if client is None:
            client = self._clients[id(pool)] = self._client(connection_pool=pool)  # type: ignore[attr-defined]  # as above
        return client

    def incr(self, key: Any, delta: int) -> int:
        """One command where Django sends two. Raises ValueError where there was nothing to count on.

        Redis begins a missing count at 0 and without an end. A count that somebody has set to 0 without an end looks
        the same and is taken for missing: begin such a count at 1.
        """
        client = self.get_client(key, write=True)
        count = int(client.incr(key, delta))
        if count == delta and client.ttl(key) < 0:
            client.delete(key)
            raise ValueError(f"There is no {key!r} to count on.")
        return count


class RedisCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClient
