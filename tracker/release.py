"""Makes a release of the clone: CHANGELOG.md, the version, a commit and a tag. Nothing is sent anywhere.

`deploy/release 0.2.0 --dry-run` says what it would do. Standard library only: it needs no virtual environment.
"""

from __future__ import annotations

import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
NOTED = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)
UNRELEASED = re.compile(r"^## Unreleased\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
APPS = ("projects", "accounts")


class ReleaseError(Exception):
    """Why there is no release; nothing was changed."""


def number(version: str) -> tuple[int, ...]:
    match = VERSION.fullmatch(version)
    if match is None:
        raise ReleaseError(f"{version!r} is no version: write it as 0.2.0, without a v")
    return tuple(int(part) for part in match.groups())


def plan(root: Path, version: str, on: date) -> dict[str, str]:
    """The files of a release and what they will hold. Raises ReleaseError."""
    wanted = number(version)
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    noted = NOTED.search(project)
    if noted is None:
        raise ReleaseError("pyproject.toml names no version")
    tags = _git(root, "tag", "--list", "v*").split()
    released = max((number(tag[1:]) for tag in tags if VERSION.fullmatch(tag[1:])), default=None)
    # The version noted first may be released as it is; every later one is above what was released.
    if wanted < number(noted[1]) or (released is not None and wanted <= released):
        latest = ".".join(str(part) for part in released) if released else noted[1]
        raise ReleaseError(f"{version} is not above {latest}: choose a higher one")
    return {
        "CHANGELOG.md": _changelog(root, version, on),
        "pyproject.toml": NOTED.sub(f'version = "{version}"', project, count=1),
        "deploy/previous-release": _previous(root, version),
    }


def _changelog(root: Path, version: str, on: date) -> str:
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    section = UNRELEASED.search(text)
    if section is None:
        raise ReleaseError("CHANGELOG.md has no section “## Unreleased”")
    if not re.search(r"^- ", section["body"], re.MULTILINE):
        raise ReleaseError("CHANGELOG.md says nothing under “## Unreleased”: say what changed")
    if re.search(rf"^## {re.escape(version)}\b", text, re.MULTILINE):
        raise ReleaseError(f"CHANGELOG.md has a section {version} already")
    heading = f"## Unreleased\n\n## {version} ({on.isoformat()})\n"
    return text[: section.start()] + heading + section["body"] + text[section.end() :]


def _previous(root: Path, version: str) -> str:
    """What the next release is held against: the tag of this one, and the last migration of each app."""
    lines = [f"revision v{version}"]
    for app in APPS:
        latest = max(path.stem for path in (root / app / "migrations").glob("[0-9]*.py"))
        lines.append(f"{app} {latest}")
    return "\n".join([*lines, ""])


def release(root: Path, version: str, on: date, *, dry_run: bool) -> None:
    """Writes, commits and tags. Raises ReleaseError before it changes anything."""
    if changed := _git(root, "status", "--porcelain").splitlines():
        raise ReleaseError(f"the clone has changes that are not committed, {changed[0][3:]} among them")
    files = plan(root, version, on)
    print(f"Release {version} of {on.isoformat()}: {', '.join(files)}, a commit and the tag v{version}.")
    if dry_run:
        print("Nothing was changed (--dry-run).")
        return
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    _git(root, "add", *files)
    _git(root, "commit", "--quiet", "--message", f"Release {version}")
    _git(root, "tag", "--annotate", f"v{version}", "--message", f"Release {version}")
    print(
        f"Done. Now: git show v{version}; make test; git push --follow-tags. To undo before it is pushed: "
        f"git tag --delete v{version} && git reset --hard HEAD~1"
    )


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # arguments of our own
    if done.returncode:
        raise ReleaseError(f"git {arguments[0]} says: {(done.stderr or done.stdout).strip().splitlines()[0]}")
    return done.stdout


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(prog="deploy/release", description=__doc__)
    parser.add_argument("version", help="as 0.2.0")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done")
    given = parser.parse_args(arguments)
    try:
        release(ROOT, given.version, date.today(), dry_run=given.dry_run)  # noqa: TID251, DTZ011  # an edge: the clock
    except ReleaseError as error:
        print(f"release: {error}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
