"""How often one address may ask without saying who it is: enough for any reader and any honest program."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.throttling import BaseThrottle

MINUTE = 60
UNKNOWN = "unknown"  # a request through a local socket, without a proxy that says whose it is
PERSON = "person-"  # what a key begins with that counts one person, wherever they are
KNOWN = 10  # times what an unknown address may ask
ONE_READER = 64  # the bits of an IPv6 address that a reader does not choose


def client_address(request: HttpRequest) -> str:
    """The address a request comes from, for every limit and the log.

    It is what the outermost of our own proxies has put down (settings.ALLAUTH_TRUSTED_PROXY_COUNT); whatever stands
    before that in X-Forwarded-For is the client's own invention, and without a proxy of ours all of it is.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    put_down = [part for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    forwarded = _parsed(put_down[-min(proxies, len(put_down))]) if proxies and put_down else None
    return str(forwarded or _parsed(request.META.get("REMOTE_ADDR", "")) or UNKNOWN)


def client_network(request: HttpRequest) -> str:
    """What limits are counted by: the address, of IPv6 the network, in which one reader has as many as they like."""
    address = _parsed(client_address(request))
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, ONE_READER), strict=False))
    return str(address or UNKNOWN)


def _parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address as proxies write it: with a port, in brackets, IPv4 in IPv6."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, ipaddress.IPv6Address) else address


class Allowance(BaseThrottle):
    """So many questions a minute from one address, counted where all processes see it (settings.ALLOWANCES)."""

    name = "api"
    seconds = MINUTE  # that a count lasts
    more_for_people = False

    def allow_request(self, request: Any, view: Any) -> bool:
        """Counts the question. REST framework's own name for it."""
        return self.spend(request) is None

    def get_ident(self, request: Any) -> str:
        return client_network(request)

    def wait(self) -> float:
        return self.seconds - timezone.now().timestamp() % self.seconds  # noqa: TID251  # limits are about real time

    def spend(self, request: HttpRequest) -> int | None:
        """Counts the question; the seconds to wait where there have been too many in this minute."""
        ident = self.get_ident(request)
        key = self._key(ident)
        cache.add(key, 0, 2 * self.seconds)
        try:
            count = cache.incr(key)
        except ValueError:  # thrown out of a full cache in between
            count = 1
        allowed = settings.ALLOWANCES[self.name] * (KNOWN if ident.startswith(PERSON) and self.more_for_people else 1)
        return None if count <= allowed else int(self.wait()) + 1

    def give_back(self, request: HttpRequest) -> None:
        """Takes back what ``spend`` has counted for this question."""
        with suppress(ValueError):  # another minute has begun, or it was thrown out of a full cache
            cache.decr(self._key(self.get_ident(request)))

    def _key(self, ident: str) -> str:
        now = timezone.now().timestamp()  # noqa: TID251  # as above
        return f"allowance:{self.name}:{ident}:{int(now // self.seconds)}"


class WritingAllowance(Allowance):
    """So many rows a minute under one person's name, wherever from: a program gone wrong leaves room for others."""

    name = "writing"

    def get_ident(self, request: Any) -> str:
        return f"{PERSON}{request.user.pk}"


class SearchAllowance(Allowance):
    """Searching reads everything there is, so that less of it is allowed.

    On pages who is logged in is counted by themselves and may ask more. A cookie or a header that nobody has given out
    makes nobody a person.
    """

    name = "search"
    more_for_people = True

    def get_ident(self, request: Any) -> str:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            return f"{PERSON}{request.user.pk}"
        return super().get_ident(request)

    def allow_request(self, request: Any, view: Any) -> bool:
        return "search" not in request.GET or super().allow_request(request, view)


class PictureAllowance(SearchAllowance):
    """Pictures are drawn for whoever asks; who has a picture and asks whether it is new is not counted."""

    name = "pictures"


class WrongTokenAllowance(Allowance):
    """So many tokens and private addresses that are none; a right one is let in meanwhile."""

    name = "wrong_tokens"


class WrongPasswordAllowance(Allowance):
    """So many wrong passwords an hour, whoever they are for.

    allauth's own count ends whenever the one who guesses shows a right code or resets a password of their own.
    """

    name = "wrong_passwords"
    seconds = 3600


class MakingAllowance(Allowance):
    """Files that are made of the whole record (``downloads``), whoever asks: counted only where one is made."""

    name = "making"
