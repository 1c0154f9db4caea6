"""Bundles judged by several processes at once, answers in the order of the questions.

Each is a plain program that reads its standard input: it has no connection to the database, so it sees exactly what
the asking transaction sees; and it ends with its input, so none outlives us however we end.
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
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue
from threading import Lock

from projects.judging.claims import sources_in
from projects.judging.judged_chain import Found
from projects.judging.verdicts import Bundle, judge
from projects.judging.wire import packed, receive, send, unpacked

ROOT = Path(__file__).parents[2]
AHEAD = 3  # bundles under way for each process: one being judged, one lying ready there, one here
PIPE = 1 << 20  # bytes that a pipe holds where it can be told so: more than a bundle has


class JudgingError(Exception):
    """A judging process that failed or went away; nothing it was asked for may be taken as judged."""


def cores() -> int:
    """How many processes this one may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def judged(sources: str, bundles: Iterable[Bundle], as_of: date, processes: int = 1) -> Generator[list[Found]]:
    """The verdicts of each bundle, in order; here where one process, or no more than one bundle, is all there is.

    ``sources`` are the lines of those that the outcomes name; each process gets them once. Raises JudgingError when a
    process ends before its time.
    """
    bundles = iter(bundles)
    first = list(islice(bundles, 2))
    if processes < 2 or len(first) < 2:
        read = sources_in(sources)
        for bundle in chain(first, bundles):
            yield judge(bundle, read, as_of)
        return
    judges = [_Judge() for _ in range(processes)]
    try:
        for one in judges:
            one.tell(sources.encode())
        yield from _shared(judges, chain(first, bundles), as_of)
    finally:
        for one in judges:
            one.end()


def _shared(judges: list[_Judge], bundles: Iterable[Bundle], as_of: date) -> Generator[list[Found]]:
    idle: SimpleQueue[_Judge] = SimpleQueue()
    for one in judges * 2:  # each may be asked again before it has answered
        idle.put(one)

    def ask(question: bytes) -> bytes:
        one = idle.get()
        try:
            return one.ask(question)
        finally:
            idle.put(one)

    answers: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(2 * len(judges), "judging") as threads:  # they only carry: the work is done elsewhere
        try:
            for bundle in bundles:
                answers.append(threads.submit(ask, packed((bundle, as_of))))
                if len(answers) >= AHEAD * len(judges):
                    yield _found(answers.popleft().result())
            while answers:
                yield _found(answers.popleft().result())
        finally:  # given up half way: what waits is not begun, what is under way ends with its process
            for answer in answers:
                answer.cancel()
            if answers:
                for one in judges:
                    one.end()


def _found(answer: bytes) -> list[Found]:
    done, found = unpacked(answer)
    if not done:
        raise JudgingError(f"A judging process failed; nothing was written:\n{found}")
    return [Found(*each) for each in found]


class _Judge:
    """One judging process."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self.process = subprocess.Popen(
            [sys.executable, "-O", "-m", "projects.judging"],  # asserts, which are for readers, cost 2 %
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            pipesize=PIPE if sys.platform == "linux" else -1,
        )
        self._asking, self._hearing = Lock(), Lock()

    def tell(self, message: bytes) -> None:
        """Say what needs no answer. Raises JudgingError when there is nobody to hear it."""
        assert self.process.stdin is not None
        with self._heard():
            send(self.process.stdin, message)

    def ask(self, question: bytes) -> bytes:
        """Have a bundle judged. Raises JudgingError when there is no answer.

        May be called by a second thread before the first has its answer: the process then finds its next question
        waiting. Answers come in the order of the questions, so whoever has asked queues for them before the next asks.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with self._heard():
            with self._asking:
                send(self.process.stdin, question)
                self._hearing.acquire()
            try:
                return receive(self.process.stdout)
            finally:
                self._hearing.release()

    @contextmanager
    def _heard(self) -> Generator[None]:
        try:
            yield
        except (OSError, EOFError, ValueError) as error:
            raise JudgingError(
                f"A judging process ended (exit status {self.process.wait()}) before it had answered: nothing was "
                "written. If memory ran out, try again with --processes 1."
            ) from error

    def end(self) -> None:
        """See the process off, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            try:
                stream.close()
            except OSError:  # what was still to be sent cannot be any more
                continue
