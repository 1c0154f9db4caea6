"""A part of a host is stuck: systemd kills it and starts it anew, and what it had in hand is not done twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.deployment.debian_host import Host, lacking, until
from tests.deployment.hooks import receiving

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking() or "a host can be booted")
QUARTER_OF_AN_HOUR_PASSES = (
    "UPDATE accounts_message SET sending_at = sending_at - interval '16 minutes' WHERE state = 'sending'"
)


@contextmanager
def shorter_watchdog(host: Host, part: str, silence: str) -> Iterator[str]:
    """Of a minute, so that a test need not wait long. The unit, newly started."""
    unit = f"tracker-{part}"
    assert host.shown(unit, "WatchdogUSec") == silence
    assert re.search(r"\w", host.shown(unit, "WatchdogTimestamp")), "it has not said that it is there"
    folder = f"/run/systemd/system/{unit}.service.d"
    shorter = f"mkdir -p {folder}; printf '[Service]\\nWatchdogSec=60\\nTimeoutAbortSec=5\\n' >{folder}/shorter.conf"
    host.run("sh", "-c", f"{shorter}; systemctl daemon-reload; systemctl restart {unit}", check=True)
    yield unit
    host.run("sh", "-c", f"rm {folder}/shorter.conf; systemctl daemon-reload; systemctl restart {unit}", check=True)
    host.until_status("/readyz", 200)


def until_started_anew(host: Host, unit: str, stuck: str) -> None:
    until(lambda: host.shown(unit, "NRestarts") != "0", f"{unit} is not started anew")
    assert "Watchdog timeout" in host.run("journalctl", "-q", "--no-pager", "-u", unit).stdout
    assert host.shown(unit, "MainPID") != stuck


@pytest.mark.parametrize(("part", "silence"), [("beat", "3min"), ("worker@1", "15min")])
def test_stuck_part_is_killed_by_its_watchdog(installed: Host, part: str, silence: str) -> None:
    with shorter_watchdog(installed, part, silence) as unit:
        stuck = installed.shown(unit, "MainPID")
        installed.run("bash", "-c", f"kill -STOP {stuck}", check=True)
        until_started_anew(installed, unit, stuck)


def test_message_of_an_outgoing_that_is_stuck_goes_out_once(installed: Host) -> None:
    """It is stuck when its request has arrived and no answer has come: nobody may send that message again."""
    with receiving(installed) as hook, shorter_watchdog(installed, "outgoing", "15min") as unit:
        stuck = installed.shown(unit, "MainPID")
        hook.stop_sender()
        first = hook.enqueue("first")
        until(lambda: "T (stopped)" in installed.run("cat", f"/proc/{stuck}/status").stdout, "it is not stopped")
        second = hook.enqueue("second")
        until_started_anew(installed, unit, stuck)
        hook.until_state(second, "sent")
        assert hook.state(first) == "sending"
        installed.sql(QUARTER_OF_AN_HOUR_PASSES)
        hook.until_state(first, "uncertain")
        third = hook.enqueue("third")
        hook.until_state(third, "sent")
        assert hook.requests == [first, second, third]
