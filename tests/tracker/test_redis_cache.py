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


@pytest.mark.redis
def test_counting_takes_what_is_there_and_makes_nothing(settings):
    cache = RedisCache(settings.CACHES["default"]["LOCATION"], {})
    for first, timeout in ((1, None), (0, 60)):
        cache.set("counted", first, timeout=timeout)
        counts = [cache.incr("counted"), cache.incr("counted"), cache.decr("counted")]
        assert counts == [first + 1, first + 2, first + 1]
        cache.delete("counted")
    with pytest.raises(ValueError, match="counted"):
        cache.incr("counted")
    assert cache.get("counted") is None
