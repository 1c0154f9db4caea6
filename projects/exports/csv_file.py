"""CSV (RFC 4180): UTF-8, lines end in CRLF, absent is an empty cell, no cell is run as a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO

from projects.packages.spreadsheet import write_table

from .columns import Column, Rows, texts


def write_csv(stream: IO[str], columns: Sequence[Column], rows: Rows, *, bom: bool = False) -> int:
    """Write the header and the rows to a stream of text that translates no newlines; returns how many rows.

    ``bom`` writes a byte order mark first, without which Excel misreads letters that are not Latin.
    """
    written = 0

    def cells() -> Iterator[list[str]]:
        nonlocal written
        writers = texts(columns)
        for row in rows:
            written += 1
            yield ["" if value is None else text(value) for text, value in zip(writers, row, strict=True)]

    write_table(stream, [column.name for column in columns], cells(), bom=bom)
    return written
