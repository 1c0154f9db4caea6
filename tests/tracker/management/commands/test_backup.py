"""manage.py backup notes when a copy was written, for /metrics to tell its age; a cache that is away costs no copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from redis.exceptions import ConnectionError as RedisAway

from tracker import heartbeats
from tracker.backups.backup import Taken
from tracker.management.commands import backup

pytestmark = pytest.mark.once


@pytest.fixture
def copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The copy that the command is about to write."""
    heartbeats.cache.clear()
    file = tmp_path / "tracker-20260301T020000Z.dump"
    monkeypatch.setattr(backup, "take_backup", lambda *_folder, **_given: Taken(file, []))
    return file


def test_moment_of_a_copy_is_noted(copy: Path) -> None:
    call_command("backup", copy.parent)
    assert heartbeats.last_backup() is not None


def test_copy_is_told_also_while_the_cache_is_away(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_key: object, **_given: object) -> None:
        raise RedisAway

    monkeypatch.setattr(heartbeats.cache, "set", refuse)
    call_command("backup", copy.parent)
    assert capsys.readouterr().out == f"{copy}\n"
