"""Requests to addresses that people gave us: into no private network, after no redirect, within bounds.

A name is looked up once and the connection goes to the address that was checked, so that a name which answers
differently the second time gains nothing (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import urllib3
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3 import exceptions

TIMEOUT = urllib3.Timeout(connect=5, read=10)
READ_AT_MOST = 4096  # of an answer; nothing in it is needed


class RefusedAddressError(ValueError):
    """An address that is not written to, with a sentence for whoever gave it."""


class NotReachedError(Exception):
    """Nothing was handed over."""


class NoAnswerError(Exception):
    """The request was handed over, or part of it, and no answer came."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def split(url: str) -> SplitResult:
    """The parts of an address that may be written to. Raises RefusedAddressError."""
    no_address = RefusedAddressError(_("This is no address of the web; one looks like https://example.org/hook."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise no_address from error
    if parts.scheme not in {"https", "http"} or not parts.hostname or port == 0:
        raise no_address
    if parts.username is not None or parts.password is not None:
        raise RefusedAddressError(_("Leave name and password out of the address; the signature proves who sends."))
    return parts


def checked(url: str) -> tuple[SplitResult, str]:
    """The parts of an address and the one IP address to connect to. Raises RefusedAddressError, NotReachedError."""
    parts = split(url)
    assert parts.hostname is not None
    try:
        found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotReachedError(f"{parts.hostname} cannot be found: {error}") from error
    addresses = [str(address[0]) for *_family, address in found]
    ours = [address for address in addresses if _is_allowed(address)]
    for address in addresses:
        if address not in ours and not _is_public(address):
            said = _("%s is not a public address; nothing is sent into private networks.") % parts.hostname
            raise RefusedAddressError(said)
    if parts.scheme != "https" and len(ours) < len(addresses):
        raise RefusedAddressError(_("Use https: what is sent says what you follow."))
    return parts, addresses[0]


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send it and read the answer, whatever its status; a redirect is an answer like any other.

    Raises RefusedAddressError, NotReachedError, NoAnswerError.
    """
    parts, address = checked(url)
    pool = _pool(parts, address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.netloc.rpartition("@")[2]
    try:
        answer = pool.urlopen(
            "POST",
            path,
            body=body,
            headers={**headers, "Host": host},
            redirect=False,
            retries=False,
            timeout=TIMEOUT,
            preload_content=False,
        )
        return Answer(answer.status, dict(answer.headers), answer.read(READ_AT_MOST, decode_content=False))
    except (exceptions.NewConnectionError, exceptions.ConnectTimeoutError, exceptions.SSLError) as error:
        raise NotReachedError(str(error)) from error
    except (exceptions.HTTPError, OSError) as error:
        raise NoAnswerError(str(error)) from error
    finally:
        pool.close()


def _pool(parts: SplitResult, address: str) -> urllib3.HTTPConnectionPool:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return urllib3.HTTPSConnectionPool(
            address, _port(parts), server_hostname=host, assert_hostname=host, cert_reqs="CERT_REQUIRED", maxsize=1
        )
    return urllib3.HTTPConnectionPool(address, _port(parts), maxsize=1)


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or ip.sixtofour or ip.teredo):
        return False  # a private address may hide in it, and nobody needs one
    return ip.is_global and not ip.is_multicast


def _is_allowed(address: str) -> bool:
    """Whether the operator has named a network of their own that it lies in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    return any(ip in ipaddress.ip_network(network) for network in settings.WEB_HOOK_NETWORKS)
