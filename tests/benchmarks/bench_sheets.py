"""How fast a spreadsheet of outcomes is checked and imported, beside COPY of the same rows.

At best: COPY (or executemany) of ready rows into the table with its keys, indexes and constraints, committed. Ours: the
rows of an XLSX and of a CSV as people write them, without ids, days as 31.12.2024: read, checked and written, then the
verdicts. Both sides have the same record beside the outcomes.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
AS_OF = date(2026, 1, 15)
PROMISED_RATIO = 1 / 3
PROMISED_SECONDS = 60
BASE = ("organisations", "territories", "sources", "programmes", "indicators", "targets")
DAYS = frozenset({"period_start", "period_end", "compared_with_start", "compared_with_end"})


def compare(name: str, url: str, *, outcomes: int) -> bool:
    """Measure one database and print the lines; True when the promises are is_kept."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_sheets", folder, str(outcomes)],
            env={**os.environ, "DATABASE_URL": url, "TRACKER_DATA": folder},
            stdout=subprocess.PIPE,
            check=True,
        )
    measured: dict[str, Any] = json.loads(done.stdout)
    bare = measured["bare"]
    print(f"sheets {name}: {outcomes} outcomes\n  bare load        {outcomes / bare:>9,.0f} rows/s  {bare:6.1f} s")
    is_kept = True
    for kind in ("csv", "xlsx"):
        check, whole = measured[f"{kind}_check"], measured[f"{kind}_import"]
        load = whole - measured[f"{kind}_refresh"]
        print(
            f"  {kind:<4} import      {outcomes / load:>9,.0f} rows/s  {load:6.1f} s  ratio {bare / load:.2f}; "
            f"checked before in {check:.1f} s, verdicts after in {measured[f'{kind}_refresh']:.1f} s; "
            f"again, unchanged {measured[f'{kind}_again']:.1f} s",
            flush=True,
        )
        is_kept = is_kept and check + whole < PROMISED_SECONDS
    ratio = bare / (measured["csv_import"] - measured["csv_refresh"])
    print(
        f"  promised: under {PROMISED_SECONDS} s checked and loaded, the CSV at {PROMISED_RATIO:.2f} of the bare load"
    )
    return is_kept and ratio >= PROMISED_RATIO


# --- in the child ------------------------------------------------------------------------------------------------


def _main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    print(json.dumps(_measure(Path(sys.argv[1]), int(sys.argv[2]))))


def _measure(work: Path, outcomes: int) -> dict[str, float]:
    from django.core.management import call_command
    from django.db import connection

    from tests.benchmarks.record import Size, write_record

    if connection.introspection.table_names():
        raise SystemExit("The benchmark empties its database: give it a new one, not this.")
    call_command("migrate", verbosity=0)
    package = write_record(work / "package", Size(targets=outcomes // 25, outcomes=outcomes))
    files = {"csv": _csv(package, work), "xlsx": _xlsx(package, work)}
    measured: dict[str, float] = {}
    for kind, path in files.items():
        _restart(package, work)
        measured |= {f"{kind}_{name}": seconds for name, seconds in _imported(path).items()}
    _dump(work)
    _restart(package, work)
    measured["bare"] = _bare(work)
    return measured


def _imported(path: Path) -> dict[str, float]:
    from projects.actions import import_table as action
    from projects.packages.sheets.answers import Answers
    from projects.packages.sheets.stage import SheetFile
    from projects.packages.tables import OUTCOMES

    file, answers, seconds = SheetFile(path.name, path.read_bytes()), Answers(decimal="."), [0.0]
    refresh = action.refresh_loaded

    def timed_refresh(*arguments: Any) -> None:
        start = time.perf_counter()
        refresh(*arguments)
        seconds[0] = time.perf_counter() - start

    def timed(what: Any, **options: Any) -> float:
        start = time.perf_counter()
        what(table=OUTCOMES, file=file, answers=answers, **options)
        return time.perf_counter() - start

    action.refresh_loaded = timed_refresh
    try:
        check = timed(action.check_table)
        whole = timed(action.import_table, by=None, at=AT, as_of=AS_OF)
        again = timed(action.import_table, by=None, at=AT, as_of=AS_OF)
    finally:
        action.refresh_loaded = refresh
    return {"check": check, "import": whole, "refresh": seconds[0], "again": again}


def _restart(package: Path, work: Path) -> None:
    """The record without its outcomes."""
    from django.core.management import call_command

    from projects.packages.schema import descriptor_text
    from tests.benchmarks.bench_import import empty

    empty()
    base = work / "base"
    if not base.exists():
        base.mkdir()
        for name in BASE:
            shutil.copy(package / f"{name}.csv", base)
        resources = json.loads(descriptor_text())
        resources["resources"] = [table for table in resources["resources"] if table["name"] in BASE]
        (base / "datapackage.json").write_text(json.dumps(resources))
    with open(os.devnull, "w") as nowhere:
        call_command("import_package", str(base), stdout=nowhere, stderr=nowhere)


def _rows(package: Path) -> Iterator[list[str]]:
    """The outcomes as people send them: no ids, and so no corrections by id; days as 31.12.2024."""
    with (package / "outcomes.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        names = [name for name in rows.fieldnames or () if name not in {"id", "corrects", "our_slip"}]
        yield names
        for row in rows:
            yield [_day(row[name]) if name in DAYS else row[name] for name in names]


def _day(iso: str) -> str:
    return ".".join(reversed(iso.split("-"))) if iso else ""


def _csv(package: Path, work: Path) -> Path:
    path = work / "outcomes.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(_rows(package))
    return path


def _xlsx(package: Path, work: Path) -> Path:
    import xlsxwriter

    path = work / "outcomes.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": True}) as book:
        sheet = book.add_worksheet("outcomes")
        style = book.add_format({"num_format": "dd.mm.yyyy"})
        rows = _rows(package)
        header = next(rows)
        days = {place for place, name in enumerate(header) if name in DAYS}
        sheet.write_row(0, 0, header)
        for line, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if place in days and cell:
                    sheet.write_datetime(line, place, datetime.strptime(cell, "%d.%m.%Y"), style)
                elif cell:
                    sheet.write(line, place, cell)
    return path


@contextmanager
def _cursor() -> Iterator[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        yield cursor


def _dump(work: Path) -> None:
    """The outcomes as the database stores them."""
    from projects.models import Outcome
    from tests.benchmarks.bench_import import dump_table

    dump_table(work, Outcome._meta.db_table, [field.column for field in Outcome._meta.concrete_fields])


def _bare(work: Path) -> float:
    from django.db import transaction

    from projects.models import Outcome
    from tests.benchmarks.bench_import import load_bare, read_dump

    table, columns = Outcome._meta.db_table, [field.column for field in Outcome._meta.concrete_fields]
    data = read_dump(work, table)
    start = time.perf_counter()
    with transaction.atomic(), _cursor() as cursor:
        load_bare(cursor, table, columns, data)
    return time.perf_counter() - start


if __name__ == "__main__":
    _main()
