"""XLSX with typed cells: numbers, days and moments are what they are, and a second sheet says what the file is.

A figure is a number only where a double holds it: up to 15 digits. A longer one is text, with all its digits. A text
that begins like a formula has an apostrophe before it. The cell is text and would not be run; but whoever saves it
as CSV, or reads and writes it with a program, would otherwise make it a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from projects.packages.spreadsheet import neutral
from projects.wording.languages import Phrase, in_words

from .about import About
from .columns import Column, Kind, Rows, figure_text

MOST_ROWS = 1_048_575  # that a sheet has below its header
LONGEST = 32_767  # characters of a cell, in units of UTF-16: an emoji is two
DIGITS = 15  # that a double keeps of any decimal number
FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets disagree which day a number is
WIDTHS: dict[Kind, int] = {"text": 24, "figure": 18, "integer": 12, "boolean": 12, "date": 12, "moment": 20}
_KINDS: dict[str, Phrase] = {
    "text": Phrase("text", "текст", "мәтін"),
    "figure": Phrase("figure", "число", "сан"),
    "integer": Phrase("whole number", "целое число", "бүтін сан"),
    "boolean": Phrase("yes or no", "да или нет", "иә не жоқ"),
    "date": Phrase("day", "дата", "күн"),
    "moment": Phrase("moment, UTC", "момент, UTC", "сәт, UTC"),
}
_ABOUT = Phrase("About", "О файле", "Файл туралы")
_COLUMN = Phrase("Column", "Столбец", "Баған")
_KIND = Phrase("Kind", "Вид", "Түрі")
_HOLDS = Phrase("What it holds", "Что содержит", "Не жазылған")
_NOTES = (
    Phrase(
        "An empty cell means that there is no value; it never means zero.",
        "Пустая ячейка означает, что значения нет; она никогда не означает ноль.",
        "Бос ұяшық мән жоқ дегенді білдіреді, ешқашан нөл емес.",
    ),
    Phrase(
        "Figures of more than 15 digits are text: a spreadsheet would round them as numbers.",
        "Числа длиннее 15 цифр записаны текстом: как числа таблица округлила бы их.",
        "15 цифрдан ұзын сандар мәтінмен жазылған: сан болса, кесте оларды дөңгелектер еді.",
    ),
    Phrase(
        "Days before March 1900 are text. Moments are in UTC, to the second.",
        "Дни до марта 1900 года записаны текстом. Моменты – по UTC, до секунды.",
        "1900 жылғы наурызға дейінгі күндер мәтінмен жазылған. Сәттер UTC бойынша, секундқа дейін.",
    ),
    Phrase(
        "An apostrophe before = + - @ keeps a text from being run as a formula; it is not part of the text.",
        "Апостроф перед = + - @ не даёт тексту выполниться как формуле; в самом тексте его нет.",
        "= + - @ таңбаларының алдындағы апостроф мәтіннің формула болып орындалуына жол бермейді; ол мәтінге кірмейді.",
    ),
)
_CUT = Phrase(
    "{} texts are longer than a cell can be and end in “…”; the other formats have them whole.",
    "Текстов длиннее, чем вмещает ячейка: {}. Они кончаются на «…»; в других форматах они целиком.",
    "Ұяшыққа сыймаған мәтін саны: {}. Олар «…» белгісімен аяқталады; басқа пішімдерде толық берілген.",
)


class TooManyRowsError(Exception):
    """More rows than a sheet can have."""


@dataclass(frozen=True, slots=True)
class _Formats:
    bold: Format
    wrapped: Format
    grouped: Format
    day: Format
    moment: Format


def write_workbook(path: Path, columns: Sequence[Column], rows: Rows, about: About) -> int:
    """Write the rows and what the file is to an XLSX file; returns how many rows. Memory does not grow with them.

    Raises TooManyRowsError beyond ``MOST_ROWS``.
    """
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as book:
        # Without this the moment of writing would stand in the file: two files of one record would differ.
        book.set_properties({"created": datetime.combine(max(about.as_of, FIRST_DAY), time())})
        formats = _Formats(
            bold=book.add_format({"bold": True}),
            wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
            grouped=book.add_format({"num_format": "#,##0"}),
            day=book.add_format({"num_format": "yyyy-mm-dd"}),
            moment=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        )
        sheet = _Sheet(book.add_worksheet(about.name[:31], _OfPlainTexts), columns, formats)
        written = sheet.write(rows)
        _write_about(book.add_worksheet(_ABOUT.text(about.lang), _OfPlainTexts), columns, about, formats, sheet.cut)
    return written


class _OfPlainTexts(Worksheet):
    """A sheet whose texts are texts. XlsxWriter takes what stands between <r> and </r> for markup of its own, and
    writes it as it is: a text of the record could end its cell and write formulas.
    """

    def _xml_rich_inline_string(self, string: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        self._xml_inline_string(string, preserve=False, attributes=attributes)  # begins and ends without blanks


class _Sheet:
    """The sheet of the rows. ``cut`` counts the texts that were too long for a cell."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column], formats: _Formats) -> None:
        self.sheet, self.columns, self.formats, self.cut = sheet, columns, formats, 0

    def write(self, rows: Rows) -> int:
        for place, column in enumerate(self.columns):
            self.sheet.set_column(place, place, WIDTHS[column.kind])
            self.sheet.write_string(0, place, column.name, self.formats.bold)
        self.sheet.freeze_panes(1, 0)
        writers = [self._writer(column.kind) for column in self.columns]
        number = 0
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                raise TooManyRowsError
            for place, value in enumerate(row):
                if value is not None:
                    writers[place](number, place, value)
        if number:
            self.sheet.autofilter(0, 0, number, len(self.columns) - 1)
        return number

    def _writer(self, kind: Kind) -> Callable[[int, int, Any], None]:
        writers: dict[Kind, Callable[[int, int, Any], None]] = {
            "text": self._text,
            "figure": self._figure,
            "integer": self._figure,
            "boolean": self.sheet.write_boolean,
            "date": self._day,
            "moment": self._moment,
        }
        return writers[kind]

    def _text(self, row: int, place: int, value: str) -> None:
        if not value:
            return  # a cell that holds an empty text is not blank: spreadsheets count it
        text = neutral(value)
        if len(text) > LONGEST // 2:
            units = text.encode("utf-16-le")
            if len(units) > 2 * LONGEST:
                self.cut += 1
                text = f"{units[: 2 * (LONGEST - 1)].decode('utf-16-le', errors='ignore')}…"
        self.sheet.write_string(row, place, text)

    def _figure(self, row: int, place: int, value: Decimal | str | int) -> None:
        text = str(value) if isinstance(value, int) else figure_text(value)
        whole, _point, decimals = text.removeprefix("-").partition(".")
        if len(whole) > DIGITS or len((whole + decimals).lstrip("0")) > DIGITS:
            self.sheet.write_string(row, place, text)
        else:
            self.sheet.write_number(row, place, float(text), None if decimals else self.formats.grouped)

    def _day(self, row: int, place: int, value: date | str) -> None:
        day = date.fromisoformat(value) if isinstance(value, str) else value
        if day < FIRST_DAY:
            self.sheet.write_string(row, place, day.isoformat())
        else:
            self.sheet.write_datetime(row, place, datetime.combine(day, time()), self.formats.day)

    def _moment(self, row: int, place: int, value: datetime | str) -> None:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        in_utc = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        if in_utc.date() < FIRST_DAY:
            self.sheet.write_string(row, place, moment.isoformat())
        else:
            self.sheet.write_datetime(row, place, in_utc, self.formats.moment)


def _write_about(sheet: Worksheet, columns: Sequence[Column], about: About, formats: _Formats, cut: int) -> None:
    lang = about.lang
    notes = [note.text(lang) for note in _NOTES] + ([_CUT.text(lang, cut)] if cut else [])
    heading = tuple(phrase.text(lang) for phrase in (_COLUMN, _KIND, _HOLDS))
    described = [(column.name, in_words(_KINDS, column.kind, lang), column.about) for column in columns]
    lines: list[tuple[str, ...]] = [*about.labelled(), (), *((note,) for note in notes), (), heading, *described]
    for place, width in enumerate((28, 18, 90)):
        sheet.set_column(place, place, width)
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text, formats.wrapped if place == 2 else None)
