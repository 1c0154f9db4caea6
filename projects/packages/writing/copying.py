r"""Tables as PostgreSQL writes them itself, with COPY: no row becomes objects of Python.

CSV is taken as it comes: PostgreSQL quotes the cells that we quote, and writes nothing for NULL.

For JSON Lines COPY writes the names of the members as columns of their own between the values, with control characters
for what JSON has in their places: a line is ``{\3id\3:`` ``\1first\1`` ``,\3value\3:`` ``\1100\1`` ``}`` with ``\2``
between these. One pass over many lines then makes quotes of ``\1`` and ``\3`` and takes out ``\2``. That holds while no
text has a character that JSON escapes, or one of these: then the pass takes out too much, the lengths show it, and
these lines are written text by text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat
from typing import IO, Any

import orjson
from django.db import connection, transaction
from django.db.models import TextField, Value
from django.db.models.expressions import Func
from django.db.models.functions import Cast, NullIf

from projects.packages.columns import Table

LINES = 128  # in one pass: they stay in the processor's cache
UNQUOTED = {"integer", "boolean"}  # kinds that JSON has without quotes
_MARKS = bytes.maketrans(b"\1\3", b'""')
_SPECIAL = bytes([*range(4, 10), *range(11, 32)]) + b'"\\'
_TAKEN_OUT = b"\2" + _SPECIAL
_PART = re.compile(rb"\x01((?:[^\x01\x05]|\x05[\x01\x05])*)\x01|([^\x01\x02\n]+)")
_ESCAPED = re.compile(rb"\x05([\x01\x05])")
_AS_JSON = r"FORMAT csv, DELIMITER E'\x02', QUOTE E'\x01', ESCAPE E'\x05', NULL 'null'"


def copy_csv(stream: IO[bytes], table: Table, rows: Any, values: Sequence[Any]) -> int:
    """Write the rows to a stream of bytes; how many there were."""
    sql, parameters = _select(table, rows, values)
    count = 0
    for lines in _copied(f"COPY ({sql}) TO STDOUT (FORMAT csv)", parameters):
        stream.write(b"".join(lines))
        count += len(lines)
    return count


def copy_json_lines(stream: IO[bytes], table: Table, rows: Any, values: Sequence[Any]) -> int:
    """Write the rows as objects to a stream of bytes; how many there were."""
    sql, parameters = _select(table, rows, values)
    columns = [f"value_{number}" for number in range(len(values))]
    names = (rf"E'{'{' if number == 0 else ','}\x03{column.name}\x03:'" for number, column in enumerate(table.columns))
    wanted = ", ".join(chain.from_iterable(zip(names, columns, strict=True)))
    quoted = ", ".join(
        column for column, described in zip(columns, table.columns, strict=True) if described.kind not in UNQUOTED
    )
    # Sorted first, so that the names are not sorted with the rows.
    listed = f"SELECT {wanted}, '}}' FROM ({sql}) AS listed ({', '.join(columns)})"  # noqa: S608  # names are ours
    count = 0
    for lines in _copied(f"COPY ({listed}) TO STDOUT ({_AS_JSON}, FORCE_QUOTE ({quoted}))", parameters):
        stream.write(_as_json(lines, 2 * len(columns)))
        count += len(lines)
    return count


def _copied(statement: str, parameters: Sequence[Any]) -> Iterator[list[bytes]]:
    """The lines that COPY writes, some at a time."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL datestyle TO ISO")
        # The driver's own: Django's cursor of DEBUG copies without parameters.
        with cursor.cursor.copy(statement, parameters) as copied:
            lines: list[bytes] = []
            for line in copied:
                lines.append(line)
                if len(lines) == LINES:
                    yield lines
                    lines = []
            if lines:
                yield lines


def _as_json(lines: list[bytes], marks: int) -> bytes:
    """The lines as JSON. ``marks``: the number of \\2, and of \\3, that a line has of itself."""
    written = b"".join(lines)
    plain = written.translate(_MARKS, _TAKEN_OUT)
    expected = marks * len(lines)
    if (
        len(written) - len(plain) == expected
        and written.count(b"\3") == expected
        and written.count(b"\n") == len(lines)
    ):
        return plain
    return b"".join(chain.from_iterable(zip(map(_line_as_json, lines), repeat(b"\n"))))


def _line_as_json(line: bytes) -> bytes:
    return b"".join(
        part[2].replace(b"\3", b'"') if part[1] is None else orjson.dumps(_ESCAPED.sub(rb"\1", part[1]).decode())
        for part in _PART.finditer(line)
    )


def _select(table: Table, rows: Any, values: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    """The query whose values are text, or NULL where the cell is empty."""
    rendered = [_RENDERED.get(column.kind, _text)(value) for column, value in zip(table.columns, values, strict=True)]
    sql, parameters = rows.values_list(*rendered).query.sql_with_params()
    return sql, parameters


def _text(value: Any) -> Any:
    return NullIf(value, Value(""), output_field=TextField())


_RENDERED: dict[str, Callable[[Any], Any]] = {
    "date": lambda value: Cast(value, TextField()),
    "figure": lambda value: Func(value, function="trim_scale", output_field=TextField()),  # 7.40 → 7.4
    "integer": lambda value: Cast(value, TextField()),
    "boolean": lambda value: Cast(value, TextField()),
}
