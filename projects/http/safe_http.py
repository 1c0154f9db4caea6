"""Requests to addresses that people entered: never into a private network, never after a redirect, within limits.

A name is looked up once, and the connection goes to the address that was checked: a name that resolves differently
the second time gains nothing (DNS rebinding). The whole exchange has one time limit.
"""

from __future__ import annotations

import http.client
import ipaddress
import queue
import socket
import ssl
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from .bounded_socket import Bounds, PlainSocket, TLSSocket, connect, wrap_tls
from .public_networks import is_public

WITHIN = 10.0  # seconds for all of it: look-up, connection, TLS, sending, reading
LOOK_UP_WITHIN = 5.0  # seconds, of these
CONNECT_WITHIN = 4.0  # seconds for one address of a name; the next one is tried after that
MAX_READ = 65_536  # bytes, headers and all that comes before them
MAX_BODY = 4096  # bytes; the rest of an answer is not needed
UNQUOTED = "/%:@!$&'()*+,;=~-._?"  # characters of an address that stay as they are


class RefusedAddressError(ValueError):
    """An address that no request is sent to, with a sentence for the person who entered it."""


class NotReachedError(Exception):
    """Nothing was handed over."""


class NoAnswerError(Exception):
    """The request was handed over, or part of it, and no answer came."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def parse_address(url: str) -> SplitResult:
    """The parts of an address that requests may be sent to. Raises RefusedAddressError."""
    no_address = RefusedAddressError(_("This is no address of the web; one looks like https://example.org/hook."))
    try:
        parts = urlsplit(url)
        port = parts.port
        _ascii(parts)
    except ValueError as error:
        raise no_address from error
    if parts.scheme not in {"https", "http"} or not parts.hostname or port == 0:
        raise no_address
    if parts.username is not None or parts.password is not None:
        raise RefusedAddressError(_("Leave name and password out of the address; the signature proves who sends."))
    return parts


def resolve_public(
    url: str, within: float = LOOK_UP_WITHIN, *, networks: Collection[str] | None = None, is_public_matter: bool = False
) -> tuple[SplitResult, list[str]]:
    """The parts of an address, and the IP addresses to connect to; all of them are allowed.

    ``within``: seconds for the look-up of the name. ``networks``: those of the operator's own that are allowed
    (WEB_HOOK_NETWORKS). ``is_public_matter``: what is asked for is no secret, so that https is not needed.
    Raises RefusedAddressError, NotReachedError.
    """
    parts = parse_address(url)
    addresses = _look_up(_ascii(parts), _port(parts), min(within, LOOK_UP_WITHIN))
    allowed = settings.WEB_HOOK_NETWORKS if networks is None else networks
    own = [address for address in addresses if _is_within(address, allowed)]
    if not all(address in own or is_public(address) for address in addresses):
        sentence = _("%s is not a public address; nothing is sent into private networks.") % parts.hostname
        raise RefusedAddressError(sentence)
    if parts.scheme != "https" and len(own) < len(addresses) and not is_public_matter:
        raise RefusedAddressError(_("Use https: what is sent says what you follow."))
    return parts, addresses


def post(url: str, body: bytes, headers: Mapping[str, str], within: float = WITHIN) -> Answer:
    """POST the body and read the answer, whatever its status. Redirects are not followed.

    ``within``: seconds for the whole exchange.
    Raises RefusedAddressError, NotReachedError, NoAnswerError.
    """
    bounds = Bounds(within, MAX_READ)
    parts, addresses = resolve_public(url, within)
    own = {"Content-Length": str(len(body))}
    return exchange("POST", parts, addresses, bounds, headers={**headers, **own}, body=body, max_body=MAX_BODY)


def exchange(
    method: str,
    parts: SplitResult,
    addresses: Sequence[str],
    bounds: Bounds,
    *,
    headers: Mapping[str, str],
    body: bytes | None = None,
    max_body: int,
) -> Answer:
    """One request to addresses that ``resolve_public`` gave, and its answer, of which ``max_body`` bytes are read.

    Raises NotReachedError, NoAnswerError.
    """
    connection = _connected(parts, addresses, bounds)
    talk = http.client.HTTPConnection(_ascii(parts), _port(parts))
    talk.sock = connection
    try:
        _send(talk, method, parts, body, headers)
        with talk.getresponse() as answer:
            return Answer(answer.status, dict(answer.getheaders()), answer.read(max_body))
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise NoAnswerError(str(error) or type(error).__name__) from error
    finally:
        talk.close()
        connection.close()


def _send(
    talk: http.client.HTTPConnection, method: str, parts: SplitResult, body: bytes | None, headers: Mapping[str, str]
) -> None:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    talk.putrequest(method, quote(path, safe=UNQUOTED), skip_host=True, skip_accept_encoding=True)
    host = _ascii(parts)
    shown = f"[{host}]" if ":" in host else host
    own = {"Host": shown if parts.port is None else f"{shown}:{parts.port}"}
    for name, value in {**headers, **own, "Connection": "close"}.items():
        talk.putheader(name, value)
    talk.endheaders(body)


def _connected(parts: SplitResult, addresses: Sequence[str], bounds: Bounds) -> PlainSocket | TLSSocket:
    """A connection to the first of the checked addresses that accepts one. Raises NotReachedError."""
    reason: OSError | None = None
    for address in addresses:
        try:
            connection = connect(address, _port(parts), bounds, CONNECT_WITHIN)
            if parts.scheme != "https":
                return connection
            return wrap_tls(connection, _ascii(parts), ssl.create_default_context())
        except OSError as error:
            reason = error
    raise NotReachedError(f"{parts.hostname} cannot be reached: {reason}") from reason


def _look_up(host: str, port: int, within: float) -> list[str]:
    """The IP addresses of a name, each once. Raises NotReachedError, also when no answer comes in time.

    The system's look-up cannot be interrupted: it runs in a thread that is abandoned after ``within`` seconds.
    """
    results: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            results.put(list(dict.fromkeys(str(address[0]) for *_family, address in entries)))
        except Exception as error:  # raised again in the thread that waits
            results.put(error)

    threading.Thread(target=look_up, daemon=True, name="look-up").start()
    try:
        result = results.get(timeout=within)
    except queue.Empty:
        raise NotReachedError(f"{host} cannot be found: nobody answers for the name.") from None
    if isinstance(result, OSError | UnicodeError):
        raise NotReachedError(f"{host} cannot be found: {result}") from result
    if isinstance(result, Exception):
        raise result
    if not result:
        raise NotReachedError(f"{host} cannot be found.")
    return result


def _ascii(parts: SplitResult) -> str:
    """The host in ASCII, as it is looked up and sent (IDNA). Raises ValueError."""
    host = parts.hostname or ""
    return host if host.isascii() else host.encode("idna").decode()


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _is_within(address: str, networks: Collection[str]) -> bool:
    """Whether it lies in one of the networks that the operator allows."""
    ip = ipaddress.ip_address(address)
    return any(ip in ipaddress.ip_network(network) for network in networks)
