"""The record as a package: deterministic to the byte, written aside and moved into place when it is whole."""

from __future__ import annotations

import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

from .reader import DESCRIPTOR
from .schema import descriptor_text
from .tables import TABLES
from .writing.record_rows import snapshot
from .writing.table_files import write_csv

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
BLOCK = 1 << 20

Open = Callable[[str], Any]  # name of a file → context manager of a binary stream


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
            counts = {}
            for table in TABLES:
                with opened(table.file_name) as stream:
                    counts[table.name] = write_csv(stream, table, as_of)
            with opened(DESCRIPTOR) as stream:
                stream.write(descriptor_text().encode())
        _move_into_place(aside, path)
    finally:
        if aside.is_dir():
            shutil.rmtree(aside)
        else:
            aside.unlink(missing_ok=True)
    return counts


def pack(folder: Path, path: Path) -> None:
    """Write the archive of a package whose tables lie in a folder, as ``write_package`` would write it."""
    with _archive(path) as opened:
        for table in TABLES:
            with (folder / table.file_name).open("rb") as source, opened(table.file_name) as stream:
                shutil.copyfileobj(source, stream, BLOCK)
        with opened(DESCRIPTOR) as stream:
            stream.write(descriptor_text().encode())


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
