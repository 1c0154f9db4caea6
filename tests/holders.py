"""Local servers that keep a connection open, each in another way."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

# Seconds after a deadline: a busy machine is back by then, and those who hold the line still hold it.
GRACE = 60.0


def drip(first: bytes, again: bytes) -> Callable[[socket.socket, Event], None]:
    """Answers with ``first`` at once and then with ``again`` every twentieth of a second."""

    def answer(line: socket.socket, over: Event) -> None:
        line.recv(4096)
        line.sendall(first)
        while not over.wait(0.05):
            line.sendall(again)

    return answer


def flood(first: bytes, again: bytes) -> Callable[[socket.socket, Event], None]:
    def answer(line: socket.socket, over: Event) -> None:
        line.recv(4096)
        line.sendall(first)
        while not over.is_set():
            line.sendall(again)

    return answer


def silent(line: socket.socket, over: Event) -> None:
    over.wait()


HOLDERS = {
    "says nothing": silent,
    "a byte of the status line now and then": drip(b"HTTP/1.1 2", b"0"),
    "a byte of a header now and then": drip(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "a header now and then": drip(b"HTTP/1.1 200 OK\r\n", b"X: x\r\n"),
    "go on, go on": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a byte of the body now and then": drip(b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n", b"x"),
    "a chunk now and then": drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
}
FLOODS = {
    "headers without end": flood(b"HTTP/1.1 200 OK\r\n", b"X-Long: " + b"x" * 30_000 + b"\r\n"),
    "interim answers without end": flood(b"", b"HTTP/1.1 100 Continue\r\nX: " + b"x" * 1000 + b"\r\n\r\n"),
}


@contextmanager
def answering(answer: Callable[[socket.socket, Event], None]) -> Iterator[int]:
    """A local port that answers every caller in this way."""
    over = Event()

    def serve(line: socket.socket) -> None:
        with line:
            try:
                answer(line, over)
            except OSError:
                return  # the other side hung up, as it should

    def accept() -> None:
        while True:
            try:
                line, _address = server.accept()
            except OSError:
                return
            Thread(target=serve, args=(line,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
        over.set()
        server.shutdown(socket.SHUT_RDWR)
