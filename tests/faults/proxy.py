"""A line between two programs that is slow, stands still, or breaks: a TCP proxy on loopback."""

from __future__ import annotations

import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

CHUNK = 16_384
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing throws away what was not sent and tells the other side


class Line:
    """What goes through may be changed at any moment, also for connections that stand.

    ``delay``: seconds before each chunk goes on; ``rate``: bytes a second, None for no bound. ``breaks_after``: bytes
    towards the server after which a connection is reset; None for never.
    """

    def __init__(self, server: Callable[[], socket.socket], at: tuple[str, int] = ("127.0.0.1", 0)) -> None:
        self._server = server
        self._listener = socket.create_server(at)
        self.port: int = self._listener.getsockname()[1]
        self.delay = 0.0
        self.rate: int | None = None
        self.breaks_after: int | None = None
        self.broken = 0
        self._flows = threading.Event()
        self._flows.set()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def stand_still(self) -> None:
        """Connections stand and new ones are accepted, but nothing arrives any more on either side."""
        self._flows.clear()

    def flow(self) -> None:
        """Undo every fault; what stood still arrives now."""
        self.delay, self.rate, self.breaks_after = 0.0, None, None
        self._flows.set()

    def reset(self) -> None:
        """Break every connection there is."""
        for pair in list(self._pairs):
            self._break(pair)

    def close(self) -> None:
        self._listener.close()
        self._flows.set()
        self.reset()

    def _accept(self) -> None:
        with suppress(OSError):  # the listener is closed
            while True:
                client, _address = self._listener.accept()
                threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        try:
            server = self._server()
        except OSError:
            client.close()
            return
        pair = (client, server)
        self._pairs.append(pair)
        for source, target in (pair, pair[::-1]):
            threading.Thread(target=self._carry, args=(pair, source, target), daemon=True).start()

    def _carry(self, pair: tuple[socket.socket, socket.socket], source: socket.socket, target: socket.socket) -> None:
        carried = 0
        with suppress(OSError):
            while chunk := source.recv(CHUNK if self.rate is None else max(self.rate // 10, 1)):
                self._flows.wait()
                time.sleep(self.delay if self.rate is None else self.delay + len(chunk) / self.rate)
                carried += len(chunk)
                if source is pair[0] and self.breaks_after is not None and carried > self.breaks_after:
                    self.broken += 1
                    break
                target.sendall(chunk)
            else:
                self._flows.wait()
                target.shutdown(socket.SHUT_WR)
                return
        self._break(pair)

    def _break(self, pair: tuple[socket.socket, socket.socket]) -> None:
        for end in pair:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.shutdown(socket.SHUT_RD)
            with suppress(OSError):
                end.close()
        with suppress(ValueError):
            self._pairs.remove(pair)


@contextmanager
def line_to(port: int, place: str = "127.0.0.1") -> Iterator[Line]:
    """A line to a server on loopback, which begins at a place of ours."""
    with _line(lambda: socket.create_connection(("127.0.0.1", port)), place) as line:
        yield line


@contextmanager
def line_to_socket(path: str) -> Iterator[Line]:
    """A line to a server on a Unix socket."""

    def connected() -> socket.socket:
        server = socket.socket(socket.AF_UNIX)
        server.connect(path)
        return server

    with _line(connected) as line:
        yield line


@contextmanager
def _line(server: Callable[[], socket.socket], place: str = "127.0.0.1") -> Iterator[Line]:
    line = Line(server, (place, 0))
    try:
        yield line
    finally:
        line.close()


if __name__ == "__main__":  # on another host: HOST PORT, and those of the server
    own, server = (sys.argv[1], int(sys.argv[2])), (sys.argv[3], int(sys.argv[4]))
    Line(lambda: socket.create_connection(server), own)
    print("It is open.", flush=True)
    signal.pause()
