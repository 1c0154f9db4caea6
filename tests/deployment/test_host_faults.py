"""Parts of a host that runs are killed: they come back, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.deployment.debian_host import Host, lacking, until
from tests.deployment.writing import nothing_is_lost_amid

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking() or "a host can be booted")
PARTS = ("web", "worker@1", "worker@2", "outgoing", "beat")


def test_killed_parts_come_back(installed: Host) -> None:
    before = {part: installed.shown(f"tracker-{part}", "MainPID") for part in PARTS}
    for part in PARTS:
        installed.run("systemctl", "kill", "--signal=KILL", f"tracker-{part}", check=True)
    for part in PARTS:
        until(
            lambda part=part: (
                installed.shown(f"tracker-{part}", "ActiveState") == "active"
                and installed.shown(f"tracker-{part}", "MainPID") not in {"0", before[part]}
            ),
            f"{part} does not come back",
        )
    installed.until_status("/readyz", 200)


def test_what_was_taken_is_there_after_web_was_killed(installed: Host) -> None:
    nothing_is_lost_amid(installed, "systemctl kill --signal=KILL tracker-web", "written")


def test_verdicts_are_judged_whoever_is_killed_meanwhile(installed: Host) -> None:
    installed.run("systemd-run", "--unit=judging", "/srv/tracker/deploy/manage", "refresh_assessments", "--spread")
    installed.run("systemctl", "kill", "--signal=KILL", "tracker-worker@1", "tracker-worker@2", check=True)
    until(lambda: installed.shown("judging", "ActiveState") in {"inactive", "failed"}, "the judging does not end")
    assert installed.shown("judging", "Result") == "success"
    installed.manage("refresh_assessments", "--verify")
    installed.until_status("/readyz", 200)
