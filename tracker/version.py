"""Which tracker runs here: the version of pyproject.toml and the revision of the code, read once at the start."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHORT = 12  # letters of a revision that people are shown


def read_version(root: Path) -> str:
    """The version in pyproject.toml; ``unknown`` where the file was left out."""
    try:
        return str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, ValueError, KeyError):
        return "unknown"


def read_revision(root: Path, environment: Mapping[str, str]) -> str:
    """TRACKER_REVISION, which an image carries; else what deploy/install wrote; else the commit of the clone."""
    file = root / "revision"
    written = file.read_text().strip() if file.is_file() else ""
    return environment.get("TRACKER_REVISION", "").strip() or written or _commit(root / ".git")


def _commit(git: Path) -> str:
    """What HEAD names, read without git, which a server may not have."""
    try:
        if git.is_file():  # a worktree: gitdir: /clone/.git/worktrees/name
            git = (git.parent / git.read_text().partition("gitdir:")[2].strip()).resolve()
        head = (git / "HEAD").read_text().strip()
        if not head.startswith("ref: "):
            return head if re.fullmatch("[0-9a-f]{40,64}", head) else ""
        name = head.removeprefix("ref: ")
        common = git / "commondir"
        shared = (git / common.read_text().strip()).resolve() if common.is_file() else git
        if (shared / name).is_file():
            return (shared / name).read_text().strip()
        packed = re.search(rf"^([0-9a-f]+) {re.escape(name)}$", (shared / "packed-refs").read_text(), re.MULTILINE)
        return packed[1] if packed else ""
    except OSError:
        return ""


VERSION = read_version(ROOT)
REVISION = read_revision(ROOT, os.environ)
# As people read it: 0.1.0 (a1b2c3d4e5f6).
WRITTEN = f"{VERSION} ({REVISION[:SHORT]})" if REVISION else VERSION
