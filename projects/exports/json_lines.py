"""JSON Lines: one object a line, as the API writes it. Figures are text with all their digits, absent is null."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from projects.api.rendering import JSONRenderer

from .columns import Column, Rows

_renderer = JSONRenderer()


def write_json_lines(stream: IO[bytes], columns: Sequence[Column], rows: Rows) -> int:
    """Write an object for each row, with a member for each column; returns how many rows."""
    names = [column.name for column in columns]
    return write_objects(stream, (dict(zip(names, row, strict=True)) for row in rows))


def write_objects(stream: IO[bytes], objects: Iterable[Mapping[str, Any]]) -> int:
    """Write objects of the API as they are; returns how many."""
    written = 0
    for member in objects:
        stream.write(_renderer.render(member) + b"\n")
        written += 1
    return written
