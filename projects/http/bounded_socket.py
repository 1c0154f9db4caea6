"""Sockets with one time limit and one byte limit for a whole exchange.

A timeout alone bounds the wait for the next byte: a server that sends a byte now and then could hold it for ever.
"""

from __future__ import annotations

import socket
import ssl
import time
from typing import Any


class ExchangeTooLongError(OSError):
    """The time or the bytes of an exchange are used up."""


class Bounds:
    """The limits of one exchange: ``seconds`` from now on, ``size`` bytes to read."""

    def __init__(self, seconds: float, size: int) -> None:
        self.seconds, self.size = seconds, size
        self._ends_at = time.monotonic() + seconds
        self._unread = size

    def seconds_left(self) -> float:
        """The seconds that are left, above zero. Raises ExchangeTooLongError when none are."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise ExchangeTooLongError(f"It took longer than {self.seconds:g} seconds in all.")
        return left

    def count(self, number: int) -> None:
        """Count bytes that were read. Raises ExchangeTooLongError when they are too many."""
        self._unread -= number
        if self._unread < 0:
            raise ExchangeTooLongError(f"It answered with more than {self.size} bytes.")


class _BoundedReading(socket.socket):
    """A socket on which each step of reading gets the time that is left, and counts its bytes."""

    bounds: Bounds

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(self.bounds.seconds_left())
        number = super().recv_into(*args, **kwargs)
        self.bounds.count(number)
        return number


class PlainSocket(_BoundedReading):
    """A TCP socket whose every step gets what is left of the time."""

    def sendall(self, *args: Any, **kwargs: Any) -> None:
        self.settimeout(self.bounds.seconds_left())
        super().sendall(*args, **kwargs)


class TLSSocket(_BoundedReading, ssl.SSLSocket):
    """The same with TLS. Python's own ``sendall`` calls ``send`` for each piece."""

    def send(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(self.bounds.seconds_left())
        return super().send(*args, **kwargs)


def connect(address: str, port: int, bounds: Bounds, within: float) -> PlainSocket:
    """A connection to an IP address, made in at most ``within`` seconds. Raises OSError."""
    connection = PlainSocket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    connection.bounds = bounds
    try:
        connection.settimeout(min(bounds.seconds_left(), within))
        connection.connect((address, port))
    except BaseException:
        connection.close()
        raise
    return connection


def wrap_tls(connection: PlainSocket, host: str, context: ssl.SSLContext) -> TLSSocket:
    """The connection with TLS, its certificate checked for ``host``. Raises OSError; closes the connection then."""
    context.sslsocket_class = TLSSocket
    try:
        connection.settimeout(connection.bounds.seconds_left())  # of the handshake as a whole: OpenSSL counts it down
        wrapped = context.wrap_socket(connection, server_hostname=host)
    except BaseException:
        connection.close()
        raise
    assert isinstance(wrapped, TLSSocket)
    wrapped.bounds = connection.bounds
    return wrapped
