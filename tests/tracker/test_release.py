"""deploy/release: the changelog, the version, a commit and a tag, or one line that says why not."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from tracker import release

pytestmark = pytest.mark.once
DAY = date(2026, 3, 1)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {"AUTHOR": "A", "COMMITTER": "A"}.items():
        monkeypatch.setenv(f"GIT_{name}_NAME", value)
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "0.1.0"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n### Pages\n\n- A page.\n")
    for app in release.APPS:
        (tmp_path / app / "migrations").mkdir(parents=True)
        (tmp_path / app / "migrations" / "0001_initial.py").touch()
        (tmp_path / app / "migrations" / "__init__.py").touch()
    (tmp_path / "deploy").mkdir()
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "First")
    return tmp_path


def test_release_moves_what_is_unreleased_and_tags(clone: Path) -> None:
    release.release(clone, "0.2.0", DAY, dry_run=False)
    assert (clone / "CHANGELOG.md").read_text() == (
        "# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-03-01)\n\n### Pages\n\n- A page.\n"
    )
    assert 'version = "0.2.0"' in (clone / "pyproject.toml").read_text()
    assert (clone / "deploy" / "previous-release").read_text() == (
        "revision v0.2.0\nprojects 0001_initial\naccounts 0001_initial\n"
    )
    assert git(clone, "status", "--porcelain") == ""
    assert git(clone, "rev-parse", "v0.2.0^{commit}") == git(clone, "rev-parse", "HEAD")


def test_dry_run_changes_nothing(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release.release(clone, "0.1.0", DAY, dry_run=True)
    assert "the tag v0.1.0" in capsys.readouterr().out
    assert git(clone, "status", "--porcelain") + git(clone, "tag") == ""


def test_second_release_is_above_the_first_and_has_news(clone: Path) -> None:
    release.release(clone, "0.1.0", DAY, dry_run=False)
    for version in ("0.1.0", "0.0.9"):
        with pytest.raises(release.ReleaseError, match=rf"{version} is not above 0\.1\.0"):
            release.plan(clone, version, DAY)
    with pytest.raises(release.ReleaseError, match="says nothing under “## Unreleased”"):
        release.plan(clone, "0.1.1", DAY)


@pytest.mark.parametrize("version", ["v0.2.0", "0.2", "0.2.0-rc1", "00.2.0", ""])
def test_what_is_no_version_is_refused(clone: Path, version: str) -> None:
    with pytest.raises(release.ReleaseError, match=r"is no version: write it as 0\.2\.0"):
        release.plan(clone, version, DAY)


def test_changes_that_are_not_committed_are_named(clone: Path) -> None:
    (clone / "letters.txt").touch()
    with pytest.raises(release.ReleaseError, match=r"not committed, letters\.txt among them"):
        release.release(clone, "0.2.0", DAY, dry_run=False)


def test_changelog_without_the_section_is_refused(clone: Path) -> None:
    (clone / "CHANGELOG.md").write_text("# Changelog\n")
    with pytest.raises(release.ReleaseError, match="has no section"):
        release.plan(clone, "0.2.0", DAY)
