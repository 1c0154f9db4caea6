"""How many pages of the list of targets are served in a second, beside a bare WSGI view and beside Datasette.

The same fifty rows of the same record on one machine in one run, each from one process: ours and the bare view
(`bare.py`) by gunicorn as deploy/ starts it, from PostgreSQL; Datasette by its own server, from an SQLite file of the
same rows with an index on their order. They are asked in turn, round after round, over one kept connection, and the
median of the rounds counts, so that whatever else the machine does meets all of them alike. Ours is asked twice: for
the page, and with the tag that it gave (a 304). Afterwards it is asked for the list of a day a year ago, and for the
track record of everything.

No page is kept: rows are read and written anew for each answer. What one version of the record is counted once for, and
the frame of the page, are kept in the process, as on a server (docs/speed.md).
"""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
OTHERS = ROOT / ".venv-bench"  # Datasette's own, so that its packages are never beside ours
LOCK = Path(__file__).with_name("datasette-requirements.txt")
CONNECTIONS, ROUNDS, SECONDS = 1, 9, 1.0
LEAST_SHARE = 0.3  # of the bare view's rate
MOST_HTML, MOST_SCRIPT = 100_000, 60_000


def compare(name: str, url: str, *, targets: int, outcomes: int) -> bool:
    """Measure and print the lines; True when the promises are kept."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        work = Path(folder)
        _child("load", url, work, targets, outcomes)
        ours = stack.enter_context(_served("tracker.wsgi:application", url, work))
        bare = stack.enter_context(_served("tests.benchmarks.bare:application", url, work))
        datasette = stack.enter_context(_datasette(work / "rows.sqlite3"))
        page, tag = _read(ours, "/targets/")
        contenders = {
            "bare": (bare, _request("/")),
            "page": (ours, _request("/targets/")),
            "304": (ours, _request("/targets/", tag)),
            "datasette": (datasette, _request("/rows/targets?_sort=place&_size=50")),
        }
        rates = _measure(contenders)
        # Apart: it would keep one process busy that the others are compared with.
        rates |= _measure({"past": (ours, _request(f"/targets/?as_of={_a_year_ago()}"))})
        counting = {day: _milliseconds(ours, f"/track-record/?as_of={day}") for day in (_today(), _a_year_ago())}
        rates |= _measure({"track": (ours, _request(f"/track-record/?as_of={_today()}"))})
        scripts = sum(len(_read(ours, path)[0]) for path in _scripts(page))
    _tell_track_records(counting, rates["track"])
    return _told(name, rates, len(page), scripts, targets)


def _tell_track_records(counting: dict[date, float], rate: float) -> None:
    """Nothing is promised of them: the chains are read once for a version of the record and a day."""
    today, past = counting.values()
    print(
        f"track records: {today:.0f} ms to count every chain, {past:.0f} ms as of a year ago (from the history), then "
        f"{1000 / rate:.0f} ms a page",
        flush=True,
    )


def _milliseconds(port: int, path: str) -> float:
    begun = time.perf_counter()
    _read(port, path)
    return (time.perf_counter() - begun) * 1000


def _told(name: str, rates: dict[str, float], html: int, scripts: int, targets: int) -> bool:
    share, ahead, quick = (
        rates["page"] / rates["bare"],
        rates["page"] / rates["datasette"],
        rates["304"] / rates["bare"],
    )
    print(
        f"pages {name}: {targets} targets, 50 rows a page, one connection to one process; counts and the frame of the"
        " page are kept for a version of the record, rows are not\n"
        f"  bare WSGI view   {rates['bare']:8.0f} a second\n"
        f"  /targets/        {rates['page']:8.0f} a second  {share:5.2f} of the bare view"
        f"  (promised {LEAST_SHARE:.2f})\n"
        f"  Datasette        {rates['datasette']:8.0f} a second  {ahead:5.2f} times as many are ours  (promised 1)\n"
        f"  304              {rates['304']:8.0f} a second  {quick:5.2f} times the bare view  (promised 1)\n"
        f"  a year ago       {rates['past']:8.1f} a second  {1000 / rates['past']:5.0f} ms a page of an earlier day\n"
        f"  HTML             {html / 1000:8.1f} kB  (promised {MOST_HTML / 1000:.0f}),"
        f" scripts {scripts / 1000:.1f} kB  (promised {MOST_SCRIPT / 1000:.0f})",
        flush=True,
    )
    return share >= LEAST_SHARE and ahead > 1 and quick > 1 and html < MOST_HTML and scripts < MOST_SCRIPT


def _today() -> date:
    return date.today()  # noqa: TID251  # the record ends today


def _a_year_ago() -> date:
    return _today() - timedelta(days=365)


# --- asking ------------------------------------------------------------------------------------------------------


def _request(path: str, tag: str = "") -> bytes:
    conditional = f"If-None-Match: {tag}\r\n" if tag else ""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n{conditional}\r\n".encode()


def _measure(contenders: dict[str, tuple[int, bytes]]) -> dict[str, float]:
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

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
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


def _read(port: int, path: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return answer.read(), answer.headers.get("ETag", "")


def _scripts(page: bytes) -> list[str]:
    return [part.split(b'"')[0].decode() for part in page.split(b'<script src="')[1:]]


# --- servers -----------------------------------------------------------------------------------------------------


@contextmanager
def _served(application: str, url: str, work: Path) -> Iterator[int]:
    """A WSGI application as deploy/ serves ours: one process with eight threads."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--worker-class", "gthread", "--threads", "8"]
    with _running([*command, "--bind", f"127.0.0.1:{port}", "--no-control-socket"], port, _environment(url, work)):
        yield port


@contextmanager
def _datasette(rows: Path) -> Iterator[int]:
    port = _free_port()
    # What it does beside showing rows is switched off.
    settings = ["--setting", "suggest_facets", "off", "--setting", "default_cache_ttl", "0"]
    command = [_datasette_program(), "serve", "-i", rows, "--port", str(port), *settings]
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


def _datasette_program() -> Path:
    """Datasette from PyPI, pinned with hashes, installed once."""
    program, stamp = OTHERS / "bin" / "datasette", OTHERS / "installed"
    if not stamp.exists() or stamp.read_text() != LOCK.read_text():
        venv.create(OTHERS, clear=True, with_pip=True)
        pip = [OTHERS / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", LOCK], check=True)
        stamp.write_text(LOCK.read_text())
    return program


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _environment(url: str, work: Path) -> dict[str, str]:
    """Ours as on a server: no DEBUG, files named by their digests, every request logged."""
    public = {"DEBUG": "0", "ALLOW_HTTP": "1", "SECRET_KEY": "only-for-this-benchmark-and-of-no-use-elsewhere-0123456"}
    own = {"SITE_URL": "http://127.0.0.1", "ALLOWED_HOSTS": "127.0.0.1", "MAIL_FROM": "a@example.org"}
    own |= {"EMAIL_URL": "folder://", "WEB_CONCURRENCY": "1"}
    return {**os.environ, **public, **own, "DATABASE_URL": url, "TRACKER_DATA": str(work)}


# --- in the child ------------------------------------------------------------------------------------------------


def _child(step: str, url: str, work: Path, targets: int, outcomes: int) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.bench_pages", step, str(work), str(targets), str(outcomes)]
    subprocess.run(command, env=_environment(url, work), check=True)


def _main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    work, targets, outcomes = Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    _load(work, targets, outcomes)
    _copy_rows(work / "rows.sqlite3")


def _load(work: Path, targets: int, outcomes: int) -> None:
    """The record, unless a benchmark before has left it here, judged as of today; and the static files."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from projects.actions.refresh import refresh_assessments
    from projects.judging.processes import cores
    from projects.models import Outcome, Target
    from tests.benchmarks import bench_refresh

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if (Target.objects.count(), Outcome.objects.count()) != (targets, outcomes):
        bench_refresh.load(work, targets, outcomes)
        shutil.rmtree(work / "package")
    now = timezone.now()  # noqa: TID251  # the record ends today
    refresh_assessments(as_of=timezone.localdate(now), at=now, processes=cores())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy_rows(path: Path) -> None:
    """What the list shows of every target, as one table for Datasette, in the order of the list."""
    from django.db import connection

    from tests.benchmarks.bare import STATEMENT

    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.replace("LIMIT 50", ""))
        names = [column.name for column in cursor.description]
        rows = [[number, *map(_plain, row)] for number, row in enumerate(cursor.fetchall())]
    columns = [f"column_{number}_{name.strip('?')}" for number, name in enumerate(names)]
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute(f"CREATE TABLE targets (place INTEGER PRIMARY KEY, {', '.join(columns)})")
        copy.executemany(f"INSERT INTO targets VALUES ({', '.join('?' * (len(columns) + 1))})", rows)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


if __name__ == "__main__":
    _main()
