"""Empty tables to fill in: the header in the reader's language, one example row, and what each column takes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from projects.packages.columns import Column, Table
from projects.wording import grammar

from .headings import heading_of
from .sheet_reading import EXAMPLE_ID

# Cells of the example as a package spells them. It names rows that no record has, so that it is never imported.
_EXAMPLES: dict[str, str] = {
    "id": f"{EXAMPLE_ID}1",
    "name": "Cars made",
    "title": "Results of 2024",
    "publisher": "Bureau of National Statistics",
    "published": "2025-01-31",
    "announced": "2024-02-01",
    "kind": "government",
    "url": "https://example.org/results-2024",
    "basis": "absolute",
    "qualifier": "at_least",
    "value": "1500000",
    "window_start": "2024-01-01",
    "period_start": "2024-01-01",
    "period_end": "2024-12-31",
    "deadline": "2024-12-31",
    "final": "true",
    "timing": "within_period",
    "unit": "vehicles",
    "accumulation": "sum",
    "direction": "increase",
    "stage": "started",
    "date": "2024-05-01",
}
_TRUE = {"en": "TRUE", "ru": "ИСТИНА", "kk": "АҚИҚАТ"}
_FALSE = {"en": "FALSE", "ru": "ЛОЖЬ", "kk": "ЖАЛҒАН"}
# Excel takes the separator of the system's region: where decimals have a comma it is the semicolon.
_SEPARATORS = {"en": ",", "ru": ";", "kk": ";"}
MAX_WIDTH = 60


def csv_template(table: Table, lang: str) -> bytes:
    """With a byte order mark, by which Excel knows UTF-8."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=_SEPARATORS[grammar(lang)], lineterminator="\r\n")
    writer.writerow(heading_of(table, column.name, lang) for column in table.columns)
    writer.writerow(_example(table, column, lang) for column in table.columns)
    return stream.getvalue().encode("utf-8-sig")


def xlsx_template(table: Table, lang: str) -> bytes:
    """The table on its first sheet, called as the table is, and what each column takes on the second."""
    stream = BytesIO()
    with translation.override(lang), xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
        required = book.add_format({"bold": True, "bg_color": "#FFF2CC"})
        text = book.add_format({"num_format": "@"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(str(table.model._meta.verbose_name_plural)[:31])
        for place, column in enumerate(table.columns):
            heading = heading_of(table, column.name, lang)
            width = max(len(heading) + 2, 14)
            # Ids, places in sources and the like are no figures: as text they stay as they are typed.
            style = day if column.kind == "date" else None if column.kind in {"figure", "integer"} else text
            sheet.set_column(place, place, width, style)
            sheet.write_string(0, place, heading, required if column.required else bold)
            _write_example(sheet, place, table, column, lang, day)
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet(_("Columns"))
        about.set_column(0, 1, 24, wrapped)
        about.set_column(2, 3, MAX_WIDTH, wrapped)
        headings = (_("Column"), _("Name in the format"), _("What it takes"), _("What it means"))
        for place, heading in enumerate(headings):
            about.write_string(0, place, heading, bold)
        for line, cells in enumerate(_explanations(table, lang), start=1):
            for place, cell in enumerate(cells):
                about.write_string(line, place, cell)
    return stream.getvalue()


def _write_example(
    sheet: xlsxwriter.worksheet.Worksheet, place: int, table: Table, column: Column, lang: str, day: object
) -> None:
    cell = _canonical(table, column)
    if cell and column.kind == "date":
        sheet.write_datetime(1, place, date.fromisoformat(cell), day)
    elif cell and column.kind == "figure":
        sheet.write_number(1, place, int(cell))
    elif cell and column.kind == "boolean":
        sheet.write_boolean(1, place, cell == "true")
    else:
        sheet.write_string(1, place, _example(table, column, lang))


def _canonical(table: Table, column: Column) -> str:
    if column.kind == "reference":
        return f"{EXAMPLE_ID}{column.references}" if column.required else ""
    cell = _EXAMPLES.get(column.name, "") if column.required or column.name in {"period_start", "value", "url"} else ""
    if column.kind == "choice" and cell not in table.choices(column):
        return table.choices(column)[0] if column.required else ""
    return cell or ("…" if column.must_be_filled else "")


def _example(table: Table, column: Column, lang: str) -> str:
    """The example as people write it in that language."""
    cell = _canonical(table, column)
    if not cell:
        return ""
    if column.kind == "date":
        return cell if grammar(lang) == "en" else ".".join(reversed(cell.split("-")))
    if column.kind == "boolean":
        return (_TRUE if cell == "true" else _FALSE)[grammar(lang)]
    if column.kind == "choice":
        return _label(table, column, cell, lang)
    return cell


def _label(table: Table, column: Column, code: str, lang: str) -> str:
    with translation.override(lang):
        return str(dict(table.field(column).flatchoices)[code])


def _explanations(table: Table, lang: str) -> Iterator[tuple[str, str, str, str]]:
    for column in table.columns:
        yield heading_of(table, column.name, lang), column.name, _takes(table, column, lang), _(column.doc)


def _takes(table: Table, column: Column, lang: str) -> str:
    kinds = {
        "id": _("an id of a–z, digits and hyphens; of a claim it may stay empty and is made then"),
        "reference": _("the id of a row that is recorded"),
        "date": _("a day: 31.12.2024, 2024-12-31"),
        "figure": _("a figure: 1500000, 1 500 000,5, 1,5 trillion, 140–150 thousand"),
        "integer": _("a whole number"),
        "boolean": _("TRUE or FALSE"),
        "url": _("a web address: https://…"),
        "text": _("text"),
    }
    if column.kind == "choice":
        what = ", ".join(_label(table, column, code, lang) for code in table.choices(column))
    else:
        what = kinds[column.kind]
    return f"{what} – {_('required')}" if column.must_be_filled and column.kind != "id" else what
