"""The record as a package: deterministic to the byte, written aside and moved into place when it is whole."""

from __future__ import annotations

import re
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.db import connection, models, transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Collate

from projects.comparison.quantities import plain
from projects.models import Outcome, ProjectEvent, Source, Target

from .columns import Column, Table
from .reader import DESCRIPTOR
from .schema import descriptor_text
from .tables import BY_NAME, TABLES

CHUNK_ROWS = 1000
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_NEEDS_QUOTES = re.compile(r'[",\r\n]')

Open = Callable[[str], Any]  # name of a file → context manager of a binary stream
Rows = models.QuerySet[Any, Any]


class ExportRefusedError(Exception):
    """The package must not be written there; nothing was touched."""


def write_package(path: Path, *, as_of: date | None = None) -> dict[str, int]:
    """Write the record, or what of it was known on ``as_of`` (R1), to a folder or a .zip; rows written by table.

    An earlier package there is replaced, other files beside its tables are kept. Raises ExportRefusedError, OSError.
    """
    path = path.absolute()
    refuse_destination(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        with _archive(aside) if is_archive(path) else _folder(aside) as opened, snapshot():
            counts = {table.name: _write_table(table, opened, as_of) for table in TABLES}
            with opened(DESCRIPTOR) as stream:
                stream.write(descriptor_text().encode())
        _move_into_place(aside, path)
    finally:
        if aside.is_dir():
            shutil.rmtree(aside)
        else:
            aside.unlink(missing_ok=True)
    return counts


def is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def refuse_destination(path: Path) -> None:
    """Only a package gives way to a package."""
    if not path.exists():
        return
    if is_archive(path):
        if not (path.is_file() and zipfile.is_zipfile(path) and _holds_package(path)):
            raise ExportRefusedError(f"{path} is there and is no package: name another file or remove it")
    elif not path.is_dir():
        raise ExportRefusedError(f"{path} is a file: name a folder, or a .zip")
    elif any(path.iterdir()) and not (path / DESCRIPTOR).is_file():
        raise ExportRefusedError(f"{path} holds other things and no {DESCRIPTOR}: name a new or an empty folder")


def _holds_package(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name.rsplit("/", 1)[-1] == DESCRIPTOR for name in archive.namelist())


@contextmanager
def snapshot() -> Iterator[None]:
    """All tables as they are at one moment."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


# --- rows --------------------------------------------------------------------------------------------------------


def _write_table(table: Table, opened: Open, as_of: date | None) -> int:
    with opened(table.file_name) as stream:
        stream.write((",".join(column.name for column in table.columns) + "\n").encode())
        return _write_rows(stream, _rows(table, as_of))


def _write_rows(stream: IO[bytes], rows: Iterable[list[str]]) -> int:
    count, rows = 0, iter(rows)
    while chunk := list(islice(rows, CHUNK_ROWS)):
        stream.write("".join(_line(row) for row in chunk).encode())
        count += len(chunk)
    return count


def _line(cells: list[str]) -> str:
    if not _NEEDS_QUOTES.search("".join(cells)):
        return ",".join(cells) + "\n"
    return ",".join(map(_quoted, cells)) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def _rows(table: Table, as_of: date | None) -> Iterator[list[str]]:
    """The rows of a table as cells, by id in the order of code points on either database."""
    by_id = F("id") if connection.vendor == "sqlite" else Collate(F("id"), "C")
    columns = [_expression(table, column, as_of) for column in table.columns]
    renderers = [_RENDERERS.get(column.kind, _text) for column in table.columns]
    for row in _known(table, as_of).order_by(by_id).values_list(*columns).iterator(chunk_size=CHUNK_ROWS):
        yield [render(value) for render, value in zip(renderers, row, strict=True)]


def _expression(table: Table, column: Column, as_of: date | None) -> Any:
    """The column, or for what was known on a day: nothing where it names a row that was not known."""
    name = table.field(column).attname
    if as_of is None or column.kind != "reference" or column.required or not BY_NAME[column.references].is_claim:
        return F(name)
    known_rows = _known(BY_NAME[column.references], as_of).values("pk")
    return Case(When(Q(**{f"{column.name}__in": known_rows}), then=F(name)))


def _known(table: Table, as_of: date | None) -> Rows:
    """What R1 lets exist on a day. Bodies, places, programmes, indicators and projects are no claims: all stay."""
    rows: Rows = table.model._default_manager.all()
    if as_of is None:
        return rows
    if table.model is Target:
        return Target.objects.announced_by(as_of)
    if table.model is Outcome:
        return Outcome.objects.published_by(as_of)
    if table.model is ProjectEvent:
        return ProjectEvent.objects.filter(source__public_on__lte=as_of, date__lte=as_of)
    if table.model is Source:  # an announcement counts from its own day, even where the source came out later
        cited = Target.objects.announced_by(as_of).values("source")
        return Source.objects.filter(Q(public_on__lte=as_of) | Q(pk__in=cited))
    return rows


def _text(value: str | None) -> str:
    return value or ""


_RENDERERS: dict[str, Callable[[Any], str]] = {
    "date": lambda value: "" if value is None else value.isoformat(),
    "figure": lambda value: "" if value is None else plain(value),
    "integer": lambda value: "" if value is None else str(value),
    "boolean": lambda value: "true" if value else "false",
}


# --- files -------------------------------------------------------------------------------------------------------


@contextmanager
def _folder(aside: Path) -> Iterator[Open]:
    aside.mkdir()
    yield lambda name: (aside / name).open("wb")


@contextmanager
def _archive(aside: Path) -> Iterator[Open]:
    with zipfile.ZipFile(aside, "x", zipfile.ZIP_DEFLATED) as archive:

        def opened(name: str) -> IO[bytes]:
            info = zipfile.ZipInfo(name, ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, whatever this machine is: the archive is the same everywhere
            info.external_attr = 0o644 << 16
            return archive.open(info, "w", force_zip64=True)

        yield opened


def _move_into_place(aside: Path, path: Path) -> None:
    if aside.is_file() or not path.exists():
        aside.replace(path)
        return
    earlier = aside.with_suffix(".earlier")
    path.rename(earlier)
    aside.rename(path)
    for entry in earlier.iterdir():
        if not (path / entry.name).exists():
            entry.rename(path / entry.name)
    shutil.rmtree(earlier)
