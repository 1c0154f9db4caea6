"""A cell as a person or a spreadsheet wrote it → the package's own spelling, or what is wrong or unclear with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from projects.comparison.quantities import plain
from projects.packages.cell_hints import FALSE, TRUE
from projects.packages.cells import BadCellError
from projects.packages.columns import Column, Table
from projects.packages.problems import half
from projects.packages.unread import day_problem, figure_problem
from projects.reading import DayReading, FigureReading, Problem, read_day, read_figure

from .answers import DECIMALS, Answers
from .grid import AnyCell, Cell
from .number_formats import day_of_serial

Spell = Callable[[AnyCell], str]

_DIGITS = re.compile(r"-?[0-9]{1,15}")
_DECIMAL = re.compile(r"(-?[0-9]{1,15})([.,])([0-9]{1,15})")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BARE_NUMBER = re.compile(r"[0-9]{5}")
# Numbers of the days of 1990 to 2099: what stands for a day in a column of days, and for nothing else.
_SERIALS = {"1900": (32874, 73050), "1904": (31412, 71588)}
_PRECISIONS = ("day", "month", "year")


class UnclearCellError(BadCellError):
    """The cell can be read in several ways. ``question``: decimal or dates; ``readings``: answer → what it would be."""

    def __init__(self, question: str, readings: Mapping[str, str]) -> None:
        super().__init__(_("can be read in two ways: %s") % _(" or ").join(dict.fromkeys(readings.values())))
        self.question = question
        self.readings = readings


class Speller:
    """Spells the cells of one file. What a cell says beside its value lies in ``figures`` and ``days``, by column."""

    def __init__(self, table: Table, answers: Answers, epoch: str) -> None:
        self.table = table
        self.answers = answers
        self.epoch = epoch
        self.figures: dict[str, dict[AnyCell, FigureReading]] = {}
        self.days: dict[str, dict[AnyCell, DayReading]] = {}
        self.serials: dict[AnyCell, str] = {}

    def spell(self, column: Column) -> Spell:
        """Raises BadCellError, and UnclearCellError for what has to be asked."""
        match column.kind:
            case "figure":
                spell = self._figure_speller(column)
            case "date":
                spell = self._day_speller(column)
            case "boolean":
                spell = _boolean
            case "choice":
                spell = _choice_speller(self.table, column)
            case "integer":
                spell = self._integer
            case _:
                spell = _text

        def refusing(cell: AnyCell) -> str:
            if isinstance(cell, Cell):
                _refuse(cell)
            return spell(cell) if cell else ""

        return refusing

    def _figure_speller(self, column: Column) -> Spell:
        figures = self.figures.setdefault(column.name, {})

        def spell(cell: AnyCell) -> str:
            if isinstance(cell, Cell):
                if cell.kind == "number":
                    return cell.text
                reading = _stored_figure(cell)
            elif (plainly := self._plainly(cell)) is not None:
                return plainly
            else:
                reading = self._reading(cell)
            if reading.unit or reading.qualifier or reading.upper_value is not None or reading.rounded_to > 1:
                figures[cell] = reading
            return plain(reading.value)

        return spell

    def _plainly(self, text: str) -> str | None:
        """What ``read_figure`` makes of nearly all figures, at a glance: digits, and decimals that are no thousands."""
        if _DIGITS.fullmatch(text):
            return text
        match = _DECIMAL.fullmatch(text)
        if match is None:
            return None
        whole, sign, decimals = match.groups()
        is_sure = sign == self.answers.decimal or (
            not self.answers.decimal
            and (len(decimals) != 3 or len(whole.lstrip("-")) > 3 or whole.lstrip("-")[0] == "0")
        )
        return f"{whole}.{decimals}" if is_sure else None

    def _reading(self, text: str) -> FigureReading:
        result = read_figure(text, decimal=self.answers.decimal)
        if result.problem is not None:
            raise BadCellError(half(figure_problem(result)))
        if result.reading is not None:
            return result.reading
        readings = {sign: reading for sign in DECIMALS if (reading := read_figure(text, decimal=sign).reading)}
        if self.answers.decimal or len(readings) < 2:
            raise BadCellError(_("can be read in two ways: write all digits, without signs between them"))
        raise UnclearCellError("decimal", {sign: plain(reading.value) for sign, reading in readings.items()})

    def _integer(self, cell: AnyCell) -> str:
        if isinstance(cell, Cell):
            return plain(_stored_figure(cell).value)
        return cell if _DIGITS.fullmatch(cell) else plain(self._reading(cell).value)

    def _day_speller(self, column: Column) -> Spell:
        days = self.days.setdefault(column.name, {})
        has_precision = f"{column.name}_precision" in self.table.by_name

        def spell(cell: AnyCell) -> str:
            if isinstance(cell, Cell):
                return self._stored_day(cell)
            if _ISO_DAY.fullmatch(cell):
                return cell
            reading = self._day(cell, has_precision=has_precision)
            if reading.precision != "day":
                days[cell] = reading
            return reading.first.isoformat()

        return spell

    def _stored_day(self, cell: Cell) -> str:
        if cell.kind == "day":
            return cell.text
        first, last = _SERIALS[self.epoch]
        if cell.kind == "number" and cell.text.isdigit() and first <= int(cell.text) <= last:
            day = day_of_serial(cell.text, self.epoch)
            self.serials[cell] = day
            return day
        raise BadCellError(
            _("is a number, not a date: format the cell as a date, or write the day as text, 31.12.2024")
        )

    def _day(self, text: str, *, has_precision: bool) -> DayReading:
        result = read_day(text, _PRECISIONS if has_precision else ("day",), order=self.answers.dates)
        if result.reading is not None:
            return result.reading
        if result.problem is not None:
            if _BARE_NUMBER.fullmatch(text):
                raise BadCellError(
                    _("is a number, not a date: if it is a spreadsheet’s number of a day, format the column as a date")
                )
            if result.problem is Problem.DAY_NEEDED and has_precision:
                raise BadCellError(_("names no day: write the precision of the date beside it"))
            raise BadCellError(half(day_problem(result)))
        orders = ("dmy", "mdy")
        readings = {order: read_day(text, order=order).reading for order in orders}
        raise UnclearCellError("dates", {order: day.first.isoformat() for order, day in readings.items() if day})


def _stored_figure(cell: Cell) -> FigureReading:
    """A number as the workbook holds it; of one that it shows as a percentage, so many percent."""
    if cell.kind == "number":
        return FigureReading(Decimal(cell.text), Decimal(1))
    if cell.kind == "percent":
        return FigureReading(Decimal(plain(Decimal(cell.text).scaleb(2))), Decimal(1), unit="percent")
    if cell.kind in {"day", "serial"}:
        raise BadCellError(
            _("is a date in the spreadsheet, which changed what was typed: format it as a number, type it again")
        )
    raise BadCellError(_("is TRUE or FALSE in the spreadsheet, not a figure"))


def _refuse(cell: Cell) -> None:
    """What no column takes."""
    match cell.kind:
        case "error":
            raise BadCellError(_("is an error of the spreadsheet: mend the formula, or write the value"))
        case "lost":
            raise BadCellError(
                _("is a formula whose value the file does not hold: open it in a spreadsheet and save it again")
            )
        case "foreign":
            raise BadCellError(
                _("is a formula that refers to another file: put its value in its place (copy, paste as values)")
            )


def _boolean(cell: AnyCell) -> str:
    word = str(cell).strip().casefold()
    if isinstance(cell, Cell) and cell.kind not in {"boolean", "number"}:
        raise BadCellError(_("is neither true nor false"))
    if word in TRUE:
        return "true"
    return "false" if word in FALSE else word


def _text(cell: AnyCell) -> str:
    if not isinstance(cell, Cell):
        return cell
    match cell.kind:
        case "number":
            return cell.text
        case "percent":
            return f"{plain(Decimal(cell.text).scaleb(2))} %"
        case "boolean":
            raise BadCellError(_("is TRUE or FALSE in the spreadsheet, where a text is wanted: write it as text"))
    raise BadCellError(
        _("is a date in the spreadsheet, where a text is wanted: format the cell as text, type it again")
    )


def _choice_speller(table: Table, column: Column) -> Spell:
    words = _words(table, column)

    def spell(cell: AnyCell) -> str:
        return words.get(str(cell).strip().casefold(), str(cell))

    return spell


@cache
def _words(table: Table, column: Column) -> dict[str, str]:
    """What the choices are called in any language → their codes; what two are called is in it for neither."""
    called: dict[str, set[str]] = {}
    for lang, _language in settings.LANGUAGES:
        with translation.override(lang):
            for code, label in table.field(column).flatchoices:
                called.setdefault(str(label).casefold(), set()).add(str(code))
    sure = {label: codes.copy().pop() for label, codes in called.items() if len(codes) == 1}
    return {**sure, **{code: code for code in table.choices(column)}}
