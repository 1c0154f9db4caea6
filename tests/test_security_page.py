"""docs/security.md names tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
ROWS = [line for line in (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines() if "`tests/" in line]
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_test_that_proves_a_point_is_there() -> None:
    lacking = []
    for path, name in NAMED.findall("\n".join(ROWS)):
        file = ROOT / path
        functions = (
            {node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)}
            if file.is_file()
            else set()
        )
        if not functions or (name and name not in functions):
            lacking.append(f"{path}::{name}")

    assert len(ROWS) > 30
    assert not lacking


def test_every_point_has_three_columns_and_a_test() -> None:
    rows = [
        line
        for line in (ROOT / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    points = [row for row in rows if not row.startswith("| point")]
    assert [row for row in points if row.count(" | ") != 2 or not NAMED.search(row)] == []


def test_the_page_is_linked_where_weaknesses_are_reported() -> None:
    assert "docs/security.md" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")
