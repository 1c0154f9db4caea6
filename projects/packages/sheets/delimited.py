"""A CSV as spreadsheets save it: UTF-8, UTF-16 or Windows-1251; commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from projects.packages.rows import explained

from .grid import Grid, Notes, Row, SheetRefusedError
from .limits import MAX_COLUMNS

SEPARATORS = (",", ";", "\t")
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіҐґЄєЇї]")
_TYPOGRAPHIC = frozenset("«»“”„‘’‚–—…№•·°±§©®™€\u00a0\u00ad")
_OTHER_ENCODINGS = ("koi8-r", "cp866", "iso8859-5")
_FREQUENT = frozenset("оеаинтсрвл")  # two letters of three in Russian are these
_ENOUGH = 0.9  # of the letters that are not ASCII
_LOOKED_AT = 100_000  # characters
SAMPLED = 50  # rows at which the separator is told


def grid_of_csv(data: bytes, name: str) -> Grid:
    """The rows of a CSV. Raises SheetRefusedError, also while they are read."""
    text = decoded(data)
    separator, start = _separator(text)
    return Grid(name, _rows(text, separator, start), Notes(), expected=text.count("\n"))


def decoded(data: bytes) -> str:
    """The text of a file. Raises SheetRefusedError for an encoding that is not sure."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\0" in data:
        place = data.index(b"\0")
        raise SheetRefusedError(
            _("holds a zero byte: this is no text file. Choose an XLSX or CSV file"), data.count(b"\n", 0, place) + 1
        )
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _windows_1251(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = _("begins as %(encoding)s and goes on otherwise: save it again as CSV in UTF-8")
        raise SheetRefusedError(what % {"encoding": encoding.upper()}, line) from None
    if "\0" in text:
        raise SheetRefusedError(_("holds a zero byte: this is no text file. Choose an XLSX or CSV file"))
    return text


def _windows_1251(data: bytes) -> str:
    """The text, where it looks like Russian in Windows-1251. Kazakh letters do not exist there."""
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError:
        text = ""
    letters = [character for character in text if ord(character) > 127 and character not in _TYPOGRAPHIC]
    cyrillic = sum(1 for character in letters if _CYRILLIC.match(character))
    likelier = any(_russian(data.decode(other, "ignore")) > _russian(text) for other in _OTHER_ENCODINGS)
    if not text or cyrillic < _ENOUGH * len(letters) or likelier:
        raise SheetRefusedError(_("is neither in UTF-8 nor in Windows-1251: save it as XLSX, or as CSV in UTF-8"))
    return text


def _russian(text: str) -> int:
    """How much of a text is Russian in small letters, of which most are; a look at its beginning is enough."""
    return sum(1 for character in text[:_LOOKED_AT] if character in _FREQUENT)


def _separator(text: str) -> tuple[str, int]:
    """The separator, and where the rows begin: what Excel's line “sep=” names, else what makes the widest rows."""
    if match := _SEP_LINE.match(text):
        return match[1], match.end()
    widths = {separator: _width(text, separator) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: widths[separator]), 0


def _width(text: str, separator: str) -> int:
    """Cells of the first rows; the header alone may be one title, and a comma may stand in a figure."""
    width = 0
    parsed = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(parsed):
            width += sum(1 for cell in row if cell) if len(row) > 1 else 0
            if number == SAMPLED or width > SAMPLED * MAX_COLUMNS:
                break
    except csv.Error:
        return 0
    return width


def _rows(text: str, separator: str, start: int) -> Iterator[Row]:
    lines = StringIO(text[start:], newline="")
    parsed = csv.reader(lines, delimiter=separator, strict=True)
    before = text.count("\n", 0, start)
    line = before + 1
    try:
        for row in parsed:
            while len(row) > MAX_COLUMNS and not row[-1]:
                row.pop()
            if len(row) > MAX_COLUMNS:
                raise SheetRefusedError(
                    _("has a filled cell in column %(column)d; a table of the record has fewer than %(most)d columns")
                    % {"column": len(row), "most": MAX_COLUMNS},
                    line,
                )
            yield line, [cell.strip() for cell in row]
            line = before + parsed.line_num + 1
    except csv.Error as error:
        raise SheetRefusedError(explained(str(error)), line) from None
