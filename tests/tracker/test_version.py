"""Which tracker runs: the version of pyproject.toml, the revision of the image or of the clone."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tracker import version

pytestmark = pytest.mark.once
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def test_version_is_that_of_the_project() -> None:
    with (version.ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == version.VERSION


def test_version_is_unknown_without_the_file(tmp_path: Path) -> None:
    assert version.read_version(tmp_path) == "unknown"


def test_revision_of_an_image_comes_from_its_environment(tmp_path: Path) -> None:
    assert version.read_revision(tmp_path, {"TRACKER_REVISION": "v1\n"}) == "v1"
    assert version.read_revision(tmp_path, {}) == ""


def test_revision_of_a_host_is_what_its_installation_wrote(tmp_path: Path) -> None:
    (tmp_path / "revision").write_text(f"{COMMIT}\n")
    assert version.read_revision(tmp_path, {}) == COMMIT


def clone(folder: Path, head: str, **files: str) -> Path:
    git = folder / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "HEAD").write_text(f"{head}\n")
    for name, text in files.items():
        (git / name.replace("__", "/").replace("_", "-")).write_text(text)
    return folder


def test_revision_of_a_clone_is_what_head_names(tmp_path: Path) -> None:
    loose = clone(tmp_path / "loose", "ref: refs/heads/main", refs__heads__main=f"{COMMIT}\n")
    packed = clone(tmp_path / "packed", "ref: refs/heads/main", packed_refs=f"# pack\n{COMMIT} refs/heads/main\n")
    detached = clone(tmp_path / "detached", COMMIT)
    worktree = tmp_path / "worktree"
    inner = loose / ".git" / "worktrees" / "other"
    inner.mkdir(parents=True)
    (inner / "HEAD").write_text("ref: refs/heads/main\n")
    (inner / "commondir").write_text("../..\n")
    worktree.mkdir()
    (worktree / ".git").write_text(f"gitdir: {inner}\n")
    for folder in (loose, packed, detached, worktree):
        assert version.read_revision(folder, {}) == COMMIT, folder.name


def test_revision_that_git_does_not_know_yet_is_empty(tmp_path: Path) -> None:
    assert version.read_revision(clone(tmp_path / "empty", "ref: refs/heads/main"), {}) == ""


def test_command_line_says_the_version_without_settings() -> None:
    command = [sys.executable, "manage.py", "--version"]
    printed = subprocess.run(command, cwd=version.ROOT, env={}, capture_output=True, text=True, check=True).stdout
    assert printed == f"promise-tracker {version.WRITTEN}\n"
