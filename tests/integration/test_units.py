"""systemd's units: what systemd itself says of them. Whole hosts (make hosttest) show that they work so fenced in."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.launched import ROOT

ANALYZE = shutil.which("systemd-analyze")
pytestmark = [
    pytest.mark.story,
    pytest.mark.skipif(
        ANALYZE is None, reason="no systemd-analyze here: deploy/systemd was NOT judged; apt-get install systemd"
    ),
]
UNITS = ROOT / "deploy/systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
HARDENED = 3.0  # of ten; 9.6 is a service without any fence


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(ANALYZE), *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("service", SERVICES)
def test_service_is_exposed_to_little(service: str) -> None:
    judged = analyze("security", "--offline=true", str(UNITS / service))
    exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", judged.stdout)
    assert exposure, judged.stderr
    assert float(exposure[1]) < HARDENED, judged.stdout


def test_units_are_understood_without_a_word(tmp_path: Path) -> None:
    """Verified where what they start is there: the tracker's programs, and nothing else made up."""
    shutil.copytree(UNITS, tmp_path / "units")
    for file in (tmp_path / "units").rglob("*.*"):
        if not file.is_file():
            continue
        unit = file.read_text()
        for program in re.findall(r"=(/srv/tracker/\S+)", unit):
            place = tmp_path / program.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch(mode=0o755)
        file.write_text(unit.replace("/srv/tracker/", f"{tmp_path}/srv/tracker/"))
    units = [str(path) for path in (tmp_path / "units").iterdir() if path.is_file()]
    verified = analyze("verify", "--man=no", *units)
    about_ours = [line for line in verified.stderr.splitlines() if "tracker" in line]
    assert (verified.returncode, about_ours) == (0, []), verified.stderr


@pytest.mark.parametrize("service", [name for name in SERVICES if "prepare" not in name and "backup" not in name])
def test_service_that_runs_on_is_restarted_and_bounded(service: str) -> None:
    unit = (UNITS / service).read_text()
    for line in ("Type=notify", "Restart=always", "MemoryMax=", "TasksMax=", "After=", "tracker-prepare.service"):
        assert line in unit
