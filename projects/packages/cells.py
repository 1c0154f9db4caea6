"""One cell: is it of its column's type, and what is its canonical spelling.

Cells stay text. A good cell becomes the text that the database stores (figures without needless zeros), so that
equal values have equal spellings; an empty one stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from projects.models.fields import PUBLIC_ID
from projects.models.text import stored_text
from projects.reading.limits import MAX_DECIMALS, MAX_WHOLE_DIGITS

from . import cell_hints
from .columns import Column, Table

REMEMBERED = 4096
MAX_INTEGER = 2_147_483_647

_FIGURE = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER = re.compile(r"[0-9]{1,10}")
_PUBLIC_ID = re.compile(PUBLIC_ID)
_NOT_IN_URLS = re.compile(r"[\s\x00-\x1f\x7f<>\"]")


class BadCellError(ValueError):
    """What is wrong with the cell, in the reader's language: the second half of a line about it."""


class CellReader(dict[str, str]):
    """Raw cell → canonical cell, remembering the first few thousand so that repeated cells cost one look-up."""

    def __init__(self, read: Callable[[str], str]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> str:
        value = self._read(cell)
        if len(self) < REMEMBERED:
            self[cell] = value
        return value


def reader(table: Table, column: Column) -> CellReader:
    """The reader of one column; it raises BadCellError for a cell that the column cannot hold."""
    by_kind: dict[str, Callable[[str], str]] = {
        "id": _public_id,
        "url": _url,
        "date": _day,
        "figure": _figure,
        "integer": _integer,
        "boolean": _boolean,
        "choice": _choice(table.choices(column)),
        "reference": str,
        "text": _text(column.pattern),
    }
    return CellReader(_checked(column, by_kind[column.kind], table.max_length(column)))


def _checked(column: Column, read: Callable[[str], str], longest: int | None) -> Callable[[str], str]:
    def check(cell: str) -> str:
        if not cell or cell.isspace():
            if column.must_be_filled:
                raise BadCellError(_("must not be empty"))
            if not cell:
                return column.default
        value = read(cell)
        if not value and column.must_be_filled:
            raise BadCellError(_("must not be empty"))
        if longest is not None and len(value) > longest and column.kind != "choice":
            counts = {"count": len(value), "most": longest}
            raise BadCellError(_("has %(count)d characters, at most %(most)d fit") % counts)
        return value

    return check


def _text(pattern: str) -> Callable[[str], str]:
    if not pattern:
        return stored_text
    matches = re.compile(pattern).fullmatch

    def read(cell: str) -> str:
        if not matches(cell):
            raise BadCellError(_("is not an ISO 4217 code: three capital letters, such as KZT"))
        return cell

    return read


def _public_id(cell: str) -> str:
    if not _PUBLIC_ID.fullmatch(cell):
        raise BadCellError(
            _("is not an id: lower-case letters a–z, digits and single hyphens, such as pool-2024-money")
        )
    return cell


def _url(cell: str) -> str:
    try:
        parts = urlsplit(cell)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not _NOT_IN_URLS.search(cell)
    except ValueError:
        good = False
    if not good:
        raise BadCellError(_("is not a web address: http:// or https://, a host, and no spaces"))
    return cell


def _day(cell: str) -> str:
    if _DATE.fullmatch(cell):
        try:
            date.fromisoformat(cell)
        except ValueError:
            raise BadCellError(_("is a day that the calendar does not have")) from None
        return cell
    raise BadCellError(_("is not a date: year, month and day as 2024-12-31") + cell_hints.day(cell))


def _figure(cell: str) -> str:
    match = _FIGURE.fullmatch(cell)
    if match is None:
        raise BadCellError(
            _(
                "is not a plain decimal: digits and at most one point, in whole base units; no grouping, no exponent, "
                "no words: 1.5 trillion is 1500000000000"
            )
            + cell_hints.figure(cell)
        )
    sign, whole, part = match.groups(default="")
    whole = whole.lstrip("0") or "0"
    part = part.rstrip("0")
    if len(whole) > MAX_WHOLE_DIGITS or len(part) > MAX_DECIMALS:
        most = {"whole": MAX_WHOLE_DIGITS, "decimals": MAX_DECIMALS}
        raise BadCellError(_("has too many digits: at most %(whole)d before and %(decimals)d after the point") % most)
    value = f"{whole}.{part}" if part else whole
    return value if value == "0" else sign + value


def _integer(cell: str) -> str:
    if not _INTEGER.fullmatch(cell) or not 1 <= int(cell) <= MAX_INTEGER:
        raise BadCellError(_("is not a whole number from 1 to %d") % MAX_INTEGER)
    return str(int(cell))


def _boolean(cell: str) -> str:
    word = cell.lower()  # spreadsheets write TRUE and FALSE
    if word not in {"true", "false"}:
        raise BadCellError(_("is neither true nor false") + cell_hints.boolean(cell))
    return word


def _choice(words: tuple[str, ...]) -> Callable[[str], str]:
    choices = frozenset(words)

    def read(cell: str) -> str:
        if cell not in choices:
            raise BadCellError(_("is none of %s") % ", ".join(words))
        return cell

    return read
