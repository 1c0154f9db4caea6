"""Batches judged by several processes at once; the answers come in the order of the batches.

A judging process only reads its standard input. It has no connection to the database, so it judges exactly what the
calling transaction sees, and it ends with its input, so it never outlives its parent.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from itertools import chain, groupby, islice
from operator import attrgetter
from pathlib import Path
from queue import SimpleQueue
from threading import Lock

from projects.judging.claims import sources_in
from projects.judging.judged_chain import JudgedChain
from projects.judging.verdicts import Batch, judge
from projects.judging.wire import packed, receive, send, unpacked

ROOT = Path(__file__).parents[2]
AHEAD = 3  # batches under way for each process: one being judged, one waiting there, one waiting here
PIPE = 1 << 20  # bytes of a pipe, on Linux: more than a batch has


class JudgingError(Exception):
    """A judging process failed or ended; nothing of its batch counts as judged."""


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def judged(batches: Iterable[Batch], as_of: date, processes: int = 1) -> Generator[list[JudgedChain]]:
    """The judged chains of each batch, in order; in this process if there is one process or one batch.

    Each process gets the sources once for all batches in a row that share them. Raises JudgingError if a process fails
    or ends too early.
    """
    batches = iter(batches)
    first = list(islice(batches, 2))
    if processes < 2 or len(first) < 2:
        for sources, sharing in groupby(chain(first, batches), key=attrgetter("sources")):
            by_id = sources_in(sources)
            for batch in sharing:
                yield judge(batch.groups, by_id, as_of)
        return
    judges = [_Judge() for _ in range(processes)]
    try:
        yield from _shared(judges, chain(first, batches), as_of)
    finally:
        for process in judges:
            process.end()


def _shared(judges: list[_Judge], batches: Iterable[Batch], as_of: date) -> Generator[list[JudgedChain]]:
    idle: SimpleQueue[_Judge] = SimpleQueue()
    for process in judges * 2:  # a process may get its next batch before it has answered
        idle.put(process)

    def ask(sources: str, question: bytes) -> bytes:
        process = idle.get()
        try:
            return process.ask(sources, question)
        finally:
            idle.put(process)

    answers: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(2 * len(judges), "judging") as threads:  # they only send and wait
        try:
            for batch in batches:
                answers.append(threads.submit(ask, batch.sources, packed((batch.groups, as_of))))
                if len(answers) >= AHEAD * len(judges):
                    yield _unpacked(answers.popleft().result())
            while answers:
                yield _unpacked(answers.popleft().result())
        finally:  # stopped half way: waiting batches are cancelled, running ones end with their processes
            for answer in answers:
                answer.cancel()
            if answers:
                for process in judges:
                    process.end()


def _unpacked(answer: bytes) -> list[JudgedChain]:
    done, content = unpacked(answer)
    if not done:
        raise JudgingError(f"A judging process failed; nothing was written:\n{content}")
    return list(content)


class _Judge:
    """One judging process."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "projects.judging"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            pipesize=PIPE if sys.platform == "linux" else -1,
        )
        self._sending, self._receiving = Lock(), Lock()
        self._sources: str | None = None  # that it has

    def ask(self, sources: str, question: bytes) -> bytes:
        """Have a batch judged that names these sources. Raises JudgingError if there is no answer.

        A second thread may call this before the first has its answer, so that the next batch already waits in the
        pipe. Answers come in the order of the questions: a thread takes the lock for receiving before it lets the
        next one send.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with self._ended_is_an_error():
            with self._sending:
                if self._sources is not sources:
                    send(self.process.stdin, packed(sources))
                    self._sources = sources
                send(self.process.stdin, question)
                self._receiving.acquire()
            try:
                return receive(self.process.stdout)
            finally:
                self._receiving.release()

    @contextmanager
    def _ended_is_an_error(self) -> Generator[None]:
        try:
            yield
        except (OSError, EOFError, ValueError) as error:
            raise JudgingError(
                f"A judging process ended (exit status {self.process.wait()}) before it had answered: nothing was "
                "written. If memory ran out, try again with --processes 1."
            ) from error

    def end(self) -> None:
        """Kill the process, whatever it is doing, and close its pipes."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            try:
                stream.close()
            except OSError:  # unsent bytes for a process that has ended
                continue
