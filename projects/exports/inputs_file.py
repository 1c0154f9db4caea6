"""The inputs of all verdicts as one file: the same at ``/inputs.csv`` and in the nightly set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from projects.packages.spreadsheet import write_table
from projects.packages.writing.record_rows import snapshot
from projects.reports.targets.input_columns import NAMES
from projects.reports.targets.inputs import Row, all_inputs


def write_inputs(path: Path, as_of: date) -> int:
    """Write the inputs of all verdicts on a day to a file, streaming; the number of rows."""
    count = 0

    def counted() -> Iterator[Row]:
        nonlocal count
        for row in all_inputs(as_of):
            count += 1
            yield row

    with path.open("w", encoding="utf-8", newline="") as file, snapshot():
        write_table(file, NAMES, counted())
    return count
