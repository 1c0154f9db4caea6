"""A package on disk, as a folder or a .zip: datapackage.json and the tables it lists. Nothing is ever unpacked."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Protocol

from .columns import Table
from .formats import SAVE_AS
from .problems import PackageRefusedError, refused, show
from .tables import BY_NAME, TABLES

DESCRIPTOR = "datapackage.json"
MAX_DESCRIPTOR_BYTES = 10 * 2**20
# Deflate cannot beat 1032 : 1 and tables stay far below; a bomb is refused before a byte of it is read.
MAX_COMPRESSION = 400
SMALL_BYTES = 2**20
MAX_TABLE_BYTES = 16 * 2**30

SPREADSHEET_PARTS = frozenset({"xl/workbook.xml", "content.xml"})  # of XLSX and ODS

UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError)


class Container(Protocol):
    """Where the files of a package lie."""

    def names(self) -> list[str]: ...

    def size(self, name: str) -> int:
        """Bytes of the file unpacked; FileNotFoundError; PackageRefusedError when it must not be read."""

    def open(self, name: str) -> IO[bytes]: ...


@dataclass(frozen=True, slots=True)
class Resource:
    """A table and the file that holds it, named as in datapackage.json."""

    table: Table
    file: str


@dataclass(frozen=True, slots=True)
class Package:
    """An open package. ``resources`` come in the order of the format; ``ignored`` names tables left unlisted."""

    name: str
    container: Container
    resources: tuple[Resource, ...]
    ignored: tuple[str, ...]

    @contextmanager
    def open(self, resource: Resource) -> Iterator[IO[bytes]]:
        try:
            stream = self.container.open(resource.file)
        except UNREADABLE as error:
            raise refused(resource.file, f"cannot be opened: {error}") from None
        with stream:
            yield stream


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a folder or a .zip and read its descriptor. Raises PackageRefusedError."""
    if not path.exists():
        raise refused(str(path), "there is no such folder or .zip")
    if path.is_dir():
        yield _package(path.resolve().name, _Folder(path))
        return
    if not zipfile.is_zipfile(path):
        raise refused(str(path), "is neither a folder nor a readable .zip: name the folder with datapackage.json")
    try:
        archive = zipfile.ZipFile(path)
    except UNREADABLE as error:
        raise refused(str(path), f"is a damaged .zip: {error}") from None
    with archive:
        if SPREADSHEET_PARTS.intersection(archive.namelist()):
            raise refused(str(path), f"is a spreadsheet, not a Data Package: of each table {SAVE_AS}")
        yield _package(path.stem, _Archive(archive))


class _Folder:
    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def names(self) -> list[str]:
        return [entry.name for entry in self.root.iterdir() if entry.is_file()]

    def size(self, name: str) -> int:
        file = (self.root / name).resolve()
        if not file.is_relative_to(self.root):
            raise refused(DESCRIPTOR, f"a path leads out of the package ({show(name)})")
        if not file.is_file():
            raise FileNotFoundError(name)
        return file.stat().st_size

    def open(self, name: str) -> IO[bytes]:
        return (self.root / name).open("rb")


class _Archive:
    """A .zip with the package at its root or in its one folder."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        descriptors = [
            name for name in archive.namelist() if PurePosixPath(name).name == DESCRIPTOR and name.count("/") <= 1
        ]
        self.prefix = min(descriptors, key=len)[: -len(DESCRIPTOR)] if descriptors else ""

    def names(self) -> list[str]:
        inside = [name.removeprefix(self.prefix) for name in self.archive.namelist() if name.startswith(self.prefix)]
        return [name for name in inside if name and "/" not in name]

    def size(self, name: str) -> int:
        try:
            info = self.archive.getinfo(self.prefix + name)
        except KeyError:
            raise FileNotFoundError(name) from None
        if info.file_size > SMALL_BYTES and info.file_size > MAX_COMPRESSION * max(info.compress_size, 1):
            raise refused(name, f"unpacks to over {MAX_COMPRESSION} times its size: refused as a zip bomb")
        return info.file_size

    def open(self, name: str) -> IO[bytes]:
        return self.archive.open(self.prefix + name)


def _package(name: str, container: Container) -> Package:
    resources = tuple(_resources(container, _descriptor(container)))
    if not resources:
        raise refused(DESCRIPTOR, f"lists none of the tables {', '.join(BY_NAME)}")
    order = list(TABLES)
    listed = {resource.table for resource in resources}
    present = set(container.names())
    return Package(
        name=name,
        container=container,
        resources=tuple(sorted(resources, key=lambda resource: order.index(resource.table))),
        ignored=tuple(table.file_name for table in TABLES if table not in listed and table.file_name in present),
    )


def _descriptor(container: Container) -> dict[str, Any]:
    try:
        if container.size(DESCRIPTOR) > MAX_DESCRIPTOR_BYTES:
            raise refused(DESCRIPTOR, "is over 10 MiB: it only has to list the tables")
        with container.open(DESCRIPTOR) as stream:
            text = stream.read().decode("utf-8-sig")
        descriptor = json.loads(text)
    except FileNotFoundError:
        raise refused(DESCRIPTOR, "is missing: a Data Package is a folder or .zip with this file in it") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise refused(DESCRIPTOR, "is not UTF-8", line=line) from None
    except json.JSONDecodeError as error:
        raise refused(DESCRIPTOR, f"is not JSON: {error.msg}, column {error.colno}", line=error.lineno) from None
    except RecursionError:
        raise refused(DESCRIPTOR, "is not JSON that can be read: nested too deeply") from None
    except UNREADABLE as error:
        raise refused(DESCRIPTOR, f"cannot be read: {error}") from None
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), list):
        raise refused(DESCRIPTOR, "has no list “resources” with the tables of the package")
    return descriptor


def _resources(container: Container, descriptor: dict[str, Any]) -> Iterator[Resource]:
    """The resources that are tables of ours; others are none of our business."""
    seen: set[str] = set()
    for number, resource in enumerate(descriptor["resources"], start=1):
        if not isinstance(resource, dict):
            raise refused(DESCRIPTOR, f"resource {number} is no object with “name” and “path”")
        table = _table_of(resource)
        if table is None:
            continue
        if table.name in seen:
            raise refused(DESCRIPTOR, f"lists the table {table.name} twice")
        seen.add(table.name)
        yield Resource(table, _file_of(container, table, resource))


def _table_of(resource: dict[str, Any]) -> Table | None:
    name, path = resource.get("name"), resource.get("path")
    if isinstance(name, str) and name in BY_NAME:
        return BY_NAME[name]
    return BY_NAME.get(PurePosixPath(path).stem) if isinstance(path, str) and path.endswith(".csv") else None


def _file_of(container: Container, table: Table, resource: dict[str, Any]) -> str:
    path = resource.get("path")
    if isinstance(path, list) and len(path) == 1:
        path = path[0]
    if not isinstance(path, str) or not path:
        raise refused(DESCRIPTOR, f"the table {table.name} has no “path” that names its one CSV file")
    _refuse_path(path)
    dialect = resource.get("dialect")
    delimiter = dialect.get("delimiter", ",") if isinstance(dialect, dict) else ","
    if delimiter != ",":
        raise refused(DESCRIPTOR, f"the table {table.name} is not comma-separated ({show(str(delimiter))})")
    try:
        size = container.size(path)
    except (FileNotFoundError, ValueError):
        raise refused(path, f"is missing, though datapackage.json lists it as the table {table.name}") from None
    except OSError as error:
        raise refused(DESCRIPTOR, f"a path cannot be looked up: {error.strerror} ({show(path)})") from None
    if size > MAX_TABLE_BYTES:
        raise refused(path, f"is over {MAX_TABLE_BYTES // 2**30} GiB: split the package")
    return path


def _refuse_path(path: str) -> None:
    """Files of a package lie inside it: no absolute paths, no parents, no URLs."""
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or ":" in path or "\0" in path:
        raise refused(DESCRIPTOR, f"a path leads out of the package ({show(path)})")


__all__ = ["DESCRIPTOR", "UNREADABLE", "Package", "PackageRefusedError", "Resource", "open_package"]
