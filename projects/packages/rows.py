"""CSV, streamed: bytes → rows with the line on which each starts, in memory that no input can enlarge."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO

from projects.models.text import LONGEST_TEXT

from .formats import other_encoding, other_format

MAX_CELL_CHARACTERS = LONGEST_TEXT
MAX_ROW_BYTES = 8 * 2**20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# The module's limit is one for the process; ours is the larger one, and lines are bounded here besides.
csv.field_size_limit(max(MAX_CELL_CHARACTERS, csv.field_size_limit()))


class UnreadableError(Exception):
    """The file cannot be read any further: ``line`` and what is wrong there."""

    def __init__(self, line: int | None, what: str) -> None:
        self.line = line
        self.what = what
        super().__init__(f"{line}: {what}")


def rows(stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """The line on which a row starts, from 1, and its cells; empty lines and rows of empty cells are passed over.

    Line ends are LF or CRLF; inside quotes they are kept as they are. Raises UnreadableError.
    """
    lines = _Lines(stream)
    parsed = csv.reader(lines, strict=True)
    start = 1
    try:
        for row in parsed:
            if any(row):
                yield start, row
            start = parsed.line_num + 1
            lines.row_bytes = 0
    except csv.Error as error:
        raise UnreadableError(start, explained(str(error))) from None


class _Lines:
    """Lines of text out of bytes, refusing what is too long, not UTF-8 or has a zero byte."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.readline = stream.readline
        self.number = 0
        self.row_bytes = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self.readline(MAX_ROW_BYTES + 1)
        if not raw:
            raise StopIteration
        self.number += 1
        self.row_bytes += len(raw)
        if self.row_bytes > MAX_ROW_BYTES:
            raise UnreadableError(self.number, self._too_long(raw))
        if self.number == 1:
            if other := other_format(raw):
                raise UnreadableError(1, other)
            raw = raw.removeprefix(BYTE_ORDER_MARK)
        if b"\0" in raw:
            raise UnreadableError(self.number, "holds a zero byte: this is no text file")
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            raise UnreadableError(
                self.number,
                f"is not UTF-8 at byte {error.start + 1} of the line, 0x{raw[error.start]:02x}: " + other_encoding(raw),
            ) from None

    def _too_long(self, raw: bytes) -> str:
        limit = f"{MAX_ROW_BYTES // 2**20} MiB"
        if len(raw) == self.row_bytes:
            return f"the line is longer than {limit}"
        return f"the row is longer than {limit}: is a quote missing that closes a cell?"


def explained(error: str) -> str:
    """What an error of the csv module means, in words."""
    if "unexpected end of data" in error:
        return "a quoted cell is never closed: a quote is missing"
    if "field larger" in error:
        return f"a cell is longer than {MAX_CELL_CHARACTERS} characters"
    if "new-line character" in error:
        return "a bare carriage return stands outside quotes: end lines with LF or CRLF"
    if "expected after" in error:
        return "something follows a closing quote: double a quote inside a quoted cell"
    return f"is not CSV: {error}"
