"""The set of files that readers get, as ``files.json`` describes it, and where it lies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from projects.comparison.figures import METHOD_VERSION
from projects.publishing.licence import DATA, attribution, terms

MANIFEST, CHECKSUMS = "files.json", "SHA256SUMS"
CURRENT = "current"  # a link to the folder of the set that readers get
ADDRESS = "/data/files/"


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of the set. ``rows`` is None for what has no rows; ``table`` and ``group`` say what it is about."""

    name: str
    media_type: str
    size: int
    sha256: str
    rows: int | None
    about: str
    group: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days that the record's figures are about, and its countries as (id, name)."""

    first_day: str | None
    last_day: str | None
    countries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """All files of one making. ``folder`` holds them; ``as_of`` is the day of its verdicts."""

    folder: Path
    made_at: datetime
    as_of: date
    method_version: str
    coverage: Coverage
    files: tuple[PublishedFile, ...]

    def file(self, name: str) -> PublishedFile | None:
        return next((file for file in self.files if file.name == name), None)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


def folder() -> Path:
    """Where sets lie."""
    return Path(settings.DATA_DIR) / "files"


def current_set() -> PublishedSet | None:
    """The set that readers get; None before the first."""
    try:
        place = (folder() / CURRENT).resolve(strict=True)
        return _read(place, json.loads((place / MANIFEST).read_bytes()))
    except FileNotFoundError:
        return None


def is_due(at: datetime, published: PublishedSet | None) -> bool:
    """Whether a set is to be made: there is none, the night has come, or verdicts are found otherwise since."""
    return (
        published is None
        or published.method_version != METHOD_VERSION
        or published.made_at < _last_night(timezone.localtime(at))
    )


def _last_night(now: datetime) -> datetime:
    """The last time that it was FILES_HOUR in the tracker's time zone."""
    hour = datetime.combine(now.date(), time(settings.FILES_HOUR), now.tzinfo)
    return hour if hour <= now else datetime.combine(now.date() - timedelta(days=1), hour.time(), now.tzinfo)


def manifest(published: PublishedSet) -> dict[str, Any]:
    """What ``files.json`` says."""
    address = f"{settings.SITE_URL}{ADDRESS}"
    return {
        "address": address,
        "made_at": published.made_at.isoformat(),
        "as_of": published.as_of.isoformat(),
        "method_version": published.method_version,
        "license": {"name": DATA.name, "title": DATA.title, "url": DATA.url, "terms": terms("en")},
        "attribution": attribution(published.as_of, "en"),
        "coverage": asdict(published.coverage),
        "files": [{"url": f"{address}{file.name}", **_described(file)} for file in published.files],
    }


def _described(file: PublishedFile) -> dict[str, Any]:
    described = asdict(file)
    return {**described, "bytes": described.pop("size"), "table": file.table or None}


def _read(place: Path, described: Mapping[str, Any]) -> PublishedSet:
    coverage = described["coverage"]
    names = {"name", "media_type", "sha256", "rows", "about", "group"}
    return PublishedSet(
        place,
        datetime.fromisoformat(described["made_at"]),
        date.fromisoformat(described["as_of"]),
        described["method_version"],
        Coverage(coverage["first_day"], coverage["last_day"], tuple(map(tuple, coverage["countries"]))),
        tuple(
            PublishedFile(**{name: file[name] for name in names}, size=file["bytes"], table=file["table"] or "")
            for file in described["files"]
        ),
    )
