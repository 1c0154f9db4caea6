"""Typed columns of a table that is exported, whatever the format of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from projects.comparison.quantities import plain

Kind: TypeAlias = Literal["text", "figure", "integer", "boolean", "date", "moment"]
Rows: TypeAlias = Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its cells, and what it holds.

    The values of a row are None where something is absent, else by kind: text ``str``; figure ``Decimal`` or plain
    decimal text; integer ``int``; boolean ``bool``; date ``date`` or its ISO text; moment an aware ``datetime`` or
    its ISO text.
    """

    name: str
    kind: Kind
    about: str = ""


def texts(columns: Sequence[Column]) -> list[Callable[[Any], str]]:
    """For each column the function that writes a value of it that is not None."""
    return [_TEXTS[column.kind] for column in columns]


def figure_text(value: Decimal | str) -> str:
    """A figure in plain decimal notation, with all its digits."""
    return plain(value) if isinstance(value, Decimal) else value


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _day(value: date | str) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _moment(value: datetime | str) -> str:
    return value if isinstance(value, str) else value.isoformat()


_TEXTS: dict[Kind, Callable[[Any], str]] = {
    "text": str,
    "figure": figure_text,
    "integer": str,
    "boolean": _boolean,
    "date": _day,
    "moment": _moment,
}
