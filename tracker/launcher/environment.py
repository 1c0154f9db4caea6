"""The virtual environment: made once, filled from the lock with hashes, filled anew only when the lock changed.

`python3 -m tracker.launcher.environment requirements-dev.txt` makes the one that `make test` uses.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tracker.launcher import CannotStart
from tracker.launcher.place import ROOT

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = VENV / "install.log"
# Each lock pins the packages of those after it too, to the same versions.
HOLDS = {
    "requirements.txt": ["requirements.txt"],
    "requirements-extra.txt": ["requirements-extra.txt", "requirements.txt"],
    "requirements-dev.txt": ["requirements-dev.txt", "requirements-extra.txt", "requirements.txt"],
}
# What pip and the system say when the index is out of reach.
AWAY = re.compile(
    r"NewConnectionError|ConnectTimeout|Name or service not known|Temporary failure in name resolution|"
    r"Network is unreachable|Connection refused|Connection to \S+ timed out|ReadTimeout|ProxyError|"
    r"Failed to establish a new connection|nodename nor servname|Could not fetch URL"
)


def ensure(lock: str) -> Path:
    """Make .venv hold what the lock file names; return its Python. Does nothing when it already does."""
    if PYTHON.exists() and all(_holds(part) for part in HOLDS[lock]):
        return PYTHON
    if not _runs(PYTHON):
        _make()
    print(f"Installing what {lock} names into .venv (once; 20 to 60 seconds) …", flush=True)
    _fill(lock)
    for part in HOLDS[lock]:
        _stamp(part).write_text(_wanted(part))
    return PYTHON


def _holds(lock: str) -> bool:
    stamp = _stamp(lock)
    return stamp.exists() and stamp.read_text() == _wanted(lock)


def _stamp(lock: str) -> Path:
    return VENV / f".{lock}.installed"


def _wanted(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes() + sys.version.encode()).hexdigest()


def _runs(python: Path) -> bool:
    """Whether that Python starts, has pip, and is of the version that runs now."""
    if not python.exists():
        return False
    question = "import pip, sys; print(sys.version_info[:2])"
    answer = subprocess.run([python, "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == str(sys.version_info[:2])


def _make() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([_outer_python(), "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode or not _runs(PYTHON):
        shutil.rmtree(VENV, ignore_errors=True)
        if "ensurepip" in made.stdout + made.stderr:
            reason = "this Python comes without venv; on Debian or Ubuntu: apt-get install python3-venv"
        else:
            reason = ((made.stderr or made.stdout).strip().splitlines() or ["no reason given"])[-1]
        raise CannotStart(f"the virtual environment {VENV} cannot be made: {reason}")


def _outer_python() -> str:
    """The Python outside any virtual environment, so that ours never depends on another."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _fill(lock: str) -> None:
    options = "--require-hashes --only-binary :all: --no-deps --disable-pip-version-check --no-input --retries 2"
    command = [str(PYTHON), "-m", "pip", "install", *options.split(), "--progress-bar", "off", "-r", lock]
    environment = {**os.environ, "PIP_DEFAULT_TIMEOUT": os.environ.get("PIP_DEFAULT_TIMEOUT", "20")}
    with LOG.open("w") as log:
        filled = subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, env=environment, check=False)
    if filled.returncode == 0:
        return
    log_text = LOG.read_text(errors="replace")
    if AWAY.search(log_text):
        raise CannotStart(
            "the network is away: pip cannot reach the package index. Connect, or set PIP_INDEX_URL to one that can be "
            f"reached, and run it again (pip's own words: {LOG})"
        )
    errors = [line for line in log_text.splitlines() if line.startswith("ERROR:")]
    raise CannotStart(f"pip could not install {lock}: {(errors or log_text.splitlines() or ['?'])[0]} (more in {LOG})")


if __name__ == "__main__":
    try:
        ensure(sys.argv[1])
    except CannotStart as reason:
        sys.exit(f"make: {reason}")
