"""CSV for spreadsheets: Excel reads its letters, and no cell is run as a formula.

Every CSV file that the tracker offers is written here, except the tables of the Data Package: those are exact.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

BOM = "\ufeff"  # without it Excel reads UTF-8 as the code page of its country
_RUN = "=+\\-@\t\r\n＝＋－＠"  # a cell that begins with one of these can be a formula
_RISKY = re.compile(f"[{_RUN}]")
_RISKY_ROW = re.compile(f"(?:^|\0)[{_RUN}]")
_FIGURE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def neutral(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet could run it; a plain figure (-7.4) as it is."""
    return f"'{cell}" if _RISKY.match(cell) and not _FIGURE.fullmatch(cell) else cell


def write_table(stream: Any, columns: Sequence[str], rows: Iterable[Sequence[str]], *, bom: bool = True) -> None:
    """Write the byte order mark, the header and the rows to a stream of text; cells are text."""
    if bom:
        stream.write(BOM)
    writer = csv.writer(stream)
    writer.writerow(columns)
    write_rows(writer, rows)


def write_rows(writer: Any, rows: Iterable[Sequence[str]]) -> None:
    """Write rows of text cells to a writer of ``csv``, every cell neutral."""
    writer.writerows(_neutral_rows(rows))


def _neutral_rows(rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    for row in rows:
        # One look at a whole row is ten times as fast as one at each cell, and almost no row has such a cell.
        yield [neutral(cell) for cell in row] if _RISKY_ROW.search("\0".join(row)) else row
