"""What commands beside `make run` need to know: the launcher leaves it in its data folder, manage.py reads it there.

Without it DEBUG is off and every address has to be given, as on a server. The launcher reads this before there is a
virtual environment: nothing is imported here but the standard library.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path

FILE = "environment"
LOCAL_NAMES = frozenset({"", "localhost", "testserver"})
KEPT = ("DEBUG", "SECRET_KEY", "SITE_URL")
ROOT = Path(__file__).resolve().parent.parent


def keep(folder: Path, variables: Mapping[str, str]) -> None:
    """Write down how the tracker of this data folder runs, for its owner's eyes."""
    file = folder / FILE
    file.touch(mode=0o600)
    file.write_text("".join(f"{name}={variables[name]}\n" for name in KEPT))


def adopt(environment: MutableMapping[str, str]) -> None:
    """Take over what the launcher wrote down, unless the environment says that this is a server."""
    of_servers = ("SECRET_KEY", "SECRET_KEY_FILE", "ALLOWED_HOSTS", "ALLOWED_HOSTS_FILE")
    if any(environment.get(name) for name in of_servers) or not _is_here(environment):
        return
    file = Path(environment.get("TRACKER_DATA") or ROOT / "var") / FILE
    if not file.is_file() or not os.access(file, os.R_OK):
        return
    for line in file.read_text().splitlines():
        name, equals, value = line.partition("=")
        if equals and name in KEPT:
            environment.setdefault(name, value)


def _is_here(environment: Mapping[str, str]) -> bool:
    host = environment.get("SITE_URL", "").partition("://")[2].partition("/")[0]
    name = host[: host.rindex("]") + 1] if "]" in host else host.partition(":")[0]
    return is_local(name)


def is_local(host: str) -> bool:
    """Whether the name or address means this machine alone."""
    name = host.strip("[]").rstrip(".").lower()
    if name in LOCAL_NAMES or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
