"""A Debian host for tests: a fresh system with systemd as its first process, in a network namespace of its own.

mmdebstrap makes it from Debian's packages, systemd-nspawn boots it, slirp4netns lets it reach the registries and
nothing reach it. Nothing of this machine is changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.deployment import host_memory
from tests.launched import ROOT

PROGRAMS = ("mmdebstrap", "systemd-nspawn", "slirp4netns", "nsenter", "ip")
BASE = "systemd,systemd-sysv,dbus,ca-certificates,iproute2"
AUTHORITIES = Path("/usr/local/share/ca-certificates")  # this machine's own: registries may be behind them
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
APPLY = ("--apply", "--domain", "tracker.example.org", "--mail", "editors@example.org", "--record", "kazakhstan")
PATIENCE = 600.0  # seconds; a machine may be busy with other tests


def lacking() -> str:
    """What keeps this machine from booting a host; empty where nothing does."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        return f"no {', '.join(missing)} here: deploy/install was NOT tried on Debian 12 and 13"
    return "" if os.geteuid() == 0 else "only root can boot a host: deploy/install was NOT tried on Debian 12 and 13"


@dataclass
class Host:
    """A booted host. Its clone of the tracker is read-only, at /root/clone."""

    suite: str
    root: Path
    leader: int
    memory: Path | None = None  # the group that bounds it

    def run(self, *command: str, check: bool = False, **variables: str) -> subprocess.CompletedProcess[str]:
        """A command as root on the host."""
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "PIP_CERT": BUNDLE, **variables}
        words = ["env", "-i", *(f"{name}={value}" for name, value in environment.items()), *command]
        done = subprocess.run(self.reaching(words), capture_output=True, text=True, check=False)
        assert not check or done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done

    def reaching(self, words: list[str]) -> list[str]:
        """What has them run there."""
        return ["nsenter", "-t", str(self.leader), "-m", "-u", "-i", "-n", "-p", "--", *words]

    def kernel_messages(self) -> str:
        """Of the kernel that it runs on: this machine's."""
        return subprocess.run(["dmesg"], capture_output=True, text=True, check=True).stdout

    def install(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("/root/clone/deploy/install", *arguments)

    def status(self, path: str, name: str = "tracker.example.org") -> int:
        """The status of a page over TLS, through nginx; 0 where nobody answers."""
        place = ["--resolve", f"{name}:443:127.0.0.1", f"https://{name}{path}"]
        return int(self.run("curl", "-sk", "-o", "/dev/null", "-w", "%{http_code}", "-m", "60", *place).stdout or 0)

    def page(self, path: str) -> str:
        place = ["--resolve", "tracker.example.org:443:127.0.0.1", f"https://tracker.example.org{path}"]
        return self.run("curl", "-sk", "-m", "60", *place).stdout

    def manage(self, *words: str) -> str:
        """What a management command of the tracker printed."""
        return self.run("/srv/tracker/deploy/manage", *words, check=True).stdout

    def shown(self, unit: str, name: str) -> str:
        """A property of a unit."""
        return self.run("systemctl", "show", unit, "--value", "-p", name, check=True).stdout.strip()

    def sql(self, statement: str) -> str:
        """What the tracker's database answers to its administrator."""
        done = self.run("runuser", "-u", "postgres", "--", "psql", "-X", "-At", "tracker", "-c", statement, check=True)
        return done.stdout.strip()

    def until_status(self, path: str, status: int) -> None:
        end = time.monotonic() + PATIENCE
        while (answered := self.status(path)) != status:
            assert time.monotonic() < end, f"{path} answers {answered}, not {status}: {self.page(path)[-2000:]}"
            time.sleep(1)


def until(holds: Callable[[], object], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(1)


def make(suite: str, root: Path) -> None:
    """A minimal Debian with systemd, from the mirror; it trusts the authorities that this machine trusts."""
    subprocess.run(
        ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={BASE}", suite, str(root)], check=True, timeout=900
    )
    for file in AUTHORITIES.glob("*.crt"):
        shutil.copy(file, root / AUTHORITIES.relative_to("/"))
    subprocess.run(["chroot", str(root), "update-ca-certificates"], check=True, capture_output=True)
    (root / "etc/resolv.conf").unlink(missing_ok=True)
    (root / "etc/resolv.conf").write_text("nameserver 10.0.2.3\n")  # slirp4netns'


@contextmanager
def booted(suite: str, root: Path, clone: Path = ROOT) -> Iterator[Host]:
    """The host that was made at ``root``, running; ended afterwards with all that it started."""
    name = f"tracker-{suite}-{os.getpid()}"
    with network(name) as namespace, host_memory.small(name) as memory:
        words = ["--register=no", "--keep-unit", "--resolv-conf=off", "--console=read-only", f"--directory={root}"]
        words += [f"--machine={name}", f"--network-namespace-path={namespace}", f"--bind-ro={clone}:/root/clone"]
        words += ["--boot"] if memory is None else ["--kill-signal=SIGRTMIN+3", *host_memory.BOOT]
        with (root.parent / f"{suite}.console").open("wb") as console:
            container = subprocess.Popen(
                host_memory.within(memory, "systemd-nspawn", *words),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                # systemd 257 boots on the first version of cgroups only where it is told to.
                env={**os.environ, "SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE": "1"},
            )
        try:
            yield _running(suite, root, container, memory)
        finally:
            container.terminate()
            with suppress(subprocess.TimeoutExpired):
                container.wait(timeout=60)
            container.kill()
            container.wait()


@contextmanager
def network(name: str) -> Iterator[str]:
    """The path of a network namespace out of which the world can be reached."""
    namespace = f"/run/netns/{name}"
    subprocess.run(["ip", "netns", "add", name], check=True)
    subprocess.run(["ip", "-n", name, "link", "set", "lo", "up"], check=True)
    process = subprocess.Popen(
        ["slirp4netns", "--netns-type=path", "--configure", "--disable-host-loopback", namespace, "tap0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield namespace
    finally:
        process.terminate()
        process.wait()
        subprocess.run(["ip", "netns", "delete", name], check=False)


def _running(suite: str, root: Path, container: subprocess.Popen[bytes], memory: Path | None) -> Host:
    end = time.monotonic() + PATIENCE
    while True:
        assert container.poll() is None, (root.parent / f"{suite}.console").read_text(errors="replace")
        children = Path(f"/proc/{container.pid}/task/{container.pid}/children").read_text().split()
        if children:
            host = Host(suite, root, int(children[0]), memory)
            if host.run("systemctl", "is-system-running").stdout.strip() in {"running", "degraded"}:
                return host
        assert time.monotonic() < end, "the host does not boot"
        time.sleep(0.5)
