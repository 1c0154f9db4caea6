"""The launcher prints what the preparation prints, and keeps it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tracker.launcher import prepare as launcher


def test_launcher_prints_each_line_and_keeps_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = "import sys; print('Tables: 3 steps …'); print(); print('broken', file=sys.stderr); sys.exit(3)"
    log = tmp_path / "log"
    command = [sys.executable, "-u", "-c", script]
    assert launcher._told(command, tmp_path, {"PYTHONIOENCODING": "utf-8"}, log) == (3, "broken")
    assert capsys.readouterr().out == "  Tables: 3 steps …\n  broken\n"
    assert "broken" in log.read_text()
