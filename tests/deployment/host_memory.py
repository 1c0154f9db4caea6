"""How much memory a booted host has: that of a small machine, so that a process can use up its unit's share of it.

systemd-nspawn hands the first version of cgroups on unwritable, so that MemoryMax bounds nothing; here it is made
writable, below a group of the host's own, before systemd starts. Two hosts at once would share nspawn's group, and end
each other's processes, so each has its own there too. With the second version alone the host has all memory of this
machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
GROUPS = CGROUPS / "memory"
TREES = (GROUPS, CGROUPS / "systemd", CGROUPS / "unified")  # what counts memory, and what systemd orders processes by
GIB = 1 << 30
SMALL = 2 * GIB  # what docs/operations.md asks for
BOOT = ("sh", "-c", f"mount -o remount,bind,rw {GROUPS} && exec /sbin/init")  # on the host
ENTER = f'for tree in {CGROUPS}/*/; do [ ! -d "$tree$0" ] || echo $$ >"$tree$0/cgroup.procs"; done; exec "$@"'


def lacking() -> str:
    """Why no unit's memory is bounded on a host here; empty where it is."""
    is_there = (GROUPS / "memory.limit_in_bytes").exists()
    return "" if is_there else "no cgroup 1 that counts memory: MemoryMax was NOT tried"


@contextmanager
def small(name: str) -> Iterator[Path | None]:
    """A group for the host of that name and all its processes. None where there can be none."""
    if lacking():
        yield None
        return
    groups = [tree / name for tree in TREES if tree.is_dir()]
    for group in groups:
        group.mkdir()
    try:
        limit(groups[0], SMALL)
        yield groups[0]
    finally:
        for folder in sorted((path for group in groups for path in group.glob("**/")), reverse=True):
            folder.rmdir()


def limit(group: Path, size: int) -> None:
    (group / "memory.limit_in_bytes").write_text(str(size))


def within(group: Path | None, *command: str) -> list[str]:
    """The words that start a command in the group."""
    return [*command] if group is None else ["sh", "-ec", ENTER, group.name, *command]


def ended_by_kernel(messages: str, group: Path | None, bound: str) -> set[str]:
    """What the kernel said of each process that it ended because what is bound so had used up its memory."""
    above = "" if group is None else f"/{group.name}"
    return {line for line in messages.splitlines() if re.search(rf"oom_memcg={above}/([^,\s]+/)?{bound},", line)}
