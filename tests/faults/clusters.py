"""PostgreSQL servers on loopback that are killed, copied and promoted; durable, as on a real server."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from tests import servers
from tests.benchmarks.serving import free_port

OPTIONS = ("max_connections=120", "hot_standby=on", "wal_level=replica", "max_wal_senders=5", "shared_buffers=32MB")


class Postgres:
    """One server: its data folder, its port on loopback, and its process."""

    def __init__(self, folder: Path, binaries: Path, *options: str) -> None:
        self.folder, self.binaries, self.port = folder, binaries, free_port()
        self.data = folder / f"data-{self.port}"
        self.options = options
        self.place = f"127.0.0.1:{self.port}"
        self.url = f"postgres://tracker@{self.place}/tracker"
        self._server: servers.Server | None = None

    def start(self) -> None:
        options = [
            *OPTIONS,
            "listen_addresses=127.0.0.1",
            f"port={self.port}",
            f"unix_socket_directories={self.folder}",
        ]
        words = [word for option in (*options, *self.options) for word in ("-c", option)]
        command = [self.binaries / "postgres", "-D", self.data, *words]
        address = f"host=127.0.0.1 port={self.port} user=tracker dbname=postgres connect_timeout=3"
        self._server = servers.Server(
            self.url, command, self.folder, lambda: psycopg.connect(address).close(), **servers.demoted()
        )
        self._server.start()

    def stop(self, sign: Any = signal.SIGINT) -> None:
        if self._server is not None:
            self._server.stop(sign)

    def kill(self) -> None:
        """As when the machine ends: no process of it says goodbye."""
        self.stop(signal.SIGQUIT)

    def promote(self) -> None:
        """Make a standby the primary."""
        self.run("pg_ctl", "promote", "-D", self.data)

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        with closing(psycopg.connect(self.url, autocommit=True)) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]  # fixed texts of the tests
            return cursor.fetchall() if cursor.description else []

    def run(self, program: str, *words: Any) -> None:
        command = [self.binaries / program, *words]
        made = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/", **servers.demoted())
        assert made.returncode == 0, made.stderr

    def until(self, statement: str, wanted: Any, seconds: float = 30) -> None:
        """Wait until a question has that answer."""
        end = time.monotonic() + seconds
        while True:
            with suppress(psycopg.Error):
                if self.ask(statement)[0][0] == wanted:
                    return
            assert time.monotonic() < end, f"{statement} is not {wanted} after {seconds} s"
            time.sleep(0.1)


@contextmanager
def first_server(folder: Path | None = None, *options: str) -> Iterator[Postgres]:
    """A server with an empty database. ``folder``: where its data lie, else in a temporary place."""
    with servers.folder_of("faults") as made:
        if folder is not None and (demoted := servers.demoted()):
            shutil.chown(folder, demoted["user"], demoted["group"])
        server = Postgres(folder or made, servers.postgresql_binaries(made), *options)
        words = ["--username=tracker", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        server.run("initdb", "-D", server.data, *words)
        server.start()
        try:
            with closing(
                psycopg.connect(server.url.removesuffix("tracker") + "postgres", autocommit=True)
            ) as connection:
                connection.execute("CREATE DATABASE tracker")
            yield server
        finally:
            server.stop()


@contextmanager
def standby_of(primary: Postgres) -> Iterator[Postgres]:
    """A server that copies the primary as it writes (streaming replication, by pg_basebackup)."""
    standby = Postgres(primary.folder, primary.binaries)
    source = f"host=127.0.0.1 port={primary.port} user=tracker"
    standby.run("pg_basebackup", "-D", standby.data, "-R", "-X", "stream", "-c", "fast", "-d", source)
    standby.start()
    try:
        yield standby
    finally:
        standby.stop()
