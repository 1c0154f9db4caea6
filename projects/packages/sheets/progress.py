"""How far an import has come: told while it is at work, to whoever looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

Row = TypeVar("Row")

# Step, and how much of the whole is done in thousandths; reading takes about half of the time.
Tell = Callable[[str, int], None]
READ, JUDGED, WRITTEN, DONE = 500, 700, 900, 1000
EVERY = 1000  # rows


def nobody(step: str, thousandths: int) -> None:
    """Tells it to nobody."""


def counted(rows: Iterator[Row], expected: int, tell: Tell) -> Iterator[Row]:
    """The rows, telling now and then how many of those that are expected have been read."""
    for number, row in enumerate(rows):
        if number % EVERY == 0:
            tell("reading", min(READ * number // expected, READ) if expected else 0)
        yield row
