"""A small package that keeps every rule, for tests to bend: rows as dictionaries, written to a folder."""

from __future__ import annotations

import csv
import json
from copy import deepcopy
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from projects.packages.tables import BY_NAME

Rows = list[dict[str, str]]
Tables = dict[str, Rows]

_SAMPLE: Tables = {
    "organisations": [
        {"id": "government", "name": "Government", "kind": "government"},
        {"id": "ministry", "name": "Ministry", "name_ru": "Министерство", "kind": "ministry", "parent": "government"},
        {
            "id": "new-ministry",
            "name": "New ministry",
            "kind": "ministry",
            "parent": "government",
            "succeeds": "ministry",
            "succeeded_on": "2023-09-01",
            "url": "https://example.org/",
        },
    ],
    "territories": [{"id": "kz", "name": "Kazakhstan"}, {"id": "kz-71", "name": "Astana", "parent": "kz"}],
    "sources": [
        {
            "id": "plan",
            "title": "The plan",
            "publisher": "Government",
            "published": "2023-01-10",
            "published_precision": "day",
            "kind": "government",
            "url": "https://example.org/plan",
        },
        {
            "id": "report",
            "title": "A report",
            "publisher": "Statistics",
            "published": "2024-02-01",
            "published_precision": "month",
            "kind": "official_statistics",
        },
        {
            "id": "paper",
            "title": "An article",
            "publisher": "Newspaper",
            "published": "2024-03-05",
            "published_precision": "day",
            "kind": "press",
        },
    ],
    "programmes": [{"id": "cars", "name": "Car industry", "responsible": "ministry", "territory": "kz"}],
    "indicators": [
        {
            "id": "cars-made",
            "programme": "cars",
            "name": "Cars made",
            "unit": "vehicles",
            "accumulation": "sum",
            "direction": "increase",
            "path": "linear",
            "reporting_interval_days": "90",
        },
        {
            "id": "plant-open",
            "programme": "cars",
            "name": "Plant opened",
            "unit": "",
            "accumulation": "milestone",
            "direction": "increase",
            "path": "linear",
        },
    ],
    "targets": [
        {
            "id": "cars-2023",
            "indicator": "cars-made",
            "basis": "absolute",
            "qualifier": "at_least",
            "value": "1000",
            "rounded_to": "10",
            "window_start": "2023-01-01",
            "deadline": "2023-12-31",
            "timing": "within_period",
            "withdrawn": "false",
            "announced": "2023-01-10",
            "source": "plan",
        },
        {
            "id": "cars-2023-again",
            "indicator": "cars-made",
            "basis": "absolute",
            "qualifier": "between",
            "value": "900",
            "upper_value": "950.5",
            "window_start": "2023-01-01",
            "deadline": "2023-12-31",
            "timing": "within_period",
            "revises": "cars-2023",
            "withdrawn": "false",
            "announced": "2023-06-01",
            "source": "plan",
        },
        {
            "id": "cars-half-year",
            "indicator": "cars-made",
            "basis": "absolute",
            "qualifier": "exactly",
            "value": "450",
            "window_start": "2023-01-01",
            "deadline": "2023-06-30",
            "timing": "within_period",
            "interim_for": "cars-2023",
            "withdrawn": "false",
            "announced": "2023-01-10",
            "source": "plan",
        },
        {
            "id": "plant",
            "indicator": "plant-open",
            "basis": "done",
            "deadline": "2024-06-30",
            "timing": "by_deadline",
            "withdrawn": "false",
            "announced": "2023-01-10",
            "source": "plan",
        },
    ],
    "outcomes": [
        {
            "id": "cars-first-half",
            "indicator": "cars-made",
            "basis": "absolute",
            "qualifier": "exactly",
            "value": "500",
            "period_start": "2023-01-01",
            "period_end": "2023-06-30",
            "final": "false",
            "source": "report",
        },
        {
            "id": "cars-first-half-corrected",
            "indicator": "cars-made",
            "basis": "absolute",
            "qualifier": "exactly",
            "value": "495.5",
            "period_start": "2023-01-01",
            "period_end": "2023-06-30",
            "final": "true",
            "corrects": "cars-first-half",
            "source": "paper",
            "note": "The statistics office confirmed it to the newspaper.",
        },
        {
            "id": "plant-opened",
            "indicator": "plant-open",
            "basis": "done",
            "value": "1",
            "period_end": "2024-02-20",
            "final": "true",
            "source": "paper",
        },
    ],
    "projects": [
        {
            "id": "plant-1",
            "programme": "cars",
            "name": "First plant",
            "territory": "kz-71",
            "capacity": "100",
            "capacity_unit": "cars a day",
            "investment": "5000000000",
            "currency": "KZT",
            "jobs": "700",
        }
    ],
    "project_events": [
        {"id": "plant-1-start", "project": "plant-1", "stage": "started", "date": "2023-05-01", "source": "paper"}
    ],
}


def sample() -> Tables:
    return deepcopy(_SAMPLE)


def write(folder: Path, tables: Tables) -> Path:
    """A package of these tables, each with every column of the format."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = list(BY_NAME[name].by_name)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(rows)
    describe(folder, *tables)
    return folder


def describe(folder: Path, *names: str) -> None:
    resources = [{"name": name, "path": f"{name}.csv"} for name in names]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")


def load(path: Path, *options: str) -> list[str]:
    """Import; what the command printed, line by line."""
    out = StringIO()
    call_command("import_package", str(path), *options, stdout=out, stderr=out)
    return out.getvalue().splitlines()


def refusal(path: Path, *options: str) -> list[str]:
    """The problems that the import of a bad package prints, line by line."""
    err = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_package", str(path), *options, stdout=StringIO(), stderr=err)
    assert refused.value.returncode == 1
    return err.getvalue().splitlines()


def export(path: Path, *options: str) -> dict[str, bytes]:
    """Export to a folder; its files."""
    call_command("export_package", str(path), *options, stdout=StringIO())
    return {file.name: file.read_bytes() for file in sorted(path.iterdir())}
