"""A process of a unit takes more memory than the unit may have: the kernel ends it, it is replaced, no work is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.deployment import growth, host_memory
from tests.deployment.debian_host import Host, lacking, until
from tests.deployment.hooks import Hook, receiving
from tests.deployment.judging import in_hand
from tests.deployment.writing import nothing_is_lost_amid

WHY_NOT = lacking() or host_memory.lacking()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "a host's memory can be bounded")
SHARES = {"web": 60, "worker@1": 50, "outgoing": 25, "beat": 20, "prepare": 75, "backup": 50}
RUNNING = ("web", "worker@1", "worker@2", "outgoing", "beat")
# The units have their shares of two GiB, the host has more: a unit meets its own bound before the host has none left.
ROOM = 8 * host_memory.GIB
DROP_INS = "/run/systemd/system/tracker-"
RESTART = f"systemctl daemon-reload; systemctl restart {' '.join(f'tracker-{part}' for part in RUNNING)}"
BEGIN = f"""
cd /root/clone/tests/deployment
install -D -m 644 growth.py /run/growth/sitecustomize.py
for unit in prepare backup; do install -D -m 644 growth.conf {DROP_INS}$unit.service.d/growth.conf; done
mkdir -p {DROP_INS}.service.d
printf '[Service]\\nEnvironment=PYTHONPATH=/run/growth\\n' >{DROP_INS}.service.d/growth.conf
{RESTART}
"""
END = f"rm -r /run/growth {DROP_INS}*.service.d/growth.conf; {RESTART}"
GROW = f"kill -{int(growth.SIGNAL)}"


@pytest.fixture(scope="module")
def hook(installed: Host) -> Iterator[Hook]:
    with receiving(installed) as hook:
        yield hook


@pytest.fixture(scope="module")
def growing(installed: Host, hook: Hook) -> Iterator[Host]:
    """A host on which a process of the tracker that gets a signal grows without end."""
    assert installed.memory is not None
    installed.run("bash", "-ec", BEGIN, check=True)
    installed.until_status("/readyz", 200)
    host_memory.limit(installed.memory, ROOM)
    yield installed
    host_memory.limit(installed.memory, host_memory.SMALL)
    installed.run("bash", "-ec", END, check=True)
    installed.until_status("/readyz", 200)


def ended(host: Host, part: str) -> set[str]:
    """The kernel's line for each process that it ended because the unit, and not the whole host, had no memory left."""
    assert host.memory is not None
    return host_memory.ended_by_kernel(host.memory, f"tracker-{part}")


def children(host: Host, main: str) -> list[str]:
    return host.run("cat", f"/proc/{main}/task/{main}/children").stdout.split()


def until_replaced(host: Host, main: str, gone: list[str]) -> None:
    until(
        lambda: not {*gone} & {*children(host, main)} and len(children(host, main)) >= len(gone),
        "their place is not taken",
    )


@pytest.mark.parametrize("part", SHARES)
def test_unit_may_have_its_share(growing: Host, part: str) -> None:
    most = int(growing.shown(f"tracker-{part}", "MemoryMax"))
    assert 0 <= host_memory.SMALL * SHARES[part] // 100 - most < 4096  # whole pages


def test_web_process_that_grows_costs_nothing_that_was_taken(growing: Host) -> None:
    main, before = growing.shown("tracker-web", "MainPID"), ended(growing, "web")
    processes = children(growing, main)
    nothing_is_lost_amid(growing, f"{GROW} {processes[0]}", "grown")
    until_replaced(growing, main, processes[:1])
    assert len(ended(growing, "web") - before) == 1
    assert growing.shown("tracker-web", "MainPID") == main


def test_worker_processes_that_grow_cost_no_verdict(growing: Host) -> None:
    main, before = growing.shown("tracker-worker@1", "MainPID"), ended(growing, "worker@1")
    with in_hand(growing):
        processes = children(growing, main)
        assert len(processes) == 2
        growing.run("bash", "-c", f"{GROW} {' '.join(processes)}", check=True)
        until_replaced(growing, main, processes)
        assert len(ended(growing, "worker@1") - before) == 2
    assert growing.shown("tracker-worker@1", "MainPID") == main


@pytest.mark.parametrize("part", RUNNING)
def test_part_that_grows_is_started_anew(growing: Host, part: str) -> None:
    unit = f"tracker-{part}"
    main, before = growing.shown(unit, "MainPID"), ended(growing, part)
    growing.run("bash", "-c", f"{GROW} {main}", check=True)
    until(
        lambda: growing.shown(unit, "ActiveState") == "active" and growing.shown(unit, "MainPID") not in {"0", main},
        f"{part} is not started anew",
    )
    assert ended(growing, part) - before
    growing.until_status("/readyz", 200)


def test_message_goes_out_once_though_outgoing_grows(growing: Host, hook: Hook) -> None:
    before = ended(growing, "outgoing")
    growing.run("bash", "-c", f"{GROW} {growing.shown('tracker-outgoing', 'MainPID')}", check=True)
    number = hook.enqueue("grown")
    hook.until_state(number, "sent")
    assert hook.requests == [number]
    assert len(ended(growing, "outgoing") - before) == 1


@pytest.mark.parametrize("part", ["prepare", "backup"])
def test_command_that_grows_ends_alone(growing: Host, part: str) -> None:
    unit, before = f"tracker-{part}", ended(growing, part)
    backups = growing.run("ls", "/var/backups/tracker", check=True).stdout
    growing.run("touch", "/run/growth/first", check=True)
    assert growing.run("systemctl", "restart", unit).returncode != 0
    growing.run("rm", "/run/growth/first", check=True)
    assert len(ended(growing, part) - before) == 1
    assert growing.shown(unit, "ActiveState") == "failed"
    assert growing.status("/readyz") == 200
    assert growing.run("ls", "/var/backups/tracker", check=True).stdout == backups
    growing.run("systemctl", "restart", unit, check=True)
