"""Server addresses as people write them (postgres://…, redis://…, smtp://…) into Django's settings.

Each reader takes one URL and raises ImproperlyConfigured naming the variable, what was given and what is accepted;
passwords are never repeated in the message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS: dict[str, Any] = {
    # WAL lets readers go on during a write; IMMEDIATE takes the write lock at BEGIN, where SQLite waits for it,
    # instead of in the middle of a transaction, where it gives up at once ("database is locked").
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}

PATIENCE = 5.0  # seconds that a request waits for a connection while the server is away or all are in use
# Of libpq, in seconds; tcp_user_timeout in milliseconds. A server that vanished without a word (its machine lost power,
# a firewall forgot the line) is noticed when what was sent stays unconfirmed so long, or after a minute of silence.
NOTICES = {
    "connect_timeout": "5",
    "tcp_user_timeout": "15000",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}


def database(url: str, variable: str = "DATABASE_URL") -> dict[str, Any]:
    """DATABASE_URL: sqlite:///relative, sqlite:////absolute or postgres://user:password@host:port/name?sslmode=…

    Several hosts, as in `host:5432,other:5432`, are tried in their order; the one that takes writes is used, unless
    `target_session_attrs=…` says otherwise. `pool_size=N` bounds the connections of one process; it has at least as
    many as the process has threads.
    `prepare_threshold=N` is how often a statement is asked before PostgreSQL keeps its plan; `none` for a pooler in
    between that knows no prepared statements. Every other option is libpq's, `connect_timeout=…` for one.
    """
    single, hosts = _first_of_the_hosts(url)
    parts = split(variable, single)
    if parts.scheme == "sqlite":
        name = unquote(parts.path.removeprefix("/"))
        if not name:
            raise refused(variable, url, "a file: sqlite:////var/lib/tracker/tracker.sqlite3")
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": dict(SQLITE_OPTIONS)}
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(variable, url, parts, hosts)
    raise refused(variable, url, "sqlite:///… or postgres://…")


def _postgresql(variable: str, url: str, parts: SplitResult, hosts: list[str]) -> dict[str, Any]:
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    port = str(parts.port or options.pop("port", ""))
    if hosts:
        host, port = (
            ",".join(column) for column in zip(*(_host_and_port(variable, text) for text in hosts), strict=True)
        )
        options.setdefault("target_session_attrs", "read-write")
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise refused(variable, url, "a database: postgres://user:password@host:5432/tracker")
    return {
        "ENGINE": "tracker.postgresql",  # after a restart of the server its pool hands out none of the old ones
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 0,  # required by the pool, which keeps the connections itself
        "OPTIONS": {
            "pool": {
                "min_size": 1,
                "max_size": _whole(options.pop("pool_size", "16")),
                "timeout": PATIENCE,
                # The pool doubles its pauses while a server is away; a new attempt begins with the next request.
                "reconnect_timeout": PATIENCE,
            },
            "prepare_threshold": _threshold(options.pop("prepare_threshold", "5")),
            **NOTICES,
            **options,
        },
    }


def replica(url: str) -> dict[str, Any]:
    """DATABASE_REPLICA_URL: a PostgreSQL that copies DATABASE_URL's; of several the first standby that answers."""
    settings = database(url, "DATABASE_REPLICA_URL")
    if "target_session_attrs=" not in url and settings["OPTIONS"].pop("target_session_attrs", None):
        settings["OPTIONS"]["target_session_attrs"] = "prefer-standby"
    return settings | {"TEST": {"MIRROR": "default"}}


def cache(url: str) -> dict[str, Any]:
    """CACHE_URL: redis://, rediss:// or redis+socket:///path (shared by machines), file:///path (by processes)."""
    parts = split("CACHE_URL", url)
    if parts.scheme in {"redis", "rediss", "unix", "redis+socket"}:
        location = url.replace("redis+socket://", "unix://", 1).replace("virtual_host=", "db=")
        # A server that is away must not hold a request up.
        waits = {"socket_connect_timeout": 2, "socket_timeout": 5}
        return {"BACKEND": "tracker.redis_cache.RedisCache", "LOCATION": location, "OPTIONS": waits}
    if parts.scheme == "file":
        return {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": unquote(parts.path),
            # Past this number a third is thrown away at random, heartbeats and rate limits among them.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    if parts.scheme == "locmem":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    raise refused("CACHE_URL", url, "redis://host:6379/1, redis+socket:///path, file:///folder or locmem://")


def contact(given: str) -> str:
    """CONTACT into the address that a link leads to: a page, or ``mailto:`` a mail address; "" where there is none."""
    if not given or re.fullmatch(r"https?://[^\s/]+\S*", given):
        return given
    if re.fullmatch(r"[^\s@<>:,;]+@[^\s@<>:,;]+\.[^\s@<>:,;]+", given):
        return f"mailto:{given}"
    raise ImproperlyConfigured(
        f"CONTACT is {given!r}: give one mail address (editors@example.org) or a page (https://example.org/contact)."
    )


def sender(given: str) -> str:
    """MAIL_FROM: a mail address, with a name before it or without."""
    _name, address = parseaddr(given)
    if re.fullmatch(r"[^\s@<>:,;]+@[^\s@<>:,;]+", address) and given.isprintable():
        return given
    raise ImproperlyConfigured(
        f"MAIL_FROM is {given!r}: give one mail address, as in Promise tracker <news@tracker.example.org>."
    )


def broker(url: str, folder: Path) -> tuple[str, dict[str, Any]]:
    """CELERY_BROKER_URL into Celery's address and transport options; filesystem:// keeps its folders below `folder`."""
    parts = split("CELERY_BROKER_URL", url)
    if parts.scheme == "filesystem":
        messages, control = folder / "messages", folder / "control"
        return "filesystem://", {
            "data_folder_in": str(messages),
            "data_folder_out": str(messages),
            "control_folder": str(control),
            "polling_interval": 0.25,  # the default of a second starves retries
        }
    if parts.scheme in {"redis", "rediss", "redis+socket"}:
        # A server that keeps the line and says nothing must hold up neither who sends a task nor the schedule.
        return url, {"socket_connect_timeout": 5, "socket_timeout": 15, "socket_keepalive": True}
    if parts.scheme == "memory":
        return "memory://", {}
    raise refused("CELERY_BROKER_URL", url, "redis://host:6379/0, redis+socket:///path or filesystem://")


@dataclass(frozen=True)
class Mail:
    """Where mail goes, in the terms of Django's EMAIL_* settings; timeout in seconds."""

    backend: str
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    ssl: bool = False
    timeout: int = 20


MAIL_SCHEMES = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtps": (465, False, True)}


def email(url: str) -> Mail:
    """EMAIL_URL: smtp://, smtp+tls:// (STARTTLS), smtps://, console://, or folder:// (files in the data folder)."""
    parts = split("EMAIL_URL", url)
    if parts.scheme in MAIL_SCHEMES:
        port, starttls, ssl = MAIL_SCHEMES[parts.scheme]
        if not parts.hostname:
            raise refused("EMAIL_URL", url, "a host: smtp+tls://user:password@mail.example.org:587")
        timeout = dict(parse_qsl(parts.query)).get("timeout", "20")
        if not timeout.isdecimal():
            raise refused("EMAIL_URL", url, "a timeout in whole seconds: ?timeout=20")
        return Mail(
            backend="tracker.folder_mail_backend.SmtpBackend",
            host=parts.hostname,
            port=parts.port or port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            starttls=starttls,
            ssl=ssl,
            timeout=int(timeout),
        )
    if parts.scheme == "console":
        return Mail(backend="django.core.mail.backends.console.EmailBackend")
    if parts.scheme == "folder":
        return Mail(backend="tracker.folder_mail_backend.FolderBackend")
    raise refused("EMAIL_URL", url, "smtp://, smtp+tls:// (STARTTLS), smtps://, console:// or folder://")


def networks(variable: str, given: list[str]) -> list[str]:
    """Networks as ``10.1.0.0/16``."""
    for network in given:
        try:
            ip_network(network)
        except ValueError as error:
            raise ImproperlyConfigured(f"{variable} has {network!r}, which is no network: {error}.") from error
    return given


def origins(variable: str, given: list[str]) -> list[str]:
    """Origins as browsers send them: ``https://inspector.example.org``, with a port where it is not the usual one."""
    for origin in given:
        parts = split(variable, origin)
        if parts.scheme not in {"https", "http"} or not parts.netloc or origin != f"{parts.scheme}://{parts.netloc}":
            raise ImproperlyConfigured(
                f"{variable} has {origin!r}, which is no origin: write each as https://name or https://name:port, "
                "without a slash at the end, and separate them by commas."
            )
    return given


def passkey_host(site_url: str) -> str:
    """The host that passkeys are for, by SITE_URL: a name, because browsers refuse bare addresses.

    That of this machine is localhost. Empty where SITE_URL names an address of another machine: there are none there.
    """
    host = urlsplit(site_url).hostname or ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return "localhost" if address.is_loopback else ""


def split(variable: str, url: str) -> SplitResult:
    """The parts of an address. Raises ImproperlyConfigured."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # read here, so that a port that is no number is refused with the rest
    except ValueError:
        # Without what Python says: with a slash in the password, it would be the password's beginning.
        raise ImproperlyConfigured(
            f"{variable} cannot be read as an address: is its port a number? In a name or password write "
            "/ as %2F, : as %3A, @ as %40, # as %23, ? as %3F, [ as %5B and % as %25."
        ) from None
    return parts


def _first_of_the_hosts(url: str) -> tuple[str, list[str]]:
    """The address with the first of its hosts alone, and all of them; no list where there is one."""
    several = re.fullmatch(r"(postgres(?:ql)?://(?:[^@/]*@)?)([^@/?]*,[^@/?]*)(.*)", url)
    if not several:
        return url, []
    before, hosts, behind = several.groups()
    return f"{before}{hosts.split(',')[0]}{behind}", hosts.split(",")


def _host_and_port(variable: str, text: str) -> tuple[str, str]:
    parts = split(variable, f"postgres://{text}")
    if not parts.hostname:
        raise ImproperlyConfigured(f"{variable} has a host without a name: write host:5432,other:5432.")
    return unquote(parts.hostname), str(parts.port or 5432)


def _whole(number: str) -> int:
    if not number.isdecimal() or int(number) < 1:
        raise ImproperlyConfigured(f"DATABASE_URL: pool_size={number} is no whole number from 1.")
    return int(number)


def _threshold(number: str) -> int | None:
    if number == "none":
        return None
    if not number.isdecimal():
        raise ImproperlyConfigured(f"DATABASE_URL: prepare_threshold={number} is neither a whole number nor none.")
    return int(number)


def refused(variable: str, url: str, accepted: str) -> ImproperlyConfigured:
    """What to raise for an address of another scheme than those that are accepted."""
    scheme = f"starts with {url.partition('://')[0]}://" if "://" in url else "has no scheme"
    return ImproperlyConfigured(f"{variable} {scheme} and cannot be used so. It takes {accepted}.")
