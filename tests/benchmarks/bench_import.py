"""How fast a big package is imported, beside what the database can do at best with the same rows.

At best: PostgreSQL's COPY, or SQLite's executemany, of ready rows into the same tables with their keys, indexes
and constraints, in one transaction and committed. Ours: the whole import of the package from its CSV files, every
check included. Each side starts from an empty database, in a process of its own, so that the peaks are its own.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
AS_OF = date(2026, 1, 15)
PROMISED = 0.4
TABLES_LOADED = ("organisations", "territories", "sources", "programmes", "indicators", "targets", "outcomes")
CHUNK = 20_000


def compare(name: str, url: str, *, targets: int, outcomes: int) -> bool:
    """Measure one database and print the line; True when the promised ratio is kept."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        ours = _child("import", url, work, targets, outcomes)
        bare = _child("bare", url, work, targets, outcomes)
    ratio = ours["rate"] / bare["rate"]
    print(
        f"import {name}: {ours['rows']} rows, of them {outcomes} outcomes\n"
        f"  import, checked  {ours['rate']:>9,.0f} rows/s  {ours['seconds']:6.1f} s  peak {ours['peak']:.0f} MiB\n"
        f"  bare {bare['how']:<11} {bare['rate']:>9,.0f} rows/s  {bare['seconds']:6.1f} s\n"
        f"  ratio            {ratio:9.2f}  (promised {PROMISED:.2f})\n"
        f"  again, unchanged {ours['again']:9.1f} s\n"
        f"  refresh          {ours['refresh']:9.1f} s for {ours['chains']} chains, peak {ours['refresh_peak']:.0f} MiB",
        flush=True,
    )
    return ratio >= PROMISED


def _child(step: str, url: str, work: Path, targets: int, outcomes: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_import", step, str(work), str(targets), str(outcomes)],
        env={**os.environ, "DATABASE_URL": url, "TRACKER_DATA": str(work)},
        stdout=subprocess.PIPE,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


# --- in the child ------------------------------------------------------------------------------------------------


def _main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    step, work, targets, outcomes = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    answer = _import(work, targets, outcomes) if step == "import" else _bare(work)
    print(json.dumps(answer))


def _import(work: Path, targets: int, outcomes: int) -> dict[str, Any]:
    from django.core.management import call_command
    from django.db import connection, transaction

    from projects.actions.refresh import refresh_assessments
    from projects.models.system_user import system_user
    from projects.packages.load import staged_package
    from tests.benchmarks.record import Size, write_record

    if connection.introspection.table_names():
        raise SystemExit("The benchmark empties its database: give it a new one, not this.")
    call_command("migrate", verbosity=0)
    package = write_record(work / "package", Size(targets=targets, outcomes=outcomes))
    person = system_user().pk

    def load() -> tuple[int, float]:
        start = time.perf_counter()
        with transaction.atomic(), staged_package(package) as staged:
            counts = staged.load(by_id=person, at=AT).tables
        return sum(count.new for count in counts.values()), time.perf_counter() - start

    rows, seconds = load()
    peak = _peak()
    _new, again = load()
    _dump(work / "rows")
    start = time.perf_counter()
    chains = refresh_assessments(as_of=AS_OF, at=AT) if os.environ.get("BENCH_REFRESH", "1") == "1" else 0
    return {
        "rows": rows,
        "rate": rows / seconds,
        "seconds": seconds,
        "peak": peak,
        "again": again,
        "refresh": time.perf_counter() - start,
        "refresh_peak": _peak(),
        "chains": chains,
    }


def _dump(folder: Path) -> None:
    """The rows as the database stores them, for the bare load."""
    folder.mkdir()
    for table, columns in _stored_columns():
        dump_table(folder, table, columns)


def dump_table(folder: Path, table: str, columns: list[str]) -> None:
    """One table into a file of its name."""
    from django.db import connection

    names = ", ".join(f'"{column}"' for column in columns)
    with (folder / table).open("wb") as stream, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) TO STDOUT') as copy:
                for data in copy:
                    stream.write(data)
            return
        cursor.execute(f'SELECT {names} FROM "{table}" ORDER BY rowid')
        while chunk := cursor.fetchmany(CHUNK):
            pickle.dump(chunk, stream)


def _stored_columns() -> Iterator[tuple[str, list[str]]]:
    from projects.packages.tables import BY_NAME

    for name in TABLES_LOADED:
        model = BY_NAME[name].model
        yield model._meta.db_table, [field.column for field in model._meta.concrete_fields]


def _bare(work: Path) -> dict[str, Any]:
    from django.core.management import call_command
    from django.db import connection, transaction

    from projects.models.system_user import system_user

    call_command("migrate", verbosity=0)
    empty()
    system_user()
    rows = 0
    ready = [(table, columns, read_dump(work / "rows", table)) for table, columns in _stored_columns()]
    start = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, data in ready:
            rows += load_bare(cursor, table, columns, data)
    seconds = time.perf_counter() - start
    how = "COPY" if connection.vendor == "postgresql" else "executemany"
    return {"rows": rows, "rate": rows / seconds, "seconds": seconds, "how": how}


def read_dump(folder: Path, table: str) -> Any:
    """What ``dump_table`` wrote, as ``load_bare`` takes it."""
    from django.db import connection

    path = folder / table
    return path.read_bytes() if connection.vendor == "postgresql" else list(_unpickled(path))


def load_bare(cursor: Any, table: str, columns: list[str], data: Any) -> int:
    """Ready rows into their table; how many."""
    from django.db import connection

    names = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            copy.write(data)
        return int(cursor.rowcount)
    marks = ", ".join("?" * len(columns))
    # The driver's own cursor: Django's would convert the statement and buffer the rows.
    connection.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', data)
    return len(data)


def _unpickled(path: Path) -> Iterator[tuple[Any, ...]]:
    with path.open("rb") as stream:
        while True:
            try:
                yield from pickle.load(stream)
            except EOFError:
                return


def empty() -> None:
    """Start from an empty database again: a new file on SQLite, TRUNCATE on PostgreSQL."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "postgresql":
        call_command("flush", verbosity=0, interactive=False)
        return
    name = Path(connection.settings_dict["NAME"])
    connection.close()
    for path in name.parent.glob(name.name + "*"):
        path.unlink()
    call_command("migrate", verbosity=0)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    _main()
