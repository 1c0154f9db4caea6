"""Hosts take turns, and between two requests to one there is a pause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from projects.actions.host_turns import HostPauses, host_of, in_turns

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.org:8000/a", "example.org"),
        ("http://[::1]/", "::1"),
        ("http://[::1", "http://[::1"),
        ("", ""),
    ],
)
def test_host_of_an_address(url, host) -> None:
    assert host_of(url) == host


def test_hosts_take_turns_and_none_is_asked_often() -> None:
    addresses = [(number, f"https://many.org/{number}") for number in range(9)] + [(9, "https://few.org/")]
    assert in_turns(addresses, most=10, most_of_a_host=3) == [0, 9, 1, 2]
    assert in_turns(addresses, most=2, most_of_a_host=3) == [0, 1]


def test_pause_is_that_of_a_host() -> None:
    waits: list[float] = []
    at = datetime(2025, 3, 1, tzinfo=UTC)
    pauses = HostPauses(lambda: at, waits.append)
    pauses.before("https://a.org/1")
    assert pauses.after("https://a.org/1") == at
    pauses.before("https://b.org/1")
    pauses.before("https://A.org/2")
    pauses.before("https://a.org/3", timedelta(seconds=5))
    assert waits == [1, 5]
