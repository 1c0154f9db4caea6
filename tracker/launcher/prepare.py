"""What must be done again before serving: only what changed since the last start from this data folder."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tracker.launcher import CannotStart
from tracker.launcher.environment import PYTHON
from tracker.launcher.place import ROOT, Place

# Which files each part of `manage.py prepare` depends on. Verdicts follow from the comparison's code and the record.
DEPENDS_ON = {
    "tables": ["*/migrations/*.py", "requirements.txt"],
    "record": ["projects/data/**/*"],
    "verdicts": ["projects/comparison/**/*.py", "projects/adapters/*.py", "projects/data/**/*"],
    "static": ["*/static/**/*", "requirements.txt"],
}


def everything(place: Place, environment: dict[str, str]) -> None:
    """Run `manage.py prepare` for the parts that changed; CannotStart with its reason when it fails."""
    file = place.data / "prepared.json"
    before = json.loads(file.read_text()) if file.exists() else {}
    if "DATABASE_URL" in os.environ or not (place.data / "tracker.sqlite3").exists():
        before = {}  # another server's state, or none: looked at each time
    if not (place.data / "static").exists():
        before.pop("static", None)
    now = {part: _digest(patterns) for part, patterns in DEPENDS_ON.items()}
    changed = [part for part in now if before.get(part) != now[part]]
    if not changed:
        return
    file.unlink(missing_ok=True)  # so that a preparation that is killed is done again
    print(f"Preparing {', '.join(changed)} …", flush=True)
    log = place.folder("log") / "prepare.log"
    code, last = _told([str(PYTHON), "manage.py", "prepare", *changed], ROOT, environment, log)
    if code:
        raise CannotStart(f"preparing {', '.join(changed)} failed: {last or '?'} (more in {log})")
    file.write_text(json.dumps(now, indent=2))


def _told(command: list[str], folder: Path, environment: dict[str, str], log: Path) -> tuple[int, str]:
    """Run a command and print each line as it says it; returns its exit code and its last line."""
    last = ""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    assert process.stdout is not None
    with process, log.open("w") as output:
        for line in process.stdout:
            output.write(line)
            if line.strip():
                last = line.strip()
                print(f"  {line.rstrip()}", flush=True)
    return process.returncode, last


def secret_key(place: Place) -> str:
    """The key of this data folder, drawn at the first start."""
    file = place.data / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text().strip()


def people(place: Place) -> list[dict[str, str]]:
    """The demonstration's people: ``role``, ``email`` and ``password`` of each."""
    listed: list[dict[str, str]] = json.loads((place.data / "demo-people.json").read_text())
    return listed


def _digest(patterns: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
