"""Memory that a process may have: bounded by the kernel for a group of processes (cgroup), or for one (RLIMIT_AS)."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
# The files of cgroup 2 and of cgroup 1: what is used, what may be, where the killed are counted.
NAMES = {
    CGROUPS: ("memory.current", "memory.max", "memory.events"),
    CGROUPS / "memory": ("memory.usage_in_bytes", "memory.limit_in_bytes", "memory.oom_control"),
}
PAGE = os.sysconf("SC_PAGE_SIZE")


class Group:
    """A cgroup of its own."""

    def __init__(self, folder: Path, used: str, most: str, events: str) -> None:
        self.folder = folder
        self._used, self._most, self._events = used, most, events

    def add(self, process: int) -> None:
        """Take a process in, and what it starts from now on."""
        (self.folder / "cgroup.procs").write_text(str(process))

    def limit(self, size: int | None) -> None:
        """Bound what all have together, in bytes; None: not at all."""
        free = "max" if self._most == "memory.max" else "-1"
        (self.folder / self._most).write_text(free if size is None else str(size))

    @property
    def used(self) -> int:
        """Bytes that all have together."""
        return int((self.folder / self._used).read_text())

    def tighten(self) -> None:
        """Bound what all have together to what they cannot give back: whatever they ask for now is too much."""
        size = self.used
        with suppress(OSError):  # cgroup 1 refuses a limit that is too low, cgroup 2 kills
            while not self.killed:
                self.limit(size)
                size -= 1 << 20

    @property
    def killed(self) -> int:
        """How many processes the kernel has killed because the memory ran out."""
        numbers = dict(line.split() for line in (self.folder / self._events).read_text().splitlines())
        return int(numbers["oom_kill"])


@contextmanager
def group(name: str) -> Iterator[Group]:
    root, names = _root()
    folder = root / f"faults-{name}-{os.getpid()}"
    folder.mkdir()
    try:
        yield Group(folder, *names)
    finally:
        for process in (folder / "cgroup.procs").read_text().split():
            (root / "cgroup.procs").write_text(process)
        folder.rmdir()


def why_not() -> str:
    """Why no memory can be bounded for several processes here; empty if it can."""
    try:
        with group("tried") as tried:
            tried.limit(None)
            return "" if tried.used == tried.killed == 0 else "cgroups count no memory here: it was NOT bounded"
    except (OSError, LookupError) as error:
        return f"memory of a group of processes was NOT bounded: no cgroup can be written ({error})"


def bound(process: int, further: int) -> None:
    """Let a running process ask for so many bytes more than it has; it gets a MemoryError for more."""
    size = int(Path(f"/proc/{process}/statm").read_text().split()[0]) * PAGE + further
    resource.prlimit(process, resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))


def prefer(process: int) -> None:
    """Have the kernel choose this one of a group; else it mostly chooses whoever has most."""
    Path(f"/proc/{process}/oom_score_adj").write_text("1000")


def _root() -> tuple[Path, tuple[str, str, str]]:
    for root, names in NAMES.items():
        if (root / "cgroup.procs").exists():
            return root, names
    raise LookupError("there are none")
