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
from tracker.launcher.place import Place

# Which files each part of `manage.py prepare` depends on. Verdicts follow from the comparison's code and the record.
DEPENDS_ON = {
    "tables": ["*/migrations/*.py", "requirements.txt"],
    "record": ["projects/data/kazakhstan/**/*"],
    "verdicts": ["projects/comparison/**/*.py", "projects/adapters/*.py", "projects/data/kazakhstan/**/*"],
    "static": ["*/static/**/*", "requirements.txt"],
}


def everything(place: Place, environment: dict[str, str]) -> None:
    """Run `manage.py prepare` for the parts that changed; CannotStart with its reason when it fails."""
    kept = place.data / "prepared.json"
    before = json.loads(kept.read_text()) if kept.exists() else {}
    if "DATABASE_URL" in os.environ or not (place.data / "tracker.sqlite3").exists():
        before = {}  # another server's state, or none: looked at each time
    if not (place.data / "static").exists():
        before.pop("static", None)
    now = {part: _digest(place.root, patterns) for part, patterns in DEPENDS_ON.items()}
    changed = [part for part in now if before.get(part) != now[part]]
    if not changed:
        return
    kept.unlink(missing_ok=True)  # so that a preparation that is killed is done again
    print(f"Preparing {', '.join(changed)} …", flush=True)
    log = place.folder("log") / "prepare.log"
    with log.open("w") as output:
        done = subprocess.run(
            [place.python, "manage.py", "prepare", *changed],
            cwd=place.root,
            env=environment,
            stdout=output,
            stderr=output,
            check=False,
        )
    said = log.read_text(errors="replace").strip().splitlines()
    if done.returncode:
        raise CannotStart(f"preparing {', '.join(changed)} failed: {said[-1] if said else '?'} (more in {log})")
    if said:
        print("\n".join(said), flush=True)
    kept.write_text(json.dumps(now, indent=2))


def secret_key(place: Place) -> str:
    """The key of this data folder, drawn at the first start."""
    kept = place.data / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


def people(place: Place) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((place.data / "demo-people.json").read_text())
    return found


def _digest(root: Path, patterns: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()}):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
