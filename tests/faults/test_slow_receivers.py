"""Receivers of web hooks that drip, say nothing, flood or lead in circles: the others get theirs, and so do links."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from tests import servers
from tests.faults.clusters import Postgres
from tests.faults.site import Site
from tests.faults.workers import until, worker
from tests.holders import answering, silent
from tests.soak.hand import Hand

pytestmark = pytest.mark.fault

EACH = 12  # messages for each receiver
STATES = "SELECT count(*)::int FROM accounts_message WHERE recipient = '{}' AND state = '{}'"
HOOK = "SELECT failures, error, disabled_at IS NOT NULL FROM accounts_webhook WHERE url = '{}'"
ALMOST_GIVEN_UP = "UPDATE accounts_webhook SET failures = 19 WHERE url = '{}'"
NOTICE = "SELECT count(*)::int FROM accounts_message WHERE channel = 'mail' AND key LIKE 'hook-off:%'"
SEND = """
from accounts.tasks import deliver_other_channels
deliver_other_channels.delay("webhook")
"""
SEND_ANOTHER = """
from projects.tasks import check_links
check_links.delay()
"""


def drip(line: socket.socket, over: Event) -> None:
    """A byte a second."""
    line.recv(65_536)
    line.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while not over.wait(1):
        line.sendall(b"x")


def ten_megabytes(line: socket.socket, over: Event) -> None:
    line.recv(65_536)
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n")
    line.sendall(b"x" * 10_000_000)


def circle(line: socket.socket, over: Event) -> None:
    line.recv(65_536)
    line.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")


def well(line: socket.socket, over: Event) -> None:
    line.recv(65_536)
    line.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")


@pytest.fixture
def hooks() -> Iterator[dict[str, str]]:
    """The address of each receiver; the one that is well comes last."""
    with ExitStack() as stack:
        yield {
            answer.__name__: f"http://127.0.0.1:{stack.enter_context(answering(answer))}/"
            for answer in (drip, silent, ten_megabytes, circle, well)
        }


@pytest.fixture
def tracker(primary: Postgres, redis: servers.Server, hooks: dict[str, str], tmp_path: Path) -> Site:
    """A tracker with as many messages for each hook, those for the slow ones due first."""
    site = Site(tmp_path, DATABASE_URL=primary.url, WEB_HOOK_NETWORKS="127.0.0.0/8", **servers.of_redis(redis))
    hand = Hand(site.environment, tmp_path / "hand.log")
    now = datetime.now(UTC)  # noqa: TID251  # the tasks go by this clock too
    hand.ask("hooks", at=now - timedelta(minutes=1), urls=list(hooks.values()), messages=EACH)
    hand.end()
    return site


def test_slow_receivers_keep_nobody_else_waiting(tracker: Site, primary: Postgres, hooks: dict[str, str]) -> None:
    primary.ask(ALMOST_GIVEN_UP.format(hooks["circle"]))
    with worker(tracker, "outgoing", "tracker-outgoing.service") as (process, log):
        until(lambda: " ready." in log.read_text(), log)
        tracker.manage("shell", "--no-imports", "-c", SEND)
        primary.until(STATES.format(hooks["well"], "sent"), EACH, seconds=240)
        assert primary.ask(STATES.format(hooks["drip"], "pending"))[0][0] == EACH, "one sweep was enough"
        # The worker has threads left for other requests.
        tracker.manage("shell", "--no-imports", "-c", SEND_ANOTHER)
        until(lambda: "check_links[" in log.read_text().rpartition(" succeeded in ")[0], log)
        until(lambda: log.read_text().count("deliver_other_channels") >= 2 * 4, log)
        until(lambda: log.read_text().count(" succeeded in ") >= 5, log)
        assert process.poll() is None

    assert primary.ask(STATES.format(hooks["ten_megabytes"], "sent")) == [(EACH,)]
    for name in ("drip", "silent"):
        failures, reason, is_off = primary.ask(HOOK.format(hooks[name]))[0]
        assert (0 < failures <= 4, is_off) == (True, False)
        assert "longer than 10 seconds" in reason or "timed out" in reason
    _failures, reason, is_off = primary.ask(HOOK.format(hooks["circle"]))[0]
    assert (is_off, "redirects are not followed" in reason) == (True, True)
    assert primary.ask(STATES.format(hooks["circle"], "sent")) == [(0,)]
    assert primary.ask(NOTICE) == [(1,)]
