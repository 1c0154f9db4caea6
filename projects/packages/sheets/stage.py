"""A sheet into the staging tables and judged there, by the rules of packages.

Reading takes no lock and no transaction of the record: only what follows it does (``StagedSheet.judge``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from operator import attrgetter

from django.db import connection
from django.utils.translation import gettext as _

from projects.packages.columns import Table
from projects.packages.load import StagedPackage
from projects.packages.our_slip import decide_slips
from projects.packages.package_doubts import Say, remark_on_doubts
from projects.packages.problems import PackageRefusedError, Problem, Problems
from projects.packages.publisher_keys import join_staged_sources
from projects.packages.record_rules import check_records
from projects.packages.rows import UnreadableError
from projects.packages.source_days import keep_precisions
from projects.packages.stage_table import take_rows
from projects.packages.staging import Staging
from projects.packages.tables import TABLES

from .answers import Answers, Questions
from .grid import Grid, Notes
from .header import Header, find_header
from .headings import table_names
from .made_ids import settle_ids
from .named_units import check_units
from .open_sheet import SheetUnclearError, open_sheet
from .progress import Tell, counted, nobody
from .sheet_reading import SheetReading

# Figures that are a row's own; rounding and baseline may well be those of several rows.
OF_ONE_ROW = frozenset({"value", "upper_value", "capacity", "investment", "jobs"})


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file as it came: its name, as messages call it, and its bytes."""

    name: str
    data: bytes


class UnclearSheetError(Exception):
    """The file raises questions that are answered once for all of it; ``problems`` it has besides."""

    def __init__(self, questions: Questions, problems: list[Problem], more: int) -> None:
        super().__init__("questions")
        self.questions = questions
        self.problems = problems
        self.more = more


@contextmanager
def staged_sheet(table: Table, file: SheetFile, answers: Answers, tell: Tell = nobody) -> Iterator[StagedSheet]:
    """Read a sheet into staging; holds the staging tables while the block runs. ``tell`` is told how far it is.

    Raises PackageRefusedError where it cannot be read, or cells of it are wrong, and UnclearSheetError.
    """
    try:
        grid = open_sheet(file.data, names=table_names(table), sheet=answers.sheet)
        header = find_header(table, grid.rows, answers.columns)
    except SheetUnclearError as error:
        raise UnclearSheetError(Questions(sheets=error.sheets), [], 0) from None
    except UnreadableError as error:
        raise PackageRefusedError([Problem((-1, error.line or 0, 0), file.name, error.line, "", error.what)]) from None
    staging = Staging(connection)
    staging.create()
    try:
        yield _read(table, file, answers, grid, header, staging, tell)
    finally:
        if not connection.needs_rollback:
            staging.drop()


def _read(
    table: Table, file: SheetFile, answers: Answers, grid: Grid, header: Header, staging: Staging, tell: Tell
) -> StagedSheet:
    reading = SheetReading(table, header, grid, answers)
    staged = StagedSheet(table, file.name, header, grid, reading, staging)
    if reading.lacks_columns():
        staged.report_missing()
    else:
        with staging.at_once():
            take_rows(table, file.name, counted(reading.rows(), grid.expected, tell), staging, staged.problems, reading)
            staging.index()
        staged.refuse_shared_figures()
    questions = reading.questions
    questions.columns = sorted(reading.unknown.values(), key=attrgetter("place"))
    if questions:
        raise UnclearSheetError(questions, staged.shown(staged.problems.first()), staged.unshown())
    return staged


@dataclass(slots=True)
class StagedSheet:
    """A sheet whose rows lie in staging."""

    table: Table
    file: str
    header: Header
    grid: Grid
    reading: SheetReading
    staging: Staging
    problems: Problems = field(default_factory=Problems)

    @property
    def notes(self) -> Notes:
        return self.grid.notes

    def report_missing(self) -> None:
        for name in self.reading.questions.missing:
            place = (TABLES.index(self.table), self.header.line, list(self.table.by_name).index(name))
            headings = ", ".join(heading for heading in self.header.headings if heading)
            what = _("is missing: this column is required")
            self.problems.add(Problem(place, self.file, self.header.line, name, what, headings))

    def refuse_shared_figures(self) -> None:
        """A figure in merged rows may be that of each row or their total: nobody has said which."""
        for shared in self.notes.shared.values():
            column = self.header.columns[shared.column] if shared.column < len(self.header.columns) else ""
            if column in OF_ONE_ROW and shared.line > self.header.line:
                what = _("is merged as %s: whether the figure is that of each row or their total is nowhere said")
                self._report(shared.line, column, what % shared.cells, shared.text)

    def judge(self, say: Say) -> StagedPackage:
        """The rules beside the record, of which a moment later others may hold. Raises PackageRefusedError.

        ``say`` puts a doubt about a row into words. Messages are in the language of the moment.
        """
        added = set(self.reading.added) - self.reading.filled - {"id"}
        names = self.staging.filled.get(self.table.name, ())
        self.staging.filled[self.table.name] = tuple(name for name in names if name not in added)
        files = {self.table.name: self.file}
        check_units(self.staging, self.table, self.reading.units, self._report)
        self._refuse_any()
        settle_ids(self.staging, self.table, self.reading.wishes)
        decide_slips(self.staging)
        keep_precisions(self.staging)
        join_staged_sources(self.staging)
        check_records(self.staging, files, self.problems)
        self._refuse_any()
        remark_on_doubts(self.staging, files, self.problems, say)
        self.problems.remarks = self.shown(self.problems.remarks)
        self.problems.doubts = self.shown(self.problems.doubts)
        return StagedPackage(self.file, (), self.staging, self.problems)

    def _report(self, line: int, column: str, what: str, value: str) -> None:
        place = (TABLES.index(self.table), line, list(self.table.by_name).index(column))
        self.problems.add(Problem(place, self.file, line, column, what, value))

    def _refuse_any(self) -> None:
        if self.problems.total:
            raise PackageRefusedError(self.shown(self.problems.first()), self.unshown())

    def shown(self, problems: list[Problem]) -> list[Problem]:
        """With columns as they are called in the file."""
        return [replace(problem, column=self.header.shown(problem.column)) for problem in problems]

    def unshown(self) -> int:
        return self.problems.total - len(self.problems.first())
