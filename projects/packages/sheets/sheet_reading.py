"""The rows of a sheet as the staging takes them: the table's columns, canonical cells, ids for claims without one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from projects.comparison.quantities import plain
from projects.packages.cells import BadCellError, CellReader, reader
from projects.packages.columns import Column, Table
from projects.packages.row_rules import Finding, Findings
from projects.packages.tables import OUTCOMES, PROJECT_EVENTS, TARGETS
from projects.reading import FigureReading

from .answers import Answers, Example, Questions, UnknownColumn
from .grid import AnyCell, Grid, SheetRefusedError
from .header import PASSED_OVER, Header
from .limits import MAX_ROWS
from .spelling import Speller, UnclearCellError

# Columns that a figure fills besides its own, where the file has none of them.
BESIDE_FIGURES = ("upper_value", "rounded_to")
LOOKED_AT = 50  # rows, for an example of what a column holds
EXAMPLE_ID = "example-"  # what the ids of a template's example rows begin with


class NamedUnit(NamedTuple):
    """A cell that names its unit, to be compared with that of the row."""

    line: int
    column: str
    unit: str
    text: str


class SheetReading:
    """Reads one sheet; afterwards tells what is to be asked, and which rows came without an id."""

    def __init__(self, table: Table, header: Header, grid: Grid, answers: Answers) -> None:
        self.table = table
        self.header = header
        self.notes = grid.notes
        self.speller = Speller(table, answers, grid.epoch or "1900")
        self.questions = Questions()
        self.units: list[NamedUnit] = []
        self.wishes: dict[int, str] = {}  # line of a claim without an id → what it is to be called
        self.filled: set[str] = set()  # of the columns that the file has not, those that its cells filled
        self.unknown: dict[int, UnknownColumn] = {}
        self.places = [place for place, name in enumerate(header.columns) if name and name != PASSED_OVER]
        own = [header.columns[place] for place in self.places]
        self.added = [name for name in self._added() if name not in own]
        self.columns = [*own, *self.added]
        self.position = {name: number for number, name in enumerate(self.columns)}
        self.used: dict[str, int] = {}  # made id → how often it was wished for

    def _added(self) -> Iterator[str]:
        if self.table.is_claim:
            yield "id"
        if self.table in (TARGETS, OUTCOMES):
            yield from BESIDE_FIGURES
        if "published_precision" in self.table.by_name:
            yield "published_precision"

    # --- Rows -------------------------------------------------------------------------------------------------------

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """The header in the table's names, then each row with a cell in a column that is read."""
        yield self.header.line, list(self.columns)
        blanks = [""] * len(self.added)
        places, width = self.places, len(self.header.columns)
        unread = [place for place in range(width) if self.header.columns[place] == ""]
        count = 0
        for line, row in self.header.rows:
            for place in unread if len(row) <= width else (*unread, *range(width, len(row))):
                if place < len(row) and row[place] and place not in self.unknown:
                    self._note_unknown(place, row[place])
            length = len(row)
            cells: list[Any] = [row[place] if place < length else "" for place in places]
            if not any(cells):
                continue
            count += 1
            if count > MAX_ROWS:
                raise SheetRefusedError(_("has more than %d rows: split it, or use import_package") % MAX_ROWS, line)
            yield line, cells + blanks
        if not count:
            raise SheetRefusedError(_("has no row below the header"), self.header.line)

    def _note_unknown(self, place: int, cell: AnyCell) -> None:
        headings = self.header.headings
        self.unknown[place] = UnknownColumn(place, headings[place] if place < len(headings) else "", str(cell)[:60])

    def lacks_columns(self) -> bool:
        """Whether required columns are named nowhere. Unknown columns may be these: all are asked about."""
        names = set(self.columns)
        self.questions.missing = tuple(
            column.name for column in self.table.columns if column.required and column.name not in names
        )
        if not self.questions.missing:
            return False
        for _row in islice(self.rows(), LOOKED_AT):
            pass
        for place, (heading, name) in enumerate(zip(self.header.headings, self.header.columns, strict=True)):
            if heading and not name:
                self.unknown.setdefault(place, UnknownColumn(place, heading, ""))
        return True

    # --- Cells ------------------------------------------------------------------------------------------------------

    def reader(self, column: Column) -> CellReader:
        check = reader(self.table, column)
        if column.name in self.added:
            return CellReader(str) if column.name == "id" else check
        spell = self.speller.spell(column)
        if column.name == "id" and self.table.is_claim:
            return CellReader(lambda cell: check[spell(cell)] if cell else "")
        return CellReader(lambda cell: check[spell(cell)])

    def refuse(self, line: int, column: str, error: BadCellError, cell: Any) -> bool:
        if not isinstance(error, UnclearCellError):
            return True
        question = self.questions.decimal if error.question == "decimal" else self.questions.dates
        question.add(Example(line, self.header.shown(column), str(cell), error.readings))
        return False

    def settle(self, line: int, row: list[Any], cells: list[str]) -> Findings:
        """What figures say of qualifier, range, rounding and unit, days of their precision; the id of a claim."""
        findings: list[Finding] = []
        for column, figures in self.speller.figures.items():
            if figures and column in self.position and (reading := figures.get(row[self.position[column]])):
                findings += self._settle_figure(line, column, reading, row, cells)
        for column, days in self.speller.days.items():
            if days and column in self.position and (day := days.get(row[self.position[column]])):
                findings += self._settle_precision(f"{column}_precision", day.precision, row, cells)
        self._note_serials(line, row)
        if "id" in self.position:
            findings += self._settle_id(line, cells)
        return findings

    def _note_serials(self, line: int, row: list[Any]) -> None:
        if serials := self.speller.serials:
            for number, place in enumerate(self.places):
                if (cell := row[number]) in serials and self.table.by_name[self.columns[number]].kind == "date":
                    self.notes.serials.add(line, place, f"{cell} → {serials[cell]}")

    def _settle_figure(
        self, line: int, column: str, reading: FigureReading, row: list[Any], cells: list[str]
    ) -> Iterator[Finding]:
        if reading.unit:
            self.units.append(NamedUnit(line, column, reading.unit, str(row[self.position[column]])))
        if column != "value" or "qualifier" not in self.table.by_name:
            if reading.upper_value is not None or reading.qualifier not in ("", "exactly"):
                yield Finding(column, _("takes one figure alone, without a range or words such as “about”"))
            return
        if reading.upper_value is not None:
            yield from self._fill("upper_value", plain(reading.upper_value), cells)
            yield from self._fill("qualifier", "between", cells)
        elif reading.qualifier:
            yield from self._fill("qualifier", reading.qualifier, cells)
        if reading.rounded_to > 1 and not cells[self.position["rounded_to"]]:
            yield from self._fill("rounded_to", plain(reading.rounded_to), cells)

    def _settle_precision(self, column: str, precision: str, row: list[Any], cells: list[str]) -> Iterator[Finding]:
        order = ("day", "month", "year")
        position = self.position[column]
        written = cells[position] if row[position] else ""
        if written and order.index(precision) > order.index(written):
            yield Finding(column, _("says more than the date does, which names a %s only") % precision)
        elif not written:
            cells[position] = precision
            self.filled.add(column)

    def _fill(self, column: str, value: str, cells: list[str]) -> Iterator[Finding]:
        """Writes what a figure says of another column, where that says nothing itself."""
        if column not in self.position:
            yield Finding(
                "value",
                _("says “%(value)s”, for which the file needs the column %(column)s")
                % {"value": value, "column": column},
            )
            return
        position = self.position[column]
        if not cells[position]:
            cells[position] = value
            self.filled.add(column)
        elif cells[position] != value:
            what = _("is %(here)s, but the value says %(there)s")
            yield Finding(column, what % {"here": cells[position], "there": value})

    # --- Ids --------------------------------------------------------------------------------------------------------

    def _settle_id(self, line: int, cells: list[str]) -> Iterator[Finding]:
        position = self.position["id"]
        if cells[position].startswith(EXAMPLE_ID):
            yield Finding("id", _("is that of the template’s example: take this row out"))
        if cells[position] or not self.table.is_claim:
            return
        wish = self._wish(cells)
        if not wish:
            return  # what it is made of is missing, and reported as that
        self.used[wish] = number = self.used.get(wish, 0) + 1
        cells[position] = wish if number == 1 else f"{wish}-{number}"
        self.wishes[line] = wish
        longest = self.table.max_length(self.table.by_name["id"]) or 0
        if len(cells[position]) > longest:
            yield Finding("id", _("would have more than %d characters if it were made: give one") % longest)

    def _wish(self, cells: list[str]) -> str:
        """The id that a claim without one gets where it is free; as ``actions.record_claim`` makes it."""

        def cell(name: str) -> str:
            return cells[self.position[name]] if name in self.position else ""

        if self.table is OUTCOMES:
            if cell("corrects"):
                return f"{cell('corrects')}-corrected"
            parts = [cell("indicator"), cell("period_end")]
        elif self.table is TARGETS:
            if cell("revises"):
                return f"{cell('revises')}-revised"
            parts = [cell("indicator"), cell("deadline") or cell("announced")]
        else:
            assert self.table is PROJECT_EVENTS
            parts = [cell("project"), cell("stage"), cell("date")]
        return "-".join(parts) if all(parts) else ""
