"""A process of a unit takes more memory than the unit may have: the kernel ends it, it is replaced, no work is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.deployment import host_memory
from tests.deployment.debian_host import Host, lacking
from tests.deployment.growing import (
    GROW,
    RUNNING,
    children,
    ended,
    ends_alone_when_it_grows,
    grow,
    is_started_anew_when_it_grows,
    leaves_the_rest_its_memory_when_all_of_it_grows,
    may_grow,
    until_replaced,
)
from tests.deployment.hooks import Hook, receiving
from tests.deployment.judging import in_hand
from tests.deployment.writing import nothing_is_lost_amid

WHY_NOT = lacking() or host_memory.lacking()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "a host's memory can be bounded")
SHARES = {"web": 35, "worker@1": 30, "outgoing": 15, "beat": 10, "prepare": 20, "backup": 20}
# The units have their shares of two GiB, the host has more: a unit meets its own bound before the host has none left.
ROOM = 8 * host_memory.GIB


@pytest.fixture(scope="module")
def hook(installed: Host) -> Iterator[Hook]:
    with receiving(installed) as hook:
        yield hook


@pytest.fixture(scope="module")
def growing(installed: Host, hook: Hook) -> Iterator[Host]:
    """A host on which a process of the tracker that gets a signal grows without end."""
    assert installed.memory is not None
    with may_grow(installed):
        host_memory.limit(installed.memory, ROOM)
        yield installed
        host_memory.limit(installed.memory, host_memory.SMALL)


@pytest.mark.parametrize("part", SHARES)
def test_unit_may_have_its_share(growing: Host, part: str) -> None:
    most = int(growing.shown(f"tracker-{part}", "MemoryMax"))
    assert 0 <= host_memory.SMALL * SHARES[part] // 100 - most < 4096  # whole pages


def test_all_parts_together_may_have_three_quarters(growing: Host) -> None:
    assert int(growing.shown("tracker.slice", "MemoryMax")) == host_memory.SMALL * 3 // 4


def test_parts_that_grow_together_leave_the_rest_its_memory(growing: Host) -> None:
    assert growing.memory is not None
    host_memory.limit(growing.memory, host_memory.SMALL)
    leaves_the_rest_its_memory_when_all_of_it_grows(growing)
    host_memory.limit(growing.memory, ROOM)


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
        grow(growing, *processes)
        until_replaced(growing, main, processes)
        assert len(ended(growing, "worker@1") - before) == 2
    assert growing.shown("tracker-worker@1", "MainPID") == main


@pytest.mark.parametrize("part", RUNNING)
def test_part_that_grows_is_started_anew(growing: Host, part: str) -> None:
    is_started_anew_when_it_grows(growing, part)


def test_message_goes_out_once_though_outgoing_grows(growing: Host, hook: Hook) -> None:
    before = ended(growing, "outgoing")
    grow(growing, growing.shown("tracker-outgoing", "MainPID"))
    number = hook.enqueue("grown")
    hook.until_state(number, "sent")
    assert hook.requests == [number]
    assert len(ended(growing, "outgoing") - before) == 1


@pytest.mark.parametrize("part", ["prepare", "backup"])
def test_command_that_grows_ends_alone(growing: Host, part: str) -> None:
    ends_alone_when_it_grows(growing, part)
