"""A list written to a file in one of the formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from projects.api.fields import NAME as FIELDS
from projects.api.fields import wanted_tree
from projects.exports.about import About
from projects.exports.columns import Column
from projects.exports.csv_file import write_csv
from projects.exports.json_lines import write_objects
from projects.exports.parquet import write_parquet
from projects.exports.workbook import write_workbook
from projects.models.record_version import Version
from projects.packages.writing.record_rows import snapshot

from .list_columns import as_rows, list_columns
from .public_list import Objects, PublicList


@dataclass(frozen=True)
class ListFile:
    """A list that was asked for: ``query`` its parameters, ``today`` the day where they name none."""

    listed: PublicList
    query: Mapping[str, Any]
    today: date
    version: Version
    address: str
    lang: str = "en"
    bom: bool = False

    @property
    def about(self) -> About:
        return About(self.listed.name, self.query.get("as_of", self.today), self.address, self.lang)

    def table(self, objects: Objects) -> tuple[list[Column], Iterator[tuple[Any, ...]]]:
        """The columns, and the objects as rows of them."""
        columns = list_columns(self.listed.serializer, self.listed.docs, wanted_tree(self.query.get(FIELDS)))
        return [column.column for column in columns], as_rows(objects, columns)

    def write(self, format: str, path: Path) -> None:
        """Write the file. Raises BadParametersError, TooManyRowsError, NoDuckDBError."""
        with snapshot():
            FORMATS[format].write(self, path, self.listed.objects(self.query, self.today, self.version))


def _write_csv(file: ListFile, path: Path, objects: Objects) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(stream, *file.table(objects), bom=file.bom)


def _write_workbook(file: ListFile, path: Path, objects: Objects) -> None:
    write_workbook(path, *file.table(objects), file.about)


def _write_json_lines(file: ListFile, path: Path, objects: Objects) -> None:
    with path.open("wb") as stream:
        write_objects(stream, objects)


def _write_parquet(file: ListFile, path: Path, objects: Objects) -> None:
    write_parquet(path, *file.table(objects), file.about)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of a file: its media type, its name for readers, and what writes it."""

    media_type: str
    title: str
    write: Callable[[ListFile, Path, Objects], None]


FORMATS: Mapping[str, Format] = {
    "csv": Format("text/csv; charset=utf-8", "CSV", _write_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", _write_workbook),
    "jsonl": Format("application/x-ndjson", "JSON Lines", _write_json_lines),
    "parquet": Format("application/vnd.apache.parquet", "Parquet", _write_parquet),
}
