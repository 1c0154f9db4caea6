"""The guide for a language with its own grammar names every place that knows a language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
KNOWS_A_LANGUAGE = re.compile(r'"kk"|_kk\b|"kk_|\bkk=|\bPhrase\(')
NOT_ASKED = {"migrations", "data", "locale", "__pycache__"}


def places() -> list[str]:
    """The paths that the guide's table names."""
    guide = (
        (ROOT / "docs" / "languages.md").read_text(encoding="utf-8").partition("## A language with its own grammar")[2]
    )
    rows = [line.split("|")[2] for line in guide.splitlines() if line.startswith("| ") and "`" in line]
    return [path for row in rows for path in re.findall("`([^`]+)`", row)]


def test_every_file_that_knows_a_language_is_in_the_guide() -> None:
    named = places()
    files = [path for app in ("projects", "accounts", "tracker") for path in (ROOT / app).rglob("*.py")]
    unnamed = [
        str(path.relative_to(ROOT))
        for path in files
        if not NOT_ASKED & {*path.relative_to(ROOT).parts}
        and KNOWS_A_LANGUAGE.search(path.read_text(encoding="utf-8"))
        and not str(path.relative_to(ROOT)).startswith(tuple(named))
    ]

    assert not unnamed


def test_every_place_of_the_guide_exists_and_knows_a_language() -> None:
    for place in places():
        path = ROOT / place
        assert path.exists(), place
        if path.is_dir() and "locale" not in place and "formats" not in place:
            assert any(KNOWS_A_LANGUAGE.search(file.read_text(encoding="utf-8")) for file in path.rglob("*.py")), place
