"""One table into staging: its header, each cell, the rules of each row. Whatever is wrong is collected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from operator import getitem, itemgetter
from typing import Any, Protocol

from projects.comparison.publishers import publisher_key
from projects.models.source import public_on

from .cells import BadCellError, CellReader, reader
from .columns import Column, Table
from .problems import Problem, Problems, half
from .reader import UNREADABLE, Package, Resource
from .row_rules import NONE, ROW_RULES, Findings
from .rows import UnreadableError, rows
from .staging import DERIVED, Staging
from .tables import PUBLISHERS, SOURCES, TABLES

Row = tuple[int, list[Any]]


Settle = Callable[[int, list[Any], list[str]], Findings]


class Reading(Protocol):
    """How the cells of a table are read.

    ``settle`` (line, raw row, cells) writes into ``cells`` what raw cells say of other columns, and answers what is
    wrong with that; None where they never do.
    """

    @property
    def settle(self) -> Settle | None: ...

    def reader(self, column: Column) -> CellReader:
        """Raw cell → canonical cell; raises BadCellError."""

    def refuse(self, line: int, column: str, error: BadCellError, cell: Any) -> bool:
        """Whether the cell is a problem; False where it is kept to be asked about."""


class PackageReading:
    """The cells of a package are canonical or wrong, and say nothing beside their value."""

    settle: Settle | None = None

    def __init__(self, table: Table) -> None:
        self.table = table

    def reader(self, column: Column) -> CellReader:
        return reader(self.table, column)

    def refuse(self, line: int, column: str, error: BadCellError, cell: Any) -> bool:
        return True


def take_in(package: Package, resource: Resource, staging: Staging, problems: Problems) -> bool:
    """Stage one table; True when every row of it could be staged, so that references to it can be judged."""
    with package.open(resource) as stream:
        reading = PackageReading(resource.table)
        return take_rows(resource.table, resource.file, rows(stream), staging, problems, reading)


def take_rows(
    table: Table, file: str, unread: Iterator[Row], staging: Staging, problems: Problems, reading: Reading
) -> bool:
    """The same for rows from anywhere: the first names the columns. ``file`` is what problems call it."""
    return _Intake(table, file, staging, problems, reading).run(unread)


@dataclass(slots=True)
class _Intake:
    table: Table
    file: str
    staging: Staging
    problems: Problems
    reading: Reading

    def run(self, unread: Iterator[Row]) -> bool:
        try:
            header = next(unread, None)
            columns = self._columns(header)
            return columns is not None and self._stage(*columns, unread)
        except UnreadableError as error:
            self._report(error.line, "", error.what)
        except UNREADABLE as error:
            self._report(None, "", f"cannot be read: {error}")
        return False

    def _columns(self, header: Row | None) -> Row | None:
        """The line of the header and the columns in their own order, or None when it is wrong.

        Columns without a name are left over by spreadsheets: they may stay as long as they are empty.
        """
        if header is None:
            required = ", ".join(column.name for column in self.table.columns if column.required)
            self._report(1, "", f"is empty: the first row names the columns, at least {required}")
            return None
        line, names = header
        before = self.problems.total
        seen: set[str] = set()
        for name in filter(None, names):
            if name in seen:
                self._report(line, name, "stands twice in the header", value=name)
            elif name not in self.table.by_name:
                self._report(line, name, self._no_column(), value=name)
            seen.add(name)
        for column in self.table.columns:
            if column.required and column.name not in seen:
                self._report(line, column.name, "is missing: this column is required", value=", ".join(names))
        return (line, names) if self.problems.total == before else None

    def _no_column(self) -> str:
        return f"is no column of {self.table.name}; it has {', '.join(self.table.by_name)}"

    def _stage(self, header_line: int, names: list[str], unread: Iterator[Row]) -> bool:
        """Read, judge and stage every row; the block of the writer must not be left by an exception."""
        layout = _Layout.of(self.table, [name for name in names if name], self.reading)
        readers, add, judge, settle = layout.readers, layout.add, layout.judge, self.reading.settle
        width, complete, failure = len(names), True, None
        unnamed = _Unnamed.of(names)
        with self.staging.writer(self.table, layout.staged) as write:
            try:
                for line, row in unread:
                    if len(row) != width and not unnamed.fit(row):
                        complete = False
                        self._report_width(line, names, row)
                        continue
                    if unnamed.places and (cell := unnamed.taken_from(row)):
                        what = f"{self._no_column()}; line {line} has a cell there"
                        self._report(header_line, "header", what, value=cell)
                    try:
                        cells = list(map(getitem, readers, row))
                    except BadCellError:
                        cells = self._cells_of_bad_row(line, layout, row)
                    else:
                        findings = judge(cells) if settle is None else [*settle(line, row, cells), *judge(cells)]
                        if findings:
                            self._report_findings(line, layout, row, findings)
                    add(cells)
                    write(line, cells)
            except (UnreadableError, *UNREADABLE) as error:
                failure = error
        self.staging.filled[self.table.name] = layout.spoken
        if failure is not None:
            raise failure
        return complete

    def _report_width(self, line: int, columns: list[str], row: list[str]) -> None:
        """A row shorter or longer than the header, by the first column without a cell or the last with too many."""
        if len(row) < len(columns):
            what = f"is missing: the row ends after {len(row)} of {len(columns)} cells"
            self._report(line, columns[len(row)] or "header", what, value=row[-1])
        else:
            what = f"is followed by {len(row) - len(columns)} more: the header has {len(columns)} columns"
            self._report(line, columns[-1] or "header", what, value=row[len(columns)])

    def _cells_of_bad_row(self, line: int, layout: _Layout, row: list[str]) -> list[str]:
        """The good cells, with every bad one reported and blanked; ids stay, so that references find them."""
        cells: list[str] = []
        bad: set[str] = set()
        for name, read, cell in zip(layout.columns, layout.readers, row, strict=True):
            try:
                cells.append(read[cell])
            except BadCellError as error:
                bad.add(name)
                if self.reading.refuse(line, name, error, cell):
                    self._report(line, name, str(error), value=cell)
                cells.append(str(cell) if name == "id" else "")
        settle = self.reading.settle
        findings = [*(settle(line, row, cells) if settle else ()), *layout.judge(cells)]
        self._report_findings(line, layout, row, [finding for finding in findings if finding.column not in bad])
        return cells

    def _report_findings(self, line: int, layout: _Layout, row: list[str], findings: Findings) -> None:
        for column, sentence in findings:
            value = row[layout.columns.index(column)] if column in layout.columns else ""
            self._report(line, column, half(sentence), value=value)

    def _report(self, line: int | None, column: str, what: str, *, value: object = None) -> None:
        names = list(self.table.by_name)
        place = (TABLES.index(self.table), line or 0, names.index(column) if column in names else -1)
        shown = None if value is None else str(value)
        self.problems.add(Problem(place, self.file, line, column, what, shown))


@dataclass(slots=True)
class _Unnamed:
    """The columns without a name, which spreadsheets leave behind; ``places`` are counted from the right."""

    names: list[str]
    places: list[int]
    reported: bool = False

    @classmethod
    def of(cls, names: list[str]) -> _Unnamed:
        return cls(names, [place for place in reversed(range(len(names))) if not names[place]])

    def fit(self, row: list[str]) -> bool:
        """Adds or takes away empty cells at the end, where no column has a name; whether the row then fits."""
        width = len(self.names)
        while len(row) > width and not row[-1]:
            row.pop()
        while len(row) < width and not self.names[len(row)] and not any(self.names[len(row) :]):
            row.append("")
        return len(row) == width

    def taken_from(self, row: list[str]) -> str:
        """Takes the cells without a name out of the row; gives the first filled one of the file, once."""
        filled = [cell for cell in (row.pop(place) for place in self.places) if cell]
        if not filled or self.reported:
            return ""
        self.reported = True
        return filled[-1]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the rows of one file are read: its columns, what is added to them, and the rules' view of a row.

    ``spoken``: the columns that the file gives, and what follows from them; a default is only for new rows.
    """

    columns: list[str]
    readers: list[CellReader]
    staged: list[str]
    spoken: tuple[str, ...]
    add: Callable[[list[str]], None]
    judge: Callable[[list[str]], Findings]

    @classmethod
    def of(cls, table: Table, columns: list[str], reading: Reading) -> _Layout:
        defaults = [column for column in table.columns if column.default and column.name not in columns]
        derived = DERIVED.get(table.name, ())
        derive = _derivation(table, columns, [column.name for column in defaults])
        fixed = [column.default for column in defaults]

        def add(cells: list[str]) -> None:
            if derive is not None:
                more = derive([*cells, *fixed, ""])
                cells += fixed
                cells += more
            elif fixed:
                cells += fixed

        return cls(
            columns=columns,
            readers=[reading.reader(table.by_name[name]) for name in columns],
            staged=[*columns, *(column.name for column in defaults), *derived],
            spoken=(*columns, *derived),
            add=add,
            judge=_judge(table, columns),
        )


def _derivation(table: Table, columns: list[str], more: list[str]) -> Callable[[list[str]], list[str]] | None:
    """What makes the cells of ``DERIVED`` out of [*cells, *more, ""]; None where a table has none."""
    if table is SOURCES:
        view = _view(columns, more, ("published", "published_precision", "publisher"))

        def of_source(cells: list[str]) -> list[str]:
            published, precision, publisher = view(cells)
            return [_public_on(published, precision), publisher_key(publisher)]

        return of_source
    if table is PUBLISHERS:
        name = columns.index("name")
        return lambda cells: [publisher_key(cells[name])]
    return None


def _view(columns: Sequence[str], more: Sequence[str], wanted: Sequence[str]) -> Callable[[list[str]], tuple[Any, ...]]:
    """Pick columns out of [*cells, *more, ""]; a column that the file lacks reads as empty."""
    names = [*columns, *more]
    return itemgetter(*[names.index(name) if name in names else -1 for name in wanted])


def _judge(table: Table, columns: Sequence[str]) -> Callable[[list[str]], Findings]:
    rules = ROW_RULES.get(table.name)
    if rules is None:
        return lambda cells: NONE
    view, judge = _view(columns, (), rules.columns), rules.judge

    def judge_row(cells: list[str]) -> Findings:
        cells.append("")  # what an absent column reads as
        findings = judge(*view(cells))
        cells.pop()
        return findings

    return judge_row


def _public_on(published: str, precision: str) -> str:
    """The last day that the printed date can mean (R1), or empty when the date could not be read."""
    with suppress(ValueError):
        return public_on(date.fromisoformat(published), precision).isoformat()
    return ""
