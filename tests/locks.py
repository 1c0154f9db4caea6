"""The locks: `python -m tests.locks` checks them against what they pin, without the network; --write makes them anew.

Each lock starts with the digest of its .in file, so that a forgotten `make lock` shows.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements.txt": ["requirements.in"],
    "requirements-extra.txt": ["requirements-extra.in", "requirements.in"],
    "requirements-dev.txt": ["requirements-dev.in", "requirements-extra.in", "requirements.in"],
}
# What is installed beside each other.
AGREE = {
    "requirements-extra.txt": ["--constraint", "requirements.txt"],
    "requirements-dev.txt": ["--constraint", "requirements-extra.txt"],
}
PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)


def _head(sources: list[str]) -> str:
    digest = hashlib.sha256(b"".join((ROOT / source).read_bytes() for source in sources)).hexdigest()
    return f"# Made by `make lock` from {' and '.join(sources)}; do not edit. {digest}\n"


def write() -> None:
    """Resolve each .in file for every platform and Python from 3.11, the second lock agreeing with the first."""
    for lock, sources in LOCKS.items():
        command = "-m uv pip compile --universal --python-version 3.11 --generate-hashes --only-binary :all:"
        made = subprocess.run(
            [
                sys.executable,
                *command.split(),
                "--no-header",
                "--no-annotate",
                "--quiet",
                *AGREE.get(lock, []),
                sources[0],
            ],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        (ROOT / lock).write_text(_head(sources) + made.stdout)


def problems() -> list[str]:
    """What is wrong with the locks, one sentence each."""
    faults = []
    pins = {}
    for lock, sources in LOCKS.items():
        content = (ROOT / lock).read_text()
        pins[lock] = dict(PIN.findall(content))
        if not content.startswith(_head(sources)):
            faults.append(f"{lock} was not made from today's {' and '.join(sources)}: run make lock")
        blocks = re.split(r"\n(?=[a-z0-9])", content.partition("\n")[2])
        faults += [f"{lock}: {block.split()[0]} has no hash" for block in blocks if "--hash=sha256:" not in block]
    for smaller, larger in pairwise(("requirements.txt", "requirements-extra.txt", "requirements-dev.txt")):
        for name, version in pins[smaller].items():
            if pins[larger].get(name) != version:
                faults.append(f"{larger} has not {name}=={version} as {smaller} has: run make lock")
    return faults


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    if wrong := problems():
        sys.exit("\n".join(wrong))
    print("The locks agree with what they pin.")
