"""docs/notebook/verdicts.ipynb works every verdict out again, from the published files alone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import nbformat
import pytest
from django.conf import settings
from nbclient import NotebookClient

from projects.exports.record.contents import Making, read_parts
from tests.projects.packages.sample import load
from tests.projects.packages.test_export import rolled_back

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

NOTEBOOK = Path(settings.BASE_DIR) / "docs" / "notebook" / "verdicts.ipynb"
RECORDS = Path(settings.BASE_DIR) / "projects" / "data"
DAYS = (date(2026, 11, 28), date(2024, 11, 30))


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker, tmp_path_factory) -> dict[date, Path]:
    """The tables of both shipped records, with the verdicts of a day: a folder for each day."""
    folders = {day: tmp_path_factory.mktemp(day.isoformat()) for day in DAYS}
    with django_db_blocker.unblock(), rolled_back():
        for country in ("kazakhstan", "germany"):
            load(RECORDS / country)
        for day, folder in folders.items():
            for part in read_parts(day):
                if part.name.endswith(".csv"):
                    part.write(Making(folder, day, datetime(day.year, day.month, day.day, 3, tzinfo=UTC)))
    return folders


def run(folder: Path, monkeypatch) -> tuple[int, int]:
    """How many verdicts agree, and how many there are."""
    monkeypatch.setenv("PROMISE_TRACKER", str(folder))
    monkeypatch.setenv("IPYTHONDIR", str(folder / "ipython"))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    texts = [output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", ())]
    agree = re.search(r"(\d+) of (\d+) verdicts agree", "".join(texts))
    assert agree is not None
    return int(agree[1]), int(agree[2])


@pytest.mark.parametrize(("day", "promises"), [(DAYS[0], 139), (DAYS[1], 78)])
def test_stranger_reaches_every_published_verdict(published, monkeypatch, day: date, promises: int) -> None:
    agree, there = run(published[day], monkeypatch)
    assert agree == there >= promises


def test_changed_figure_changes_the_verdict_of_the_stranger(published, monkeypatch) -> None:
    folder = published[DAYS[0]]
    outcomes = folder / "outcomes.csv"
    text = outcomes.read_text(encoding="utf-8")
    row = re.search(r"^cars-2024-union,[^,]+,absolute,exactly,(\d+),.*$", text, re.MULTILINE)
    assert row is not None
    outcomes.write_text(text.replace(row[0], row[0].replace(f",{row[1]},", f",{row[1]}0,")), encoding="utf-8")
    try:
        agree, there = run(folder, monkeypatch)
    finally:
        outcomes.write_text(text, encoding="utf-8")
    assert agree == there - 1


def test_notebook_is_published_without_results_and_imports_nothing_of_the_tracker() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert not any(cell.outputs or cell.execution_count for cell in notebook.cells if cell.cell_type == "code")
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", code, re.MULTILINE))
    assert imported == {"os", "datetime", "decimal", "itertools", "types", "pandas"}
