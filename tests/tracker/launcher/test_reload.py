"""`make dev` starts anew when a file of the source changes, and waits for the next change where one does not run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tracker.launcher import CannotStart, reload

pytestmark = pytest.mark.once


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A clone with one file of each kind."""
    for name in ("accounts", "projects/templates", "tracker/__pycache__", "docs"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("accounts/urls.py", "projects/templates/page.html", "tracker/__pycache__/urls.pyc", "docs/api.md"):
        (tmp_path / name).write_text("before")
    return tmp_path


class Starts:
    """Counts the starts; ``fault`` makes the next one fail."""

    def __init__(self) -> None:
        self.number = 0
        self.fault = ""

    def __call__(self) -> None:
        self.number += 1
        self.check()

    def check(self) -> None:
        if self.fault:
            raise CannotStart(self.fault)


def touch(path: Path) -> None:
    path.write_text("after")
    os.utime(path, ns=(path.stat().st_mtime_ns + 10**9,) * 2)


@pytest.mark.parametrize("name", ["accounts/urls.py", "projects/templates/page.html", "projects/new.py"])
def test_a_saved_file_starts_everything_anew_once(source: Path, capsys, name: str) -> None:
    starts = Starts()
    watch = reload.Watch(starts, starts.check, source)
    watch.look()
    assert starts.number == 0
    touch(source / name) if (source / name).exists() else (source / name).write_text("new")
    watch.look()
    watch.look()
    assert starts.number == 1
    assert capsys.readouterr().out.startswith(f"{name} changed …\nStarted anew in 0 s.")


def test_a_file_that_is_gone_starts_everything_anew(source: Path) -> None:
    starts = Starts()
    watch = reload.Watch(starts, starts.check, source)
    (source / "accounts/urls.py").unlink()
    watch.look()
    assert starts.number == 1


@pytest.mark.parametrize("name", ["docs/api.md", "tracker/__pycache__/urls.pyc"])
def test_what_is_no_source_is_not_watched(source: Path, name: str) -> None:
    starts = Starts()
    watch = reload.Watch(starts, starts.check, source)
    touch(source / name)
    watch.look()
    assert starts.number == 0


def test_a_change_that_does_not_run_is_told_and_the_next_one_waited_for(source: Path, capsys) -> None:
    starts = Starts()
    watch = reload.Watch(starts, starts.check, source)
    starts.fault = "the web ended by itself: SyntaxError"
    touch(source / "accounts/urls.py")
    watch.look()
    watch.look()
    output = capsys.readouterr().out
    assert output.count("the web ended by itself: SyntaxError\nIt starts again with your next change.") == 1
    starts.fault = ""
    touch(source / "projects/templates/page.html")
    watch.look()
    assert "Started anew" in capsys.readouterr().out
    assert starts.number == 2


def test_a_part_that_ends_by_itself_is_told_once(source: Path, capsys) -> None:
    starts = Starts()
    watch = reload.Watch(starts, starts.check, source)
    starts.fault = "the worker ended by itself: killed"
    watch.look()
    watch.look()
    assert capsys.readouterr().out.count("the worker ended by itself") == 1


def test_the_source_is_watched() -> None:
    watched = reload.times()
    assert {"tracker/settings.py", "projects/templates/projects/overview.html"} <= watched.keys()
