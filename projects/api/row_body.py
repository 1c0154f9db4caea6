"""Bodies of requests that write: JSON in, the cells of one row of the Data Package out, or every fault by its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from projects.actions.record_row import named_rows
from projects.http.json_body import MAX_BATCH_BODY, MAX_REPORTED, JSONBodyParser, printable
from projects.http.problems import BadBodyError
from projects.packages.cells import BadCellError, CellReader, reader
from projects.packages.columns import Column, Table
from projects.packages.problems import sentence
from projects.packages.row_rules import ROW_RULES
from projects.reports.parameters import Problem

ID_MAY_BE_MADE = frozenset({"targets", "outcomes", "project_events"})  # by the actions, of what the claim is about


Readers: TypeAlias = Mapping[str, CellReader]


class Whole(str):
    """A number that JSON wrote as digits alone: exact, however many."""


class Pointed(str):
    """A number that JSON wrote with a point or an exponent: many programs make a float of it, which is another."""


class RowParser(JSONBodyParser):
    """Numbers as they are written: a figure must not lose digits on its way."""

    parse_int = Whole
    parse_float = Pointed


class BatchParser(RowParser):
    """The same for many rows."""

    max_body = MAX_BATCH_BODY


# --- From members to cells -----------------------------------------------------------------------------------------


def cells_of(table: Table, body: Any) -> dict[str, str]:
    """Every column's cell, canonical, empty for absent.

    The rules of the row are the action's to judge. Raises BadBodyError naming each member that is wrong by itself, and
    then whatever else is wrong.
    """
    if not isinstance(body, Mapping):
        raise BadBodyError([Problem("body", _("Send one object: its fields are the columns of %s.") % table.name)])
    cells, problems = read_cells(table, body)
    if problems:
        problems += _broken_rules(table, cells, {wrong.parameter for wrong in problems})
        wrong_members = {wrong.parameter for wrong in problems}
        problems += [
            Problem(name, what) for name, what in named_rows(table, cells)[1].items() if name not in wrong_members
        ]
        raise BadBodyError(problems)
    return cells


def readers_of(table: Table) -> Readers:
    """The readers of a table's cells, for as many rows as there are."""
    return {column.name: reader(table, column) for column in table.columns}


def read_cells(
    table: Table, body: Mapping[str, Any], readers: Readers | None = None
) -> tuple[dict[str, str], list[Problem]]:
    """The cells, empty where one is wrong, and each member that is wrong by itself."""
    readers = readers or readers_of(table)
    problems = [*_unknown(table, body)]
    cells: dict[str, str] = {}
    for column in table.columns:
        try:
            cells[column.name] = _cell(table, column, body.get(column.name), readers)
        except ValueError as error:
            problems.append(Problem(column.name, sentence(str(error))))
            cells[column.name] = ""
    return cells, problems


def _broken_rules(table: Table, cells: Mapping[str, str], wrong: set[str]) -> Iterator[Problem]:
    """What a row can break by itself, but for the members that are wrong as they are."""
    rules = ROW_RULES.get(table.name)
    for column, what in rules.judge(*(cells[name] for name in rules.columns)) if rules is not None else ():
        if column not in wrong:
            yield Problem(column, what)


def _unknown(table: Table, body: Mapping[str, Any]) -> Iterator[Problem]:
    members = ", ".join(table.by_name)
    for name in islice((name for name in body if name not in table.by_name), MAX_REPORTED):
        yield Problem(printable(name), _("There is no such member; those that can be sent: %s.") % members)


def _cell(table: Table, column: Column, value: Any, readers: Readers) -> str:
    text = _text(column, value)
    if not text and column.kind == "id" and table.name in ID_MAY_BE_MADE:
        return ""
    return readers[column.name][text]


def _text(column: Column, value: Any) -> str:
    """The member as a package would spell it. Raises BadCellError for a JSON value of another kind."""
    if value is None:
        return ""
    if isinstance(value, bool):
        if column.kind != "boolean":
            raise BadCellError(_("is %s, which only a yes-or-no member can be") % ("true" if value else "false"))
        return "true" if value else "false"
    if column.kind == "boolean":
        raise BadCellError(_("is neither true nor false, without quotation marks"))
    if column.kind == "integer" and not isinstance(value, Whole):
        raise BadCellError(_("is no whole number without quotation marks"))
    if isinstance(value, Pointed):
        raise BadCellError(_("is a number with a point or an exponent, which may lose digits: send it as text, “7.4”"))
    if isinstance(value, Whole):
        if column.kind not in ("figure", "integer"):
            raise BadCellError(_("is a number: send it as text, in quotation marks"))
        return str(value)
    if not isinstance(value, str):
        raise BadCellError(_("is a list or an object: send one value"))
    return value
