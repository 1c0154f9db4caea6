"""Passwords are hashed a few at a time, so that many wrong ones at once do not occupy the site.

A hash takes time and memory by design: by Argon2 a twentieth of a second and 19 MiB, by PBKDF2, of before, half a
second. Twenty tries at once would take every thread of a web process. Tries beyond the limit are refused at once and
told when to try again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

AT_ONCE = 1  # in one process; hashing releases the interpreter's lock, so a second one would use another processor
WAITING = 2  # of the eight threads of a process; the others serve pages
PATIENCE = 5.0  # seconds
COME_AGAIN = 5  # seconds


class PasswordsBusyError(Exception):
    """Too many passwords are being checked."""


class Turnstile:
    """Lets ``at_once`` threads in and ``waiting`` threads wait for ``patience`` seconds; refuses the others."""

    def __init__(self, at_once: int, waiting: int, patience: float) -> None:
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._turns = threading.BoundedSemaphore(at_once)
        self._patience = patience

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises PasswordsBusyError if there is no place, or no turn within ``patience``."""
        if not self._places.acquire(blocking=False):
            raise PasswordsBusyError
        try:
            if not self._turns.acquire(timeout=self._patience):
                raise PasswordsBusyError
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._places.release()


turnstile = Turnstile(AT_ONCE, WAITING, PATIENCE)
_noted: ContextVar[set[str] | None] = ContextVar("algorithms", default=None)


@contextmanager
def note_algorithms() -> Iterator[set[str]]:
    """The algorithms that hash a password inside the block, in a set that fills meanwhile."""
    algorithms: set[str] = set()
    token = _noted.set(algorithms)
    try:
        yield algorithms
    finally:
        _noted.reset(token)


@contextmanager
def _turn(algorithm: str | None) -> Iterator[None]:
    with turnstile.turn():
        yield
    algorithms = _noted.get()
    if algorithms is not None and algorithm is not None:
        algorithms.add(algorithm)


class BoundedArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with the least that OWASP's Password Storage Cheat Sheet recommends, a few hashes at a time.

    In one process they take ``AT_ONCE`` times ``memory_cost`` KiB.
    """

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Raises PasswordsBusyError."""
        with _turn(self.algorithm):
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Raises PasswordsBusyError."""
        with _turn(self.algorithm):
            return super().verify(password, encoded)


class BoundedPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    """Django's hasher of passwords from before Argon2, a few hashes at a time. The stored hashes are the same."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Raises PasswordsBusyError."""
        with _turn(self.algorithm):
            return super().encode(password, salt, iterations)

    def verify(self, password: str, encoded: str) -> bool:
        """Hashes a wrong password as often as today's iterations are. Raises PasswordsBusyError."""
        is_right = super().verify(password, encoded)
        if not is_right:
            self.harden_runtime(password, encoded)
        return is_right


class PasswordsBusyMiddleware:
    """Answers 503 with the seconds to wait when a password cannot be checked now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PasswordsBusyError):
            return None
        answer = render(request, "accounts/busy.html", {"seconds": COME_AGAIN}, status=503)
        answer["Retry-After"] = str(COME_AGAIN)
        return answer
