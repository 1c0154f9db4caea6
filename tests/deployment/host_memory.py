"""How much memory a booted host has: that of a small machine, so that a process can use up its unit's share of it.

systemd-nspawn hands the first version of cgroups on unwritable, so that MemoryMax bounds nothing; here it is made
writable, below a group of the host's own, before systemd starts. With the second version alone the host has all memory
of this machine.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup/memory")
GIB = 1 << 30
SMALL = 2 * GIB  # what docs/operations.md asks for
BOOT = ("sh", "-c", f"mount -o remount,bind,rw {GROUPS} && exec /sbin/init")  # on the host
ENTERING = ("sh", "-c", 'echo $$ >"$0" && exec "$@"')


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
    group = GROUPS / name
    group.mkdir()
    try:
        limit(group, SMALL)
        yield group
    finally:
        for folder in sorted((path for path in group.rglob("*") if path.is_dir()), reverse=True):
            folder.rmdir()
        group.rmdir()


def limit(group: Path, size: int) -> None:
    (group / "memory.limit_in_bytes").write_text(str(size))


def within(group: Path | None, *command: str) -> list[str]:
    """The words that start a command in the group."""
    return [*command] if group is None else [*ENTERING, str(group / "cgroup.procs"), *command]


def ended_by_kernel(group: Path, unit: str) -> set[str]:
    """What this machine's kernel says of each process that it has ended because the unit's memory was used up."""
    messages = subprocess.run(["dmesg"], capture_output=True, text=True, check=True).stdout
    bounded = rf"oom_memcg=/{group.name}/\S+/{re.escape(unit)}\.service,"
    return {line for line in messages.splitlines() if re.search(bounded, line)}
