"""New rows of a batch in the staging tables of packages, judged there by the rules of packages and of single rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from projects.actions.row_doubts import in_words
from projects.packages.cells import BadCellError, CellReader
from projects.packages.columns import Column, Table
from projects.packages.doubt_rules import Doubt
from projects.packages.load import StagedPackage
from projects.packages.our_slip import decide_slips
from projects.packages.package_doubts import remark_on_doubts
from projects.packages.problems import Problem, Problems, sentence
from projects.packages.publisher_keys import join_staged_sources
from projects.packages.record_rules import check_records
from projects.packages.sheets.made_ids import settle_ids
from projects.packages.stage_table import Settle, take_rows
from projects.packages.staging import Staging, stage
from projects.packages.tables import OUTCOMES, PROJECT_EVENTS, TARGETS

from .rows import MOST_FAULTS, MOST_ROWS, BatchRow, RowFault, by_table

NAME = "batch"
ENDS = {OUTCOMES.name: "period_end", PROJECT_EVENTS.name: "date"}  # a report tells of what is over (R1)
MOST_REMARKS = 10 * MOST_ROWS


class _ReadCells:
    """Cells that were read already: they are canonical."""

    settle: Settle | None = None

    def reader(self, column: Column) -> CellReader:
        return CellReader(str)

    def refuse(self, line: int, column: str, error: BadCellError, cell: Any) -> bool:
        return True


@contextmanager
def staged_rows() -> Iterator[Staging]:
    """Staging tables for the block, which ends with the transaction or without rows."""
    staging = Staging(connection)
    staging.create()
    yield staging
    staging.drop()


def judge_rows(
    staging: Staging, rows: Sequence[BatchRow], faults: list[RowFault], on: date, reason: str | None
) -> tuple[StagedPackage, int]:
    """The rows in staging; adds what else is wrong with them to ``faults``, and says how many faults are not named.

    ``on`` is today, ``reason`` what the history says of new rows. Gives claims without an id the ids they get. The
    number of queries does not depend on the number of rows.
    """
    named = {(fault.number, fault.column) for fault in faults}
    problems = Problems(most=MOST_FAULTS)
    files = {table.name: table.name for table, _of_table in by_table(rows)}
    faults += (fault for row in rows for fault in _not_over(row, on))
    wishes: dict[str, dict[int, str]] = {}
    for table, of_table in by_table(rows):
        wishes[table.name] = {row.number: wish for row in of_table if (wish := _wished_id(row))}
        faults += (_without_id(row) for row in of_table if _needs_id(row, wishes[table.name], named))
        take_rows(table, table.name, _lines(table, of_table, wishes[table.name]), staging, problems, _ReadCells())
    staging.index()
    for table, of_table in by_table(rows):
        settle_ids(staging, table, wishes[table.name])
        ids: dict[int, str] = dict(staging.ask(f"SELECT line, id FROM {stage(table)}"))  # noqa: S608 - the name is ours
        for row in of_table:
            row.row_id = str(ids[row.number])
    decide_slips(staging)
    join_staged_sources(staging)
    check_records(staging, files, problems)
    shown = problems.first()
    faults += (_fault(problem) for problem in shown if (problem.line, problem.column) not in named)
    faults += map(_unexplained, problems.remarks)
    package = StagedPackage(NAME, (), staging, Problems(most=MOST_REMARKS), reason=reason)
    return package, problems.total - len(shown)


def remark_on(package: StagedPackage, rows: Sequence[BatchRow]) -> None:
    """Notes at each row what is doubtful in it."""
    files = {table.name: table.name for table, _of_table in by_table(rows)}
    remark_on_doubts(package.staging, files, package.problems, in_words)
    by_number = {row.number: row for row in rows}
    for problem in package.problems.doubts:
        if problem.line is not None and problem.doubt is not None:
            by_number[problem.line].remarks.append(problem.doubt)


def _lines(table: Table, rows: Sequence[BatchRow], wishes: Mapping[int, str]) -> Iterator[tuple[int, list[Any]]]:
    """The header and the rows as ``take_rows`` reads them; a row that gets no id has none that another could have."""
    yield 0, list(table.by_name)
    for row in rows:
        row_id = row.cells["id"] or wishes.get(row.number) or f"row {row.number}"
        yield row.number, [row_id if name == "id" else cell for name, cell in row.cells.items()]


def _wished_id(row: BatchRow) -> str:
    """What a claim without an id is called, as ``record_claim.made_id`` has it; empty where it needs one of its own."""
    cells = row.cells
    if cells["id"] or not row.table.is_claim:
        return ""
    if row.table is TARGETS:
        return f"{cells['revises']}-revised" if cells["revises"] else ""
    if row.table is OUTCOMES and cells["corrects"]:
        return f"{cells['corrects']}-corrected"
    parts = ("indicator", "period_end") if row.table is OUTCOMES else ("project", "stage", "date")
    return "-".join(cells[name] for name in parts) if all(cells[name] for name in parts) else ""


def _needs_id(row: BatchRow, wishes: Mapping[int, str], named: Collection[tuple[int, str]]) -> bool:
    """Whether nothing but an id is missing: where what it would be made of is wrong, that is said."""
    is_wrong = any(number == row.number for number, _column in named)
    return not (row.cells["id"] or row.number in wishes or is_wrong)


def _without_id(row: BatchRow) -> RowFault:
    return RowFault(row.number, "id", _("Must not be empty."))


def _not_over(row: BatchRow, on: date) -> Iterator[RowFault]:
    column = ENDS.get(row.table.name, "")
    ends = row.cells.get(column, "")
    if ends and date.fromisoformat(ends) > on:
        doubt = Doubt("not_yet_over", column, {"ends": date.fromisoformat(ends)}, refused=True)
        yield RowFault(row.number, column, in_words(doubt))


def _fault(problem: Problem) -> RowFault:
    return RowFault(problem.line or 0, problem.column, sentence(problem.what))


def _unexplained(problem: Problem) -> RowFault:
    """A correction of another publisher's figure without a note: a package may bring one, a sender may not."""
    what = _("Say why this corrects the figure of another publisher (R9).")
    return RowFault(problem.line or 0, problem.column, what)
