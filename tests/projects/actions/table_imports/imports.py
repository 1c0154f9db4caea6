"""Files that editors bring, for tests of the worker and of the pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from projects.actions.table_imports.requests import approve_import, upload_table
from projects.actions.table_imports.run import run_waiting
from projects.models import TableImport
from projects.packages.tables import BY_NAME
from tests.projects.packages.sample import load, sample, write

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
HEADER = "indicator,basis,qualifier,value,period_start,period_end,final,source"
ROW = "cars-made,absolute,exactly,{value},2023-07-01,2023-12-31,true,report"


def load_record(folder: Path) -> None:
    load(write(folder / "record", sample()))


def clock() -> datetime:
    return AT


def content(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def uploaded(by, *rows: str, table: str = "outcomes", header: str = HEADER) -> TableImport:
    return upload_table(
        table=BY_NAME[table], file_name="figures.csv", content=content(*rows, header=header), by=by, at=AT
    )


def checked(by, *rows: str, table: str = "outcomes", header: str = HEADER) -> TableImport:
    """The import once a worker has looked at it."""
    table_import = uploaded(by, *rows, table=table, header=header)
    run_waiting(clock)
    table_import.refresh_from_db()
    return table_import


def published(by, publisher, *rows: str, table: str = "outcomes", header: str = HEADER) -> TableImport:
    table_import = checked(by, *rows, table=table, header=header)
    assert table_import.state == "checked", table_import.result
    approve_import(table_import=table_import, attempt=table_import.attempts, confirmed=True, by=publisher, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    return table_import
