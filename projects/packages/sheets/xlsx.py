"""The cells of an XLSX sheet, as a stream of rows. Numbers are read as the text in which the file holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from .grid import AnyCell, Cell, Grid, Notes, Row, SheetRefusedError
from .limits import MAX_CELL_CHARACTERS, MAX_COLUMNS
from .merged import merged_ranges, spread
from .number_formats import day_of_serial, plain_number
from .workbook import SheetPart, Workbook, unescaped
from .xml_parts import feed, local, parser

_DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\s+ref=["'][A-Z]+\d+:[A-Z]+(\d{1,7})["']""")
_DIGITS = "0123456789"
_CONSTANTS = frozenset({"TRUE()", "FALSE()"})  # as LibreOffice saves what was typed
# [1]Sheet!A1 is a cell of another file; Table[2024] is a column of this one.
_FOREIGN = re.compile(r"(?:^|[^\w\])'!])'?\[\d+\][^\[\]]*!|\bDDE\(|'[^']*\[[^\]]+\][^']*'!")


def grid_of(book: Workbook, sheet: SheetPart) -> Grid:
    """The sheet as rows, merged cells told (``merged``). Reading them raises SheetRefusedError."""
    notes = Notes()
    ranges = merged_ranges(book.parts, sheet.part)
    rows = spread(_Cells(book, sheet, notes).rows(), ranges, notes) if ranges else _Cells(book, sheet, notes).rows()
    names = tuple(sheet.name for sheet in book.sheets)
    return Grid(sheet.name, rows, notes, names, book.epoch, _expected(book, sheet))


def _expected(book: Workbook, sheet: SheetPart) -> int:
    """The last row, as the sheet says at its beginning."""
    first = next(book.parts.chunks(sheet.part), b"")
    match = _DIMENSION.search(first[:2000])
    return int(match[1]) if match else 0


class _Cells:
    """The state between the events of the parser."""

    def __init__(self, book: Workbook, sheet: SheetPart, notes: Notes) -> None:
        self.book = book
        self.part = sheet.part
        self.notes = notes
        self.done: list[Row] = []
        self.row: list[AnyCell] = []
        self.line = self.column = 0
        self.kind = self.style = ""
        self.pieces: list[str] = []
        self.is_collecting = self.is_spoken = False
        self.has_value = False
        self.value = ""
        self.formula: str | None = None
        self.group = ""  # of a shared formula, which only its first cell spells out
        self.foreign_groups: set[str] = set()
        self.columns: dict[str, int] = {}

    def rows(self) -> Iterator[Row]:
        made = parser()
        made.StartElementHandler, made.EndElementHandler = self._start, self._end
        made.CharacterDataHandler = self._text
        for _step in feed(made, self.book.parts.chunks(self.part)):
            yield from self.done
            self.done.clear()

    # --- Events of the parser ---------------------------------------------------------------------------------------

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if ":" in tag:
            tag = local(tag)
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v" or (tag == "t" and not self.is_spoken):
            self.is_collecting = True
        elif tag == "f":
            self.formula = ""
            self.is_collecting = True
            self.group = attributes.get("si", "") if attributes.get("t") == "shared" else ""
            if self.group in self.foreign_groups:
                self.kind = "foreign"
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "rPh":
            self.is_spoken = True

    def _end(self, tag: str) -> None:
        if ":" in tag:
            tag = local(tag)
        if tag in {"v", "t"}:
            if self.is_collecting:
                self.value += "".join(self.pieces)
                self.has_value = True
            self.pieces.clear()
            self.is_collecting = False
        elif tag == "c":
            self._end_cell()
        elif tag == "f":
            self.formula = "".join(self.pieces)
            self.pieces.clear()
            self.is_collecting = False
            if _FOREIGN.search(self.formula):
                self.kind = "foreign"
                if self.group:
                    self.foreign_groups.add(self.group)
        elif tag == "row":
            if self.row:
                self.done.append((self.line, self.row))
                self.row = []
        elif tag == "rPh":
            self.is_spoken = False

    def _text(self, data: str) -> None:
        if self.is_collecting:
            self.pieces.append(data)

    # --- Rows and cells ---------------------------------------------------------------------------------------------

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r", "")
        line = int(number) if number.isdigit() and len(number) < 9 else self.line + 1
        if line <= self.line:
            raise SheetRefusedError(
                _("is damaged: row %(line)d comes after row %(before)d") % {"line": line, "before": self.line}
            )
        self.line, self.column = line, -1
        if attributes.get("hidden") in {"1", "true"}:
            self.notes.hidden.add(line, 0, "")

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        self.column = self._column(reference) if reference else self.column + 1
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.value, self.has_value, self.formula = "", False, None

    def _column(self, reference: str) -> int:
        name = reference.rstrip(_DIGITS)
        column = self.columns.get(name)
        if column is None:
            column = -1
            for letter in name.upper():
                column = (column + 1) * 26 + ord(letter) - 65
            if not 0 <= column < 2**20 or len(self.columns) > 2**16:
                raise SheetRefusedError(_("is damaged: a cell is called “%s”") % reference[:20])
            self.columns[name] = column
        return column

    def _end_cell(self) -> None:
        cell = self._cell()
        if not cell:
            return
        if self.column >= MAX_COLUMNS:
            raise SheetRefusedError(
                _("has a filled cell in column %(column)d; a table of the record has fewer than %(most)d columns")
                % {"column": self.column + 1, "most": MAX_COLUMNS},
                self.line,
            )
        row, column = self.row, self.column
        if column < len(row):
            row[column] = cell
            return
        while len(row) < column:
            row.append("")
        row.append(cell)

    def _cell(self) -> AnyCell:
        value, kind = self.value, self.kind
        if self.formula is not None and self.formula not in _CONSTANTS:
            if kind == "foreign":
                return Cell("foreign", f"={self.formula}" if self.formula else value)
            if not self.book.is_calculated or not self.has_value or (not value and kind != "str"):
                return Cell("lost", f"={self.formula}")
            self.notes.formulas.add(self.line, self.column, value)
        if not value:
            return ""
        if len(value) > MAX_CELL_CHARACTERS:
            raise SheetRefusedError(_("has a cell of more than %d characters") % MAX_CELL_CHARACTERS, self.line)
        if kind == "s":
            return self._shared(value)
        if kind == "n":
            return self._number(value)
        if kind in {"str", "inlineStr"}:
            return unescaped(value).strip()
        if kind == "b":
            return Cell("boolean", "true" if value.strip() in {"1", "true"} else "false")
        if kind == "d":
            return Cell("day", value[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", value) else Cell("serial", value)
        return Cell("error", value)

    def _shared(self, value: str) -> str:
        number = int(value) if value.isdigit() and len(value) < 10 else -1
        if not 0 <= number < len(self.book.shared):
            raise SheetRefusedError(_("is damaged: a cell names a text that is missing"), self.line)
        return self.book.shared[number].strip()

    def _number(self, value: str) -> AnyCell:
        try:
            number, is_rounded = plain_number(value)
        except ValueError:
            return Cell("error", value)
        style = int(self.style) if self.style.isdigit() and len(self.style) < 7 else -1
        kind = self.book.kinds[style] if 0 <= style < len(self.book.kinds) else "number"
        if kind == "day":
            day = day_of_serial(number, self.book.epoch) if not number.startswith("-") else ""
            return Cell("day", day) if day else Cell("serial", number)
        if is_rounded:
            self.notes.rounded.add(self.line, self.column, f"{value} → {number}")
        return Cell(kind, number)
