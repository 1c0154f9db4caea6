"""The changes that a draft keeps, if they can be read: another version of the tracker may have written them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.actions.changes import Change
from projects.packages.cells import CellReader, reader
from projects.packages.columns import Table
from projects.packages.tables import BY_NAME, SOURCES, TARGETS, WORDS

TEXTS = ("id", "reason", "noticed_by")  # members that are a text each
PARSED = frozenset({"date", "figure", "integer", "boolean"})  # kinds whose cells are more than their text


def stored_changes(stored: Any) -> list[Change]:
    """Raises ValidationError naming the first that cannot be read; what is wrong in one that can its action says."""
    if not isinstance(stored, list):
        raise _refusal(type(stored).__name__)
    for number, change in enumerate(stored, 1):
        for part in _unreadable(change):
            raise _refusal(f"{number}, {part}")
    return [Change.from_json(change) for change in stored]


def _refusal(part: str) -> ValidationError:
    sentence = _("This version of the tracker cannot read its changes (%(part)s): discard it, and write it anew.")
    return ValidationError(sentence % {"part": part})


def _unreadable(stored: Any) -> Iterator[str]:
    if not isinstance(stored, Mapping):
        yield type(stored).__name__
        return
    table = BY_NAME.get(str(stored.get("table")))
    if table is None:
        yield f"table: {stored.get('table')}"
        return
    yield from (name for name in TEXTS if not isinstance(stored.get(name, ""), str))
    columns = _columns_of(table, str(stored.get("action")))
    if not columns:
        yield f"{stored.get('action')} {table.name}"
    for part in ("cells", "before"):
        cells = stored.get(part)
        if not isinstance(cells, Mapping):
            yield part
            continue
        yield from (f"{part}: {name}" for name, cell in cells.items() if not _is_cell(table, columns, name, cell))


def _columns_of(table: Table, action: str) -> Collection[str]:
    """The columns that an action can say something of; none where it is no action of the table."""
    match action:
        case "add":
            return table.by_name
        case "edit" if not table.is_claim:
            return table.by_name.keys() - {"id"}
        case "annotate" if table.is_claim:
            return WORDS & table.by_name.keys()
        case "mend" if table is TARGETS:
            return table.by_name.keys() - {"id"}
        case "erase" if table.is_claim or table is SOURCES:
            return table.by_name
    return ()


def _is_cell(table: Table, columns: Collection[str], name: str, cell: Any) -> bool:
    if name not in columns or not isinstance(cell, str):
        return False
    if not cell or table.by_name[name].kind not in PARSED:
        return True
    try:
        return _reader(table.name, name)[cell] == cell
    except ValueError:
        return False


@cache
def _reader(table: str, column: str) -> CellReader:
    return reader(BY_NAME[table], BY_NAME[table].by_name[column])
