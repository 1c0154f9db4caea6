"""The verdict of a drill, and what an operator is told of what was restored."""

from __future__ import annotations

import pytest

from tracker.backups.contents import Contents
from tracker.backups.copies import Manifest
from tracker.backups.drill import judge
from tracker.management.commands.restore import report
from tracker.version import WRITTEN

pytestmark = pytest.mark.once
EXPORT = {"targets.csv": "aa", "outcomes.csv": "bb"}


@pytest.mark.parametrize(
    ("restored", "manifest", "live", "ok", "detail"),
    [
        (
            EXPORT,
            Manifest("", "", WRITTEN, export=EXPORT),
            None,
            True,
            "its 2 files is byte for byte that taken with it",
        ),
        (EXPORT, None, EXPORT, True, "byte for byte that of the record as it is now"),
        ({**EXPORT, "targets.csv": "cc"}, Manifest("", "", WRITTEN, export=EXPORT), None, False, "in targets.csv"),
        (
            EXPORT,
            Manifest("", "", "0.0.1", export={}),
            {"targets.csv": "aa"},
            False,
            "outcomes.csv; it is of version 0.0.1",
        ),
        (EXPORT, Manifest("", "", WRITTEN), None, False, "no export to compare it with"),
        ({}, Manifest("", "", WRITTEN, export=EXPORT), None, False, "in outcomes.csv, targets.csv"),
    ],
)
def test_verdict(restored, manifest, live, ok: bool, detail: str) -> None:
    verdict = judge(restored, manifest, live)
    assert verdict.ok == ok
    assert detail in verdict.detail


def test_migrations_of_another_version_are_said_plainly() -> None:
    contents = Contents("812 of 2026-03-01", {}, ["projects.0028_a", "projects.0029_b"], ["accounts.0099_z"], 3)
    lines = list(report(contents))
    assert lines[0] == "The record is of version 812 of 2026-03-01."
    assert f"of a newer tracker: {WRITTEN} does not know accounts.0099_z" in lines[1]
    assert "2 migrations follow" in lines[2]
    assert lines[3].startswith("3 messages wait in the outbox")
    assert len(list(report(Contents("1", {}, [], [], 0)))) == 1
