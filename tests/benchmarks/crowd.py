"""Readers who read at the same time, each over a connection of their own that is kept open, in one process.

Each comes from an address of their own (X-Forwarded-For), asks page after page of a round that begins elsewhere for
everybody, and pauses in between as told.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

PATIENCE = 120.0  # seconds after which a reader has given up


@dataclass
class Reading:
    """What the readers met: seconds of each answer, statuses, and what went wrong."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds if self.seconds else 0.0

    def percentile(self, percent: float) -> float:
        """Milliseconds within which so many percent of the answers came."""
        waits = sorted(self.waits)
        return 1000 * waits[min(int(len(waits) * percent / 100), len(waits) - 1)] if waits else float("nan")

    @property
    def failures(self) -> int:
        """Everything that was neither a page nor a 304."""
        return sum(self.errors.values()) + sum(
            number for status, number in self.statuses.items() if status not in {200, 304}
        )

    def line(self) -> str:
        """Rate, percentiles and failures in one line."""
        wrong = ", ".join(f"{number} × {what}" for what, number in (*self.errors.items(), *self.statuses.items()))
        return (
            f"{self.rate:7.1f} answers a second, p50 {self.percentile(50):.0f} ms, p99 {self.percentile(99):.0f} ms, "
            f"errors {self.failures} ({wrong})"
        )


def read_for(seconds: float, *, port: int, paths: Sequence[str], readers: int, pause: float = 0.0) -> Reading:
    """``readers`` at once read ``paths`` for some seconds, each pausing ``pause`` seconds after an answer."""
    return asyncio.run(_crowd(seconds, port, paths, readers, pause))


async def _crowd(seconds: float, port: int, paths: Sequence[str], readers: int, pause: float) -> Reading:
    reading, until = Reading(), time.perf_counter() + seconds
    begun = time.perf_counter()
    await asyncio.gather(*(_reader(number, until, port, paths, pause, readers, reading) for number in range(readers)))
    reading.seconds = time.perf_counter() - begun
    return reading


async def _reader(
    number: int, until: float, port: int, paths: Sequence[str], pause: float, readers: int, reading: Reading
) -> None:
    await asyncio.sleep(pause * number / readers)  # not all in the same moment
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    turn = number
    while time.perf_counter() < until:
        path, turn = paths[turn % len(paths)], turn + 1
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                fresh = line is None
                line = line or await asyncio.open_connection("127.0.0.1", port)
                try:
                    status, stays = await _ask(*line, path, number)
                except (asyncio.IncompleteReadError, ConnectionError):
                    if fresh:
                        raise
                    # The server closed a connection that was idle, as it may; a browser then asks again.
                    line[1].close()
                    line = await asyncio.open_connection("127.0.0.1", port)
                    status, stays = await _ask(*line, path, number)
        except (OSError, EOFError) as error:  # a timeout is an OSError
            reading.errors[type(error).__name__] += 1
            line = None
            await asyncio.sleep(0.1)
            continue
        reading.waits.append(time.perf_counter() - begun)
        reading.statuses[status] += 1
        if not stays:
            line[1].close()
            line = None
        if pause:
            await asyncio.sleep(pause)
    if line is not None:
        line[1].close()


async def _ask(
    incoming: asyncio.StreamReader, outgoing: asyncio.StreamWriter, path: str, number: int
) -> tuple[int, bool]:
    """The status of one answer that is read to its end, and whether the connection stays open."""
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nX-Forwarded-For: {address}\r\n\r\n"
    outgoing.write(head.encode())
    await outgoing.drain()
    answer = (await incoming.readuntil(b"\r\n\r\n")).lower()
    status = int(answer[9:12])
    if b"content-length: " in answer:
        await incoming.readexactly(int(answer.split(b"content-length: ")[1].split(b"\r\n")[0]))
    elif status != 304:
        await _read_chunks(incoming)
    return status, b"connection: close" not in answer


async def _read_chunks(incoming: asyncio.StreamReader) -> None:
    while size := int((await incoming.readline()).split(b";")[0], 16):
        await incoming.readexactly(size + 2)
    await incoming.readline()
