"""The tests mirror the source: each folder of code has a folder of tests at the same path below tests/."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "projects", "tracker")


def folders(root: Path, pattern: str) -> set[str]:
    """The folders below a root that hold files of a pattern, as paths relative to it."""
    files = (path for app in APPS for path in (root / app).rglob(pattern) if path.name != "__init__.py")
    return {path.parent.relative_to(root).as_posix() for path in files}


SOURCE = folders(ROOT, "*.py")
TESTED = folders(ROOT / "tests", "test_*.py")
# Migrations are tested where they carry data; the formats of dates of a language are read by the tests of its pages.
UNTESTED = {"accounts/migrations", "projects/migrations", "tracker/formats/kk"}
# These hold no code, and what they hold is tested.
DATA = {"projects/data"}


@pytest.mark.parametrize("folder", sorted(SOURCE - UNTESTED))
def test_folder_of_source_has_a_folder_of_tests(folder: str) -> None:
    assert folder in TESTED, f"{folder}/ has no tests: put them into tests/{folder}/"


@pytest.mark.parametrize("folder", sorted(TESTED - DATA))
def test_folder_of_tests_names_a_folder_of_source(folder: str) -> None:
    assert folder in SOURCE, f"tests/{folder}/ mirrors nothing: there is no code in {folder}/"


def test_folders_without_code_are_there() -> None:
    assert all((ROOT / folder).is_dir() for folder in UNTESTED | DATA)
