"""The cache in Redis makes one client for all commands."""

from __future__ import annotations

import pytest

from tracker.redis_cache import RedisCache


def test_commands_share_a_client_and_its_pool():
    cache = RedisCache("redis://127.0.0.1:1/0", {})
    client = cache._cache.get_client("key", write=True)
    assert cache._cache.get_client("other") is client
    assert client.connection_pool is cache._cache._get_connection_pool(True)


def test_servers_have_a_client_each():
    cache = RedisCache("redis://127.0.0.1:1/0,redis://127.0.0.1:2/0", {})
    written, read = cache._cache.get_client(write=True), cache._cache.get_client()
    assert written is not read
    assert read is cache._cache.get_client()


class Counter:
    """As much of a client as counting needs: values by key, and the seconds that each has left."""

    def __init__(self, **seconds: int) -> None:
        self.seconds = seconds
        self.values = dict.fromkeys(seconds, 0)

    def incr(self, key: str, delta: int) -> int:
        self.values[key] = self.values.get(key, 0) + delta
        return self.values[key]

    def ttl(self, key: str) -> int:
        return self.seconds.get(key, -1)

    def delete(self, key: str) -> None:
        del self.values[key]


def test_counting_takes_what_is_there_and_makes_nothing(monkeypatch):
    commands, counter = RedisCache("redis://127.0.0.1:1/0", {})._cache, Counter(there=60)
    monkeypatch.setattr(commands, "get_client", lambda key=None, write=False: counter)
    assert [commands.incr("there", 1), commands.incr("there", 1)] == [1, 2]
    with pytest.raises(ValueError, match="absent"):
        commands.incr("absent", 1)
    assert counter.values == {"there": 2}
