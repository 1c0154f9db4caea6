"""A cache that is away: readers read on uncounted, and what guards secrets is refused."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from redis.exceptions import ConnectionError as RedisAway

from projects.http.rate_limits import AWAY, Allowance, MailboxAllowance, SearchAllowance, WrongPasswordAllowance

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def counted_keys(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    keys: list[str] = []

    def away(key: str, *_given: object) -> int:
        keys.append(key)
        raise RedisAway

    monkeypatch.setattr(Allowance, "_away_until", 0.0)
    monkeypatch.setattr(cache, "incr", away)
    return keys


def test_readers_read_on_and_the_cache_is_left_alone_for_a_while(
    counted_keys: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    request = RequestFactory().get("/targets/?search=road")
    assert [Allowance().spend(request), SearchAllowance().spend(request)] == [None, None]
    assert len(counted_keys) == 1
    assert caplog.text.count("Requests are not counted") == 1
    monkeypatch.setattr(Allowance, "_away_until", Allowance._away_until - AWAY)
    assert Allowance().spend(request) is None
    assert len(counted_keys) == 2


@pytest.mark.parametrize("allowance", [WrongPasswordAllowance(), MailboxAllowance("a@example.org")])
def test_what_guards_passwords_and_mailboxes_is_refused(allowance: Allowance) -> None:
    with pytest.raises(RedisAway):
        allowance.spend(RequestFactory().post("/accounts/login/"))
