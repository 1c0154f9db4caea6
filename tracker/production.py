"""What no server on the network may start with. Pure; each refusal is one line that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import SplitResult, urlsplit

from django.http.request import validate_host

from tracker.local import is_local

KEY_LENGTH = 50  # characters
KEY_LETTERS = 10  # different ones
PLACEHOLDER = re.compile(r"(?i)insecure|replace[-_ ]?me|change[-_ ]?me|placeholder|your[-_ ]?secret|secret[-_ ]?key")
DRAW = "Draw one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"


def refusals(
    *, debug: bool, secret_key: str, hosts: Sequence[str], site_url: str, former_keys: Sequence[str] = ()
) -> Iterator[str]:
    """Why the tracker must not start with these settings, one sentence each."""
    site = _site(site_url)
    if site is None:
        yield (
            f"SITE_URL is {site_url!r}: set it to https:// and the name of the host, with a port where there is one, "
            "and nothing after it: https://tracker.example.org."
        )
        return
    if debug:
        public = [host for host in (*hosts, site.hostname or "") if not is_local(host)]
        if public:
            yield (
                f"DEBUG is 1 beside the address {public[0]}: DEBUG shows errors with their insides. Set DEBUG=0, or "
                "take the address out of ALLOWED_HOSTS and SITE_URL."
            )
        return
    if reason := weakness(secret_key):
        yield f"SECRET_KEY {reason}: whoever guesses it signs in as anybody. {DRAW}"
    for number, key in enumerate(former_keys, 1):
        if reason := weakness(key):
            yield f"SECRET_KEY_FALLBACKS, key {number}, {reason}: whoever guesses it signs in as anybody. Leave it out."
    for host in hosts:
        if reason := vagueness(host):
            yield f"ALLOWED_HOSTS has {host!r}, which {reason}. Name what it answers to: tracker.example.org."
    name = site.hostname or ""
    if not validate_host(f"[{name}]" if ":" in name else name, [host.lower() for host in hosts]):
        yield f"SITE_URL leads to {name}, which is not in ALLOWED_HOSTS: readers would get an error. Add it there."


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
    if re.search(r"[/@\s]", host):
        return "is no name of a host"
    if re.fullmatch(r"[^:]+:\d*|\[.*\]:\d*", host):
        return "has a port"
    return ""


def _site(url: str) -> SplitResult | None:
    """The parts of an address that is a scheme, a host and perhaps a port; None for any other."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # read here, so that a port that is no number is refused too
    except ValueError:
        return None
    is_plain = parts.netloc and "@" not in parts.netloc and not re.search(r"[\s,]", url)
    rest = parts.path or parts.query or parts.fragment
    return parts if parts.scheme in {"http", "https"} and parts.hostname and is_plain and not rest else None
