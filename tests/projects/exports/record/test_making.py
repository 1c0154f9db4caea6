"""A set of files is whole or not there; the earlier one stays until the next is in its place."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from projects.exports.record import contents, making
from projects.exports.record.published import current_set, is_due
from projects.packages.tables import TABLES
from tests.projects.packages.sample import export, load, sample, write

from .conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(place, tmp_path):
    load(write(tmp_path / "package", sample()))
    return place


@pytest.fixture(autouse=True)
def _without_parquet(monkeypatch):
    """Twelve processes would be most of the time of these tests."""
    monkeypatch.setattr(contents, "can_write_parquet", lambda: False)


def test_set_has_every_table_and_the_package_to_the_byte(record, tmp_path):
    published = making.make_set(AT)
    assert published == current_set()
    assert {f"{table.name}.{ending}" for table in TABLES for ending in ("csv", "jsonl")} < {
        file.name for file in published.files
    }
    package = export(tmp_path / "out")
    for table in TABLES:
        assert (published.folder / table.file_name).read_bytes() == package[table.file_name]
    call_command("export_package", str(tmp_path / "record.zip"), stdout=StringIO())
    assert (published.folder / "record.zip").read_bytes() == (tmp_path / "record.zip").read_bytes()
    assert load(published.folder / "record.zip")[-1] == "Nothing changed."


def test_inputs_of_the_verdicts_are_the_file_that_readers_get_by_its_address(record, reader):
    published = making.make_set(AT)
    content = (published.folder / "inputs.csv").read_bytes()
    assert content == reader.get(f"/inputs.csv?as_of={published.as_of}").getvalue()
    described = published.file("inputs.csv")
    assert described.rows == content.count(b"\r\n") - 1 > 0
    assert described.sha256 == hashlib.sha256(content).hexdigest()
    assert f"{described.sha256}  inputs.csv" in (published.folder / "SHA256SUMS").read_text()


def test_checksums_are_those_that_sha256sum_checks(record):
    published = making.make_set(AT)
    program = shutil.which("sha256sum")
    if program:
        checked = subprocess.run([program, "-c", "SHA256SUMS"], cwd=published.folder, capture_output=True, check=False)
        assert checked.returncode == 0, checked.stderr.decode()
    described = json.loads((published.folder / "files.json").read_text())
    assert described["as_of"] == "2026-03-02"
    assert described["license"]["name"] == "CC-BY-4.0"
    for file in described["files"]:
        content = (published.folder / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    rows = {file["name"]: file["rows"] for file in described["files"]}
    assert (rows["targets.csv"], rows["outcomes.jsonl"], rows["metadata.json"]) == (4, 3, None)
    listed = (published.folder / "SHA256SUMS").read_text()
    assert {line.split("  ")[1] for line in listed.splitlines()} == {*rows, "files.json"}


def test_earlier_set_stays_when_the_disk_is_full_and_nothing_is_left(record, monkeypatch):
    earlier = making.make_set(AT)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(contents, "pack", full)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("export_files")
    assert current_set() == earlier
    assert sorted(entry.name for entry in record.iterdir()) == sorted(
        [earlier.folder.name, "attempt", "current", "making.lock"]
    )


def test_what_a_killed_maker_left_is_removed_and_there_is_one_set(record):
    earlier = making.make_set(AT)
    (record / "aside-12345678").mkdir()
    (record / "aside-12345678" / "outcomes.csv").write_text("half of")
    (record / "20250101-000000-00000000").mkdir()  # moved, and then killed before the link was
    (record / "current.12345678").symlink_to("20250101-000000-00000000")
    assert current_set() == earlier
    later = making.make_set(AT + timedelta(days=1))
    assert current_set() == later
    assert sorted(entry.name for entry in record.iterdir()) == sorted(
        [later.folder.name, "attempt", "current", "making.lock"]
    )
    assert not earlier.folder.exists()


def test_reader_who_has_an_earlier_file_open_reads_it_to_its_end(record):
    earlier = making.make_set(AT)
    with (earlier.folder / "targets.csv").open() as stream:
        making.make_set(AT + timedelta(days=1))
        assert stream.read().startswith("id,")


def test_two_do_not_make_a_set_at_once(record):
    record.mkdir()
    with (record / "making.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(making.BeingMadeError):
            making.make_set(AT)
        assert making.make_due_set(AT) == 0
        with pytest.raises(CommandError, match="Another process"):
            call_command("export_files")


@pytest.mark.parametrize(
    ("made", "now", "due"),
    [
        ("2026-03-02T03:10", "2026-03-02T23:00", False),
        ("2026-03-02T03:10", "2026-03-03T02:59", False),
        ("2026-03-02T03:10", "2026-03-03T03:00", True),
        ("2026-03-02T02:59", "2026-03-02T03:00", True),
        ("2026-02-01T03:10", "2026-03-02T01:00", True),  # the tracker was away for a month
    ],
)
def test_set_is_due_once_a_night(record, settings, made, now, due):
    settings.FILES_HOUR = 3
    at = timezone.make_aware(datetime.fromisoformat(now))
    assert is_due(at, None)
    published = making.make_set(timezone.make_aware(datetime.fromisoformat(made)))
    assert is_due(at, published) is due


def test_set_by_another_method_is_made_anew(record, monkeypatch):
    published = making.make_set(AT)
    assert not is_due(AT, published)
    monkeypatch.setattr("projects.exports.record.published.METHOD_VERSION", "0.0")
    assert is_due(AT, published)


def test_making_that_failed_is_tried_again_later(record, monkeypatch):
    def fails(_making: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(making, "_make", fails)
        with pytest.raises(RuntimeError):
            making.make_due_set(AT)
    assert making.make_due_set(AT + timedelta(minutes=14)) == 0
    assert making.make_due_set(AT + timedelta(minutes=15)) > 0
    assert making.make_due_set(AT + timedelta(minutes=16)) == 0, "it is there"


def test_kill_halfway_leaves_the_earlier_set(record, tmp_path):
    """A process that is killed while it writes: nothing of it is seen, and its lock is free again."""
    earlier = making.make_set(AT)
    code = (
        "import fcntl, os, signal, sys\nfrom pathlib import Path\nplace = Path(sys.argv[1])\n"
        "lock = (place / 'making.lock').open('a'); fcntl.flock(lock, fcntl.LOCK_EX)\n"
        "(place / 'aside-0').mkdir(); (place / 'aside-0' / 'targets.csv').write_text('id')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(record)], check=False)
    assert killed.returncode == -9
    assert current_set() == earlier
    making.make_set(AT + timedelta(days=1))
    assert not Path(record / "aside-0").exists()
