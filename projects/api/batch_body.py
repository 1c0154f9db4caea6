"""Bodies of batches: JSON in, rows of cells out, with every fault by the number of its row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from projects.actions.batches.rows import MOST_ROWS, BatchRefusedError, BatchRow, RowFault
from projects.http.json_body import printable
from projects.http.problems import BadBodyError, RowProblem
from projects.packages.columns import Table
from projects.packages.tables import TABLES
from projects.reports.parameters import Problem

from .row_body import Readers, read_cells, readers_of
from .row_schema import body_schema


def collection_of(table: Table) -> str:
    return table.name.replace("_", "-")


BY_COLLECTION: Mapping[str, Table] = {collection_of(table): table for table in TABLES}


def batch_schema() -> dict[str, Any]:
    """An object with rows; each says to which collection it belongs."""
    rows = [
        {
            "type": "object",
            "properties": {"collection": {"type": "string", "enum": [name]}, "row": body_schema(table)},
            "required": ["collection", "row"],
            "additionalProperties": False,
        }
        for name, table in BY_COLLECTION.items()
    ]
    about = "Rows of any collections, in the order in which they are recorded: a row may name those before it."
    many = {"type": "array", "minItems": 1, "maxItems": MOST_ROWS, "items": {"oneOf": rows}, "description": about}
    return {"type": "object", "properties": {"rows": many}, "required": ["rows"], "additionalProperties": False}


def read_batch(body: Any) -> tuple[list[BatchRow], list[RowFault]]:
    """The rows, and each cell of theirs that is wrong by itself. Raises BadBodyError for what is no batch."""
    rows: list[BatchRow] = []
    faults: list[RowFault] = []
    readers: dict[str, Readers] = {}
    for number, sent in enumerate(_sent_rows(body), 1):
        problems = list(_misshapen(sent))
        if problems:
            faults += (RowFault(number, problem.parameter, problem.detail) for problem in problems)
            continue
        table = BY_COLLECTION[sent["collection"]]
        of_table = readers.get(table.name) or readers.setdefault(table.name, readers_of(table))
        cells, problems = read_cells(table, sent["row"], of_table)
        unread = frozenset(problem.parameter for problem in problems)
        faults += (RowFault(number, problem.parameter, problem.detail) for problem in problems)
        rows.append(BatchRow(number, table, cells, unread))
    return rows, faults


def _sent_rows(body: Any) -> list[Any]:
    if not isinstance(body, Mapping):
        raise _no_batch("body", _("Send an object with the member rows."))
    for name in body:
        if name != "rows":
            raise _no_batch(printable(name), _("There is no such member; send rows."))
    rows = body.get("rows")
    if not isinstance(rows, list) or not rows:
        raise _no_batch("rows", _("Send a list of at least one row."))
    if len(rows) > MOST_ROWS:
        counts = {"count": len(rows), "most": MOST_ROWS}
        raise _no_batch("rows", _("Has %(count)d rows: send at most %(most)d at a time.") % counts)
    return rows


def _no_batch(name: str, what: str) -> BadBodyError:
    return BadBodyError([Problem(name, what)])


def _misshapen(sent: Any) -> list[Problem]:
    """What keeps an item from being a row of a collection."""
    if not isinstance(sent, Mapping):
        return [Problem("", _("Send an object with the members collection and row."))]
    problems = [
        Problem(printable(name), _("There is no such member; send collection and row."))
        for name in sent
        if name not in ("collection", "row")
    ][:1]
    name = sent.get("collection")
    if not isinstance(name, str) or name not in BY_COLLECTION:
        problems.append(Problem("collection", _("It is one of: %s.") % ", ".join(BY_COLLECTION)))
    if not isinstance(sent.get("row"), Mapping):
        problems.append(Problem("row", _("Send an object with the columns of the collection.")))
    return problems


def refused(error: BatchRefusedError) -> BadBodyError:
    """The problem that names row, field and rule of each fault. 409 where ids are taken and nothing else is wrong."""
    count = len(error.faults) + error.more
    detail = _("Nothing was recorded: %(count)d things are wrong.") % {"count": count}
    if error.more:
        detail += " " + _("The first %(count)d are named.") % {"count": len(error.faults)}
    return BadBodyError(list(map(_row_problem, error.faults)), _status(error), detail)


def _status(error: BatchRefusedError) -> int:
    is_conflict = all(fault.taken or not fault.number for fault in error.faults)
    return 409 if is_conflict else 400


def _row_problem(fault: RowFault) -> Problem:
    if not fault.number:
        return Problem("rows", fault.text)
    place = f"rows.{fault.number - 1}"
    within = fault.column if fault.column in ("", "collection", "row") else f"row.{fault.column}"
    return RowProblem(f"{place}.{within}".rstrip("."), fault.text, fault.number, fault.column)
