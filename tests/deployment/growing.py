"""Processes of a host's units that take memory without end, when they are told to; and whom the kernel ended for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.deployment import growth, host_memory
from tests.deployment.debian_host import Host, until

RUNNING = ("web", "worker@1", "worker@2", "outgoing", "beat")
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


@contextmanager
def may_grow(host: Host) -> Iterator[None]:
    """Meanwhile a process of the tracker that gets a signal grows without end."""
    host.run("bash", "-ec", BEGIN, check=True)
    host.until_status("/readyz", 200)
    yield
    host.run("bash", "-ec", END, check=True)
    host.until_status("/readyz", 200)


def grow(host: Host, *processes: str) -> None:
    host.run("bash", "-c", f"{GROW} {' '.join(processes)}", check=True)


def ended(host: Host, part: str) -> set[str]:
    """The kernel's line for each process that it ended because the unit, and not the whole host, had no memory left."""
    return host_memory.ended_by_kernel(host.kernel_messages(), host.memory, rf"tracker-{part}\.service")


def children(host: Host, main: str) -> list[str]:
    return host.run("cat", f"/proc/{main}/task/{main}/children").stdout.split()


def until_replaced(host: Host, main: str, gone: list[str]) -> None:
    until(
        lambda: not {*gone} & {*children(host, main)} and len(children(host, main)) >= len(gone),
        "their place is not taken",
    )


def is_started_anew_when_it_grows(host: Host, part: str) -> None:
    unit = f"tracker-{part}"
    main, before = host.shown(unit, "MainPID"), ended(host, part)
    grow(host, main)
    until(
        lambda: host.shown(unit, "ActiveState") == "active" and host.shown(unit, "MainPID") not in {"0", main},
        f"{part} is not started anew",
    )
    assert ended(host, part) - before
    host.until_status("/readyz", 200)


def leaves_the_rest_its_memory_when_all_of_it_grows(host: Host) -> None:
    """Every process of every part at once: the tracker's own bound is met, before the host has no memory left."""
    rest = ("nginx", "redis-server", f"postgresql@{host.run('ls', '/etc/postgresql').stdout.strip()}-main")
    mains = [host.shown(f"tracker-{part}", "MainPID") for part in RUNNING]
    before = [host.shown(unit, "MainPID") for unit in rest]
    messages = host.kernel_messages()
    grow(host, *(child for main in mains for child in children(host, main)), *mains)
    until(
        lambda: not {*mains} & {host.shown(f"tracker-{part}", "MainPID") for part in RUNNING}, "they are not replaced"
    )
    host.until_status("/readyz", 200)
    assert [host.shown(unit, "MainPID") for unit in rest] == before
    new = host.kernel_messages().removeprefix(messages)
    assert host_memory.ended_by_kernel(new, host.memory, r"tracker[^,\s]*\.(slice|service)")
    assert "global_oom" not in new
    if host.memory is not None:
        assert not host_memory.ended_by_kernel(new, None, host.memory.name)


def ends_alone_when_it_grows(host: Host, part: str) -> None:
    """Of the units that end by themselves: nobody else notices, and the next start is as ever."""
    unit, before = f"tracker-{part}", ended(host, part)
    backups = host.run("ls", "/var/backups/tracker", check=True).stdout
    host.run("touch", "/run/growth/first", check=True)
    assert host.run("systemctl", "restart", unit).returncode != 0
    host.run("rm", "/run/growth/first", check=True)
    assert len(ended(host, part) - before) == 1
    assert host.shown(unit, "ActiveState") == "failed"
    assert host.status("/readyz") == 200
    assert host.run("ls", "/var/backups/tracker", check=True).stdout == backups
    host.run("systemctl", "restart", unit, check=True)
