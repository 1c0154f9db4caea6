"""CSV for spreadsheets: Excel reads its letters, and no cell is run as a formula.

Every CSV file that the tracker offers is written here, except the tables of the Data Package: those are exact.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import Any

BOM = "\ufeff"  # without it Excel reads UTF-8 as the code page of its country
_RUN = "=+\\-@\t\r\n＝＋－＠"  # a cell that begins with one of these can be a formula
_RISKY = re.compile(f"[{_RUN}]")
_RISKY_ROW = re.compile(f"(?:^|[\0;\r\n])[{_RUN}]")
# Where lists are parted by semicolons (Russian, Kazakh, German settings) a spreadsheet takes one within a text for the
# end of a cell, and then a line break within it for the end of a row.
_BEHIND_AN_END = re.compile("([;\r\n])(?=[=+\\-@＝＋－＠])")
_PARTED = re.compile('[",;\t\r\n]')  # what LibreOffice takes for the end of a cell, unless the cell stands in quotes
_FIGURE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def neutral(cell: str) -> str:
    """The cell with an apostrophe before all that a spreadsheet could run; a plain figure (-7.4) as it is."""
    if _RISKY.match(cell) and not _FIGURE.fullmatch(cell):
        cell = f"'{cell}"
    return _BEHIND_AN_END.sub(r"\1'", cell)


def write_table(stream: Any, columns: Sequence[str], rows: Iterable[Sequence[str]], *, bom: bool = True) -> None:
    """Write the byte order mark, the header and the rows to a stream of text; cells are text."""
    if bom:
        stream.write(BOM)
    writer = csv.writer(stream)
    writer.writerow(columns)
    for row in rows:
        together = "\0".join(row)  # one look at a whole row is ten times as fast as one at each cell
        cells = [neutral(cell) for cell in row] if _RISKY_ROW.search(together) else row
        if ";" in together or "\t" in together:
            stream.write(",".join(map(_quoted, cells)) + "\r\n")
        else:
            writer.writerow(cells)


def write_rows(writer: Any, rows: Iterable[Sequence[str]]) -> None:
    """Write rows of text cells to a writer of ``csv``, every cell neutral."""
    writer.writerows([neutral(cell) for cell in row] for row in rows)


def _quoted(cell: str) -> str:
    """The cell in quotes where some spreadsheet would part it."""
    return '"' + cell.replace('"', '""') + '"' if _PARTED.search(cell) else cell
