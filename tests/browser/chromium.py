"""The Chromium that browser tests drive, and how it is started."""

from __future__ import annotations

import os
import shutil

MISSING = "no Chromium: apt-get install chromium-headless-shell, or set CHROMIUM=/path/to/chromium"
# The shell without windows gives the same answers in half of the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    # Nothing but the tracker is asked for anything.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """The path of Chromium; None if there is none."""
    names = (os.environ.get("CHROMIUM"), *NAMES)
    return next((path for name in names if name and (path := shutil.which(name))), None)
