"""Servers side by side on one machine, and how many answers a second each gives.

They are asked in turn, round after round, over one kept connection, and the median of the rounds counts, so that
whatever else the machine does meets all of them alike.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
CONNECTIONS, ROUNDS, SECONDS = 1, 9, 1.0


# --- asking ------------------------------------------------------------------------------------------------------


def request(path: str, tag: str = "") -> bytes:
    conditional = f"If-None-Match: {tag}\r\n" if tag else ""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n{conditional}\r\n".encode()


def measure(contenders: dict[str, tuple[int, bytes]]) -> dict[str, float]:
    for port, request in contenders.values():  # each has its caches and prepared statements before it counts
        _rate(port, request, SECONDS)
    rounds: dict[str, list[float]] = {name: [] for name in contenders}
    for _number in range(ROUNDS):
        for name, (port, request) in contenders.items():
            rounds[name].append(_rate(port, request, SECONDS))
    return {name: statistics.median(rates) for name, rates in rounds.items()}


def _rate(port: int, request: bytes, seconds: float) -> float:
    """Answers a second over all connections together."""
    counts = [0] * CONNECTIONS
    refusals: list[SystemExit] = []
    until = time.perf_counter() + seconds

    def ask(number: int) -> None:
        connection = None
        while time.perf_counter() < until:
            connection = connection or socket.create_connection(("127.0.0.1", port), timeout=30)
            connection.sendall(request)
            if not _answered(connection):
                connection.close()
                connection = None
            counts[number] += 1
        if connection:
            connection.close()

    def ask_and_report(number: int) -> None:
        try:
            ask(number)
        except SystemExit as error:  # which would end this thread alone
            refusals.append(error)

    threads = [threading.Thread(target=ask_and_report, args=(number,)) for number in range(CONNECTIONS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refusals:
        raise refusals[0]
    return sum(counts) / (time.perf_counter() - start)


def _answered(connection: socket.socket) -> bool:
    """Reads one whole answer; whether the connection may be used again. A wrong status ends the benchmark."""
    data = bytearray()
    while (end := data.find(b"\r\n\r\n")) < 0:
        if not (chunk := connection.recv(65536)):
            raise SystemExit("A server closed the connection in the middle of an answer.")
        data += chunk
    head = bytes(data[:end]).lower()
    if head[9:12] not in {b"200", b"304"}:
        raise SystemExit(f"A server answered {head[:200]!r}.")
    if head[9:12] == b"200":
        _read_body(connection, head, data, end + 4)
    return b"connection: close" not in head


def _read_body(connection: socket.socket, head: bytes, data: bytearray, start: int) -> None:
    mark = b"content-length: "
    if mark in head:
        length = int(head.split(mark)[1].split(b"\r\n")[0])
        while len(data) - start < length:
            data += connection.recv(65536)
        return
    while not data.endswith(b"0\r\n\r\n"):  # chunked
        data += connection.recv(65536)


def read(port: int, path: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return answer.read(), answer.headers.get("ETag", "")


# --- servers -----------------------------------------------------------------------------------------------------


@contextmanager
def served(application: str, url: str, work: Path, processes: int = 1, keeps_answers: bool = True) -> Iterator[int]:
    """A WSGI application as deploy/ serves ours: processes with eight threads."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--worker-class", "gthread", "--threads", "8"]
    command += ["--bind", f"127.0.0.1:{port}", "--no-control-socket", "--workers", str(processes)]
    more = {} if keeps_answers else {"KEPT_ANSWERS_MB": "0"}
    with _running(command, port, environment(url, work) | more):
        yield port


@contextmanager
def datasette_of(rows: Path) -> Iterator[int]:
    port = free_port()
    # What it does beside showing rows is switched off.
    settings = ["--setting", "suggest_facets", "off", "--setting", "default_cache_ttl", "0"]
    settings += ["--setting", "sql_time_limit_ms", "60000"]  # a busy machine is no reason for a 400
    command = [sys.executable, "-m", "datasette", "serve", "-i", rows, "--port", str(port), *settings]
    with _running(command, port, dict(os.environ)):
        yield port


@contextmanager
def _running(command: list[Any], port: int, environment: dict[str, str]) -> Iterator[None]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(process, port, log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Any) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                log.seek(0)
                raise SystemExit(f"A server did not start: {log.read()[-2000:].decode()}") from None
            time.sleep(0.1)


def free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def environment(url: str, work: Path) -> dict[str, str]:
    """Ours as on a server: no DEBUG, files named by their digests, every request logged."""
    public = {"DEBUG": "0", "ALLOW_HTTP": "1", "SECRET_KEY": "only-for-this-benchmark-and-of-no-use-elsewhere-0123456"}
    own = {"SITE_URL": "http://127.0.0.1", "ALLOWED_HOSTS": "127.0.0.1", "MAIL_FROM": "a@example.org"}
    own |= {"EMAIL_URL": "folder://", "TRUSTED_PROXIES": "1", "API_PER_MINUTE": "1000000"}
    return {**os.environ, **public, **own, "DATABASE_URL": url, "TRACKER_DATA": str(work)}
