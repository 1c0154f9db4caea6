"""Parts of a host that runs are killed and stuck: they come back, and nothing is lost."""

from __future__ import annotations

import re

import pytest

from tests.deployment.debian_host import Host, lacking, until

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking() or "a host can be booted")
PARTS = ("web", "worker@1", "worker@2", "outgoing", "beat")
# Writes one source after the other through the API, and says what was answered to which.
WRITE = r"""
for number in $(seq 1 40); do
  status=$(curl -sk -o /dev/null -w '%{http_code}' -m 60 --resolve tracker.example.org:443:127.0.0.1 \
    -H "Authorization: Token $TOKEN" -H 'Content-Type: application/json' \
    https://tracker.example.org/api/v1/sources/ -d "{
    \"id\": \"written-$number\", \"title\": \"Report $number\", \"publisher\": \"Ministry of Reports\",
    \"published\": \"2026-02-01\", \"kind\": \"government\", \"url\": \"https://example.org/report-$number\"}")
  echo "written-$number $status"
  if [ $number = 10 ]; then systemctl kill --signal=KILL tracker-web; fi
done
"""


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
    made = installed.run(
        *("/srv/tracker/deploy/manage", "createsuperuser", "--no-input", "--email", "writer@example.org"),
        DJANGO_SUPERUSER_PASSWORD="a-long-password-of-nobody-else-8",
    )
    assert made.returncode == 0, made.stderr
    token = installed.manage("make_token", "writer@example.org", "--may-publish").strip().splitlines()[-1]
    lines = installed.run("bash", "-c", WRITE, TOKEN=token).stdout.splitlines()
    answers = dict(line.split() for line in lines)
    assert len(answers) == 40
    assert set(answers.values()) <= {"201", "502", "503", "504", "000"}, lines
    taken = {source for source, status in answers.items() if status == "201"}
    assert "written-10" in taken
    assert taken <= set(installed.sql("SELECT id FROM projects_source WHERE id LIKE 'written-%'").splitlines())
    installed.until_status("/readyz", 200)


def test_verdicts_are_judged_whoever_is_killed_meanwhile(installed: Host) -> None:
    installed.run("systemd-run", "--unit=judging", "/srv/tracker/deploy/manage", "refresh_assessments", "--spread")
    installed.run("systemctl", "kill", "--signal=KILL", "tracker-worker@1", "tracker-worker@2", check=True)
    until(lambda: installed.shown("judging", "ActiveState") in {"inactive", "failed"}, "the judging does not end")
    assert installed.shown("judging", "Result") == "success"
    installed.manage("refresh_assessments", "--verify")
    installed.until_status("/readyz", 200)


@pytest.mark.parametrize("part", ["beat", "worker@1", "outgoing"])
def test_stuck_part_is_killed_by_its_watchdog(installed: Host, part: str) -> None:
    unit = f"tracker-{part}"
    assert installed.shown(unit, "WatchdogUSec") == ("3min" if part == "beat" else "15min")
    assert re.search(r"\w", installed.shown(unit, "WatchdogTimestamp")), "it has not said that it is there"
    folder = f"/run/systemd/system/{unit}.service.d"
    shorter = f"mkdir -p {folder}; printf '[Service]\\nWatchdogSec=60\\nTimeoutAbortSec=5\\n' >{folder}/shorter.conf"
    installed.run("sh", "-c", f"{shorter}; systemctl daemon-reload; systemctl restart {unit}", check=True)
    stuck = installed.shown(unit, "MainPID")
    installed.run("bash", "-c", f"kill -STOP {stuck}", check=True)
    until(lambda: installed.shown(unit, "NRestarts") != "0", f"{part} is not started anew")
    assert "Watchdog timeout" in installed.run("journalctl", "-q", "--no-pager", "-u", unit).stdout
    installed.run("sh", "-c", f"rm -r {folder}; systemctl daemon-reload; systemctl restart {unit}", check=True)
    assert installed.shown(unit, "MainPID") != stuck
    installed.until_status("/readyz", 200)


@pytest.mark.parametrize("part", ["web", "worker@1"])
def test_process_that_its_memory_limit_ends_is_replaced(installed: Host, part: str) -> None:
    """As the kernel does it where OOMPolicy=continue: one process ends, the others go on."""
    assert installed.shown(f"tracker-{part}", "OOMPolicy") == "continue"
    main = installed.shown(f"tracker-{part}", "MainPID")

    def children() -> set[str]:
        return set(installed.run("cat", f"/proc/{main}/task/{main}/children").stdout.split())

    before = children()
    assert len(before) > 1
    largest = max(before, key=lambda number: int(installed.run("cut", "-d ", "-f2", f"/proc/{number}/statm").stdout))
    installed.run("bash", "-c", f"kill -KILL {largest}", check=True)
    until(lambda: largest not in children() and len(children()) >= len(before), "its place is not taken")
    assert installed.shown(f"tracker-{part}", "MainPID") == main
    installed.until_status("/readyz", 200)
