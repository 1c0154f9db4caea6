"""The documents say what is there: links lead somewhere, commands exist, numbers agree with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests import drawing
from tracker import heartbeats

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    broken = [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_exist(document: Path) -> None:
    written = document.read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", written, re.MULTILINE)) <= targets
    assert set(re.findall(r"manage\.py ([a-z_]+)", written)) <= set(get_commands())
    for path in re.findall(r"`((?:deploy|projects|accounts|tracker|tests|docs)/[\w./-]+)`", written):
        assert (ROOT / path).exists(), path


def test_readme_has_the_two_commands() -> None:
    assert {"make run", "make test"} <= set((ROOT / "README.md").read_text().splitlines())


def test_operations_gives_the_limits_of_the_code() -> None:
    written = (ROOT / "docs" / "operations.md").read_text()
    schedule, worker = (int(heartbeats.SILENT_AFTER[part].total_seconds() // 60) for part in ("schedule", "worker"))
    assert f"after {schedule} minutes of silence, the workers after {worker}" in written
    assert f"Both beat every {int(heartbeats.EVERY.total_seconds())} seconds" in written


def test_every_make_target_is_explained() -> None:
    targets = re.findall(r"^([a-z]+):(.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert [name for name, rest in targets if "##" not in rest] == ["python"]  # what the others check first


def test_drawing_of_the_architecture_is_that_of_the_import_contracts() -> None:
    assert drawing.PICTURE.read_text() == drawing.svg(), "run python -m tests.drawing --write"
    names = {name for package in ("accounts", "projects") for row in drawing.layers_of(package) for name in row}
    assert names >= {"comparison", "reports", "views", "notices"}
    assert [name for name in names if f">{name}</text>" not in drawing.svg()] == []
    assert drawing.pure() >= {"comparison", "reading", "judging"}
