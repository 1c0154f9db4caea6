"""Hosts of their own as far as the network goes: network namespaces, each joined to this one by a cable (veth)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Host:
    """``here`` is our end of its cable, where it finds our servers; ``there`` is where we find it."""

    name: str
    here: str
    there: str
    device: str

    @property
    def enter(self) -> list[str]:
        """What a command begins with that runs there."""
        return ["ip", "netns", "exec", self.name]

    def vanish(self) -> None:
        """Nothing that is sent to it arrives any more, and it says nothing, as when its power is cut."""
        _ip("-n", self.name, "link", "set", self.device, "down")

    def come_back(self) -> None:
        _ip("-n", self.name, "link", "set", self.device, "up")


def why_not() -> str:
    """Why there can be no namespaces here; empty if there can."""
    if os.geteuid() != 0 or not shutil.which("ip", path="/usr/sbin:/sbin:/usr/bin:/bin"):
        return "network namespaces need root and iproute2: several hosts were NOT tried"
    tried = subprocess.run(["ip", "netns", "add", f"faults-{os.getpid()}"], capture_output=True, check=False)
    subprocess.run(["ip", "netns", "del", f"faults-{os.getpid()}"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "no network namespaces here: several hosts were NOT tried"


@contextmanager
def host(number: int) -> Iterator[Host]:
    """A host in a network of this process and number, so that what a killed run left behind is in nobody's way."""
    network = f"10.{100 + os.getpid() // 250 % 100}.{os.getpid() % 120 * 2 + number}"
    ours, theirs = f"ft{os.getpid() % 10_000}o{number}", f"ft{os.getpid() % 10_000}t{number}"
    made = Host(f"faults-{os.getpid()}-{number}", f"{network}.1", f"{network}.2", theirs)
    _ip("netns", "add", made.name)
    try:
        _ip("link", "add", ours, "type", "veth", "peer", "name", theirs, "netns", made.name)
        _ip("addr", "add", f"{made.here}/24", "dev", ours)
        _ip("link", "set", ours, "up")
        _ip("-n", made.name, "addr", "add", f"{made.there}/24", "dev", theirs)
        _ip("-n", made.name, "link", "set", theirs, "up")
        _ip("-n", made.name, "link", "set", "lo", "up")
        yield made
    finally:
        _ip("netns", "del", made.name)


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
