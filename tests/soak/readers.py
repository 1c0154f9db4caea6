"""Hours of readers: `python -m tests.soak.readers --minutes 60` prints the memory of each process every minute.

Two hundred read, each a page every twenty seconds, and the record changes every minute, so that every cache of a
version is made and dropped again and again. Beside the web processes run a worker and the beat that tells it what to
do; ten digests come due a minute. PostgreSQL and Redis are this run's own. Exit 1 when a reader meets an error, when
the worker or the beat ends, or when the memory of a process rises: more than GROWTH from the second fifth of the time
to the last.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests import servers
from tests.benchmarks.bench_pages import load_record
from tests.benchmarks.bench_readers import PROCESSES, READERS, paths
from tests.benchmarks.crowd import read_for
from tests.benchmarks.serving import ROOT, environment, served

PAUSE = 20.0  # seconds for a page
GROWTH = 1.05  # times the memory of before
CHANGES_EVERY = 60.0  # seconds
DIGESTS = 10  # that come due in a minute
CELERY = {"worker": ("worker", "--queues", "celery", "--concurrency", "2"), "beat": ("beat",)}  # as deploy/ has them
STATEMENT = "UPDATE projects_programme SET name = name WHERE id = (SELECT min(id) FROM projects_programme)"

Memory = dict[str, float]  # by the name of a process, MiB of its own


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--targets", type=int, default=20_000)
    parser.add_argument("--outcomes", type=int, default=500_000)
    given = parser.parse_args()
    with ExitStack() as stack:
        addresses = stack.enter_context(servers.both())
        os.environ.update(addresses)
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = addresses["DATABASE_URL"]
        load_record(url, work, given.targets, given.outcomes)
        own = environment(url, work) | {"CHECK_LINKS": "0", "LOG_LEVEL": "WARNING"}
        people = [str(DIGESTS * given.minutes), str(given.minutes)]
        subprocess.run([sys.executable, "-m", "tests.soak.followers", *people], env=own, check=True, cwd=ROOT)
        port = stack.enter_context(served("tracker.wsgi:application", url, work, processes=PROCESSES))
        workers = {name: stack.enter_context(_celery(words, own)) for name, words in CELERY.items()}
        stack.enter_context(_changes(url))
        result = _watch(port, workers, paths(given.targets), given.minutes)
        print(f"mails sent: {len(list((work / 'mail').iterdir()))}", flush=True)
        return result


@contextmanager
def _celery(words: tuple[str, ...], environment: dict[str, str]) -> Iterator[int]:
    """A worker or the beat; yields the number of its process."""
    command = [sys.executable, "-m", "celery", "-A", "tracker", *words, "--loglevel", "WARNING"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=120)


def _watch(port: int, workers: dict[str, int], shown: list[str], minutes: int) -> int:
    webs, failures = _web_processes(port), 0
    history: dict[str, list[float]] = {}
    for minute in range(1, minutes + 1):
        reading = read_for(60, port=port, paths=shown, readers=READERS, pause=PAUSE)
        failures += reading.failures
        for name, memory in _memory(webs, workers).items():
            history.setdefault(name, []).append(memory)
        used = ", ".join(f"{name} {values[-1]:.1f}" for name, values in history.items())
        print(f"minute {minute:3}: MiB {used}; {reading.line()}", flush=True)
    return 1 if _told(history, failures) else 0


def _told(history: dict[str, list[float]], failures: int) -> bool:
    """Print the verdict; True where something is wrong."""
    rising = []
    for name, values in history.items():
        fifth = max(len(values) // 5, 1)
        before, after = statistics.median(values[fifth : 2 * fifth] or values), statistics.median(values[-fifth:])
        print(f"{name}: {before:.1f} MiB in the second fifth, {after:.1f} in the last")
        if after > before * GROWTH:
            rising.append(name)
    print(f"errors {failures}; memory rises in: {', '.join(rising) or 'none'}", flush=True)
    return bool(failures or rising)


@contextmanager
def _changes(url: str) -> Iterator[None]:
    """The record gets a new version every minute while the block runs."""
    import psycopg  # only where there is a server

    over = threading.Event()

    def change() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            while not over.wait(CHANGES_EVERY):
                connection.execute(STATEMENT)

    thread = threading.Thread(target=change, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=60)


def _web_processes(port: int) -> list[int]:
    """The processes of the gunicorn at this port and their parent."""
    while True:
        line = subprocess.run(["pgrep", "-f", f"127.0.0.1:{port}"], check=True, capture_output=True, text=True)
        if len(numbers := line.stdout.split()) > PROCESSES:
            return [int(number) for number in numbers]
        time.sleep(0.1)


def _memory(webs: list[int], workers: dict[str, int]) -> Memory:
    """What each holds that it shares with no other, in MiB (Linux); a worker with the processes that it started.

    Raises FileNotFoundError for one that has ended.
    """
    of_webs = {f"web {number}": _private(number) for number in webs}
    return of_webs | {name: sum(map(_private, _family(number))) for name, number in workers.items()}


def _private(number: int) -> float:
    smaps = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii")
    return sum(int(row.split()[1]) for row in smaps.splitlines() if row.startswith("Private_")) / 1024


def _family(number: int) -> list[int]:
    children = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()
    return [number, *map(int, children)]


if __name__ == "__main__":
    sys.exit(main())
