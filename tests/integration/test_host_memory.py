"""How deploy/install reckons with the memory of a host: that of a machine, or what a container may have of it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.launched import ROOT

pytestmark = pytest.mark.story
MIB = 1 << 20
UNITS = ROOT / "deploy/systemd"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """With 1,950 MiB, as one that is sold with 2 GB."""
    has(tmp_path, 1950)
    return tmp_path


def has(machine: Path, memory: int) -> None:
    (machine / "proc").mkdir(exist_ok=True)
    (machine / "proc/meminfo").write_text(f"MemTotal: {memory * 1024:12} kB\nMemFree: 12 kB\n")


def reckoned(machine: Path, words: str, processors: int = 2) -> str:
    script = f"set -euo pipefail; HERE={ROOT}; ENVIRONMENT={machine}/environment; nproc() {{ echo {processors}; }}; "
    script += f". {ROOT}/deploy/host/memory.sh; . {ROOT}/deploy/host/servers.sh; {words}"
    environment = {"PATH": "/usr/bin:/bin", "MACHINE_ROOT": str(machine)}
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_memory_is_that_of_the_machine(machine: Path) -> None:
    assert reckoned(machine, "memory") == "1950"


@pytest.mark.parametrize("file", ["memory.max", "memory/memory.limit_in_bytes"])
@pytest.mark.parametrize(
    ("bound", "memory"),
    [(str(1024 * MIB), "1024"), (str(4096 * MIB), "1950"), ("max", "1950"), ("9223372036854771712", "1950")],
)
def test_bound_of_a_container_counts(machine: Path, file: str, bound: str, memory: str) -> None:
    file = f"sys/fs/cgroup/{file}"
    (machine / file).parent.mkdir(parents=True, exist_ok=True)
    (machine / file).write_text(f"{bound}\n")
    assert reckoned(machine, "memory") == memory


@pytest.mark.parametrize(
    ("memory", "processors", "processes"),
    [
        (1800, 2, 2),
        (1950, 8, 2),
        (3900, 2, 3),
        (7900, 2, 4),
        (7900, 8, 6),
        (64000, 8, 16),
        (64000, 64, 16),
        (512, 1, 2),
    ],
)
def test_web_processes_are_as_many_as_memory_and_processors_carry(
    machine: Path, memory: int, processors: int, processes: int
) -> None:
    has(machine, memory)
    assert reckoned(machine, "web_processes", processors) == str(processes)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("WEB_CONCURRENCY=3", ""),
        ("WEB_CONCURRENCY=4", "is 4: of the memory of this host web may have 682 MiB, enough for 3"),
        ("WEB_CONCURRENCY=", ""),
        ("WEB_CONCURRENCY=auto", ""),
    ],
)
def test_more_web_processes_than_memory_carries_are_named(machine: Path, setting: str, words: str) -> None:
    (machine / "environment").write_text(f"{setting}\n")
    named = reckoned(machine, "too_many_web_processes")
    assert named.endswith(words)
    assert bool(named) == bool(words)


def test_every_part_is_bounded_by_less_than_all_parts_together() -> None:
    def share(file: str) -> int:
        (percent,) = re.findall(r"^MemoryMax=(\d+)%$", (UNITS / file).read_text(), re.MULTILINE)
        return int(percent)

    assert "Slice=tracker.slice\n" in (UNITS / "tracker-.service.d/hardening.conf").read_text()
    parts = {path.name: share(path.name) for path in UNITS.glob("*.service")}
    assert max(parts.values()) < share("tracker.slice") < 100


def test_a_part_that_grows_does_not_fill_the_swap_of_the_host() -> None:
    assert "MemorySwapMax=0\n" in (UNITS / "tracker.slice").read_text()
