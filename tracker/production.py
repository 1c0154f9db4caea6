"""What no server on the network may start with. Pure; each refusal is one line that says what to do."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

KEY_LENGTH = 50  # characters
KEY_LETTERS = 10  # different ones
PLACEHOLDER = re.compile(r"(?i)insecure|replace[-_ ]?me|change[-_ ]?me|placeholder|your[-_ ]?secret|secret[-_ ]?key")
DRAW = "Draw one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
LOCAL_NAMES = frozenset({"", "localhost", "testserver"})


def refusals(*, debug: bool, secret_key: str, hosts: Sequence[str], site_url: str) -> Iterator[str]:
    """Why the tracker must not start with these settings, one sentence each."""
    if debug:
        public = [host for host in (*hosts, urlsplit(site_url).hostname or "") if not is_local(host)]
        if public:
            yield (
                f"DEBUG is 1 beside the address {public[0]}: DEBUG shows errors with their insides. Set DEBUG=0, or "
                "take the address out of ALLOWED_HOSTS and SITE_URL."
            )
        return
    if reason := weakness(secret_key):
        yield f"SECRET_KEY {reason}: whoever guesses it signs in as anybody. {DRAW}"
    for host in hosts:
        if reason := vagueness(host):
            yield f"ALLOWED_HOSTS has {host!r}, which {reason}. Name what it answers to: tracker.example.org."


def weakness(key: str) -> str:
    """What makes a key easy to guess; empty for a good one."""
    if PLACEHOLDER.search(key):
        return "is the placeholder of an example"
    if len(key) < KEY_LENGTH:
        return f"has {len(key)} characters, fewer than {KEY_LENGTH}"
    if len(set(key)) < KEY_LETTERS or key in (key + key)[1:-1]:
        return "repeats itself"
    return ""


def vagueness(host: str) -> str:
    """What makes a name of ALLOWED_HOSTS too wide, or none at all; empty for a good one."""
    if "*" in host:
        return "stands for every name"
    if host.startswith(".") and "." not in host.strip("."):
        return "stands for every name below a top-level domain"
    if "/" in host or "@" in host or re.search(r"\s", host):
        return "is no name of a host"
    return ""


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
