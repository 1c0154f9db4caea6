"""Rate limits per address and per person."""

from __future__ import annotations

import ipaddress
import logging
import time
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

from projects.http.counted_ahead import counted

MINUTE = 60
UNKNOWN = "unknown"  # a request through a local socket, without a proxy that says whose it is
PERSON = "person-"  # what a key begins with that counts one person, wherever they are
KNOWN = 10  # times what an unknown address may ask
AWAY = 5.0  # seconds for which a cache that did not answer is not asked again
ONE_READER = 64  # the bits of an IPv6 address that a reader does not choose

logger = logging.getLogger(__name__)


def client_address(request: HttpRequest) -> str:
    """The IP address a request comes from, for every limit and the log.

    It is the one that the outermost of our own proxies wrote (settings.ALLAUTH_TRUSTED_PROXY_COUNT). Anything before
    that in X-Forwarded-For can be invented by the client; without a proxy of ours all of it can.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    put_down = [part for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    forwarded = _parsed(put_down[-min(proxies, len(put_down))]) if proxies and put_down else None
    return str(forwarded or _parsed(request.META.get("REMOTE_ADDR", "")) or UNKNOWN)


def client_network(request: HttpRequest) -> str:
    """What limits are counted by: the IPv4 address or the IPv6 network, whose addresses one reader chooses freely."""
    address = _parsed(client_address(request))
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, ONE_READER), strict=False))
    return str(address or UNKNOWN)


@lru_cache(maxsize=1000)
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
    """Requests per minute from one address (settings.ALLOWANCES), counted in the cache that all processes share."""

    name = "api"
    seconds = MINUTE  # that a count lasts
    more_for_people = False
    # Without a cache readers read on uncounted. What guards passwords, tokens and mailboxes is refused instead (503).
    without_a_cache = True
    _away_until = 0.0

    def allow_request(self, request: Any, view: Any) -> bool:
        """Counts the request. The name is REST framework's."""
        return self.spend(request) is None

    def get_ident(self, request: Any) -> str:
        return client_network(request)

    def wait(self) -> float:
        return self.seconds - timezone.now().timestamp() % self.seconds  # noqa: TID251  # limits are about real time

    def spend(self, request: HttpRequest) -> int | None:
        """Counts the request; the seconds to wait if there were too many, else None."""
        spent_allowances(request).append(self)
        if self.without_a_cache and time.monotonic() < Allowance._away_until:
            return None
        ident = self.get_ident(request)
        allowed = settings.ALLOWANCES[self.name] * (KNOWN if ident.startswith(PERSON) and self.more_for_people else 1)
        try:
            count = counted.next(self._key(ident), allowed, self._count)
        except (RedisError, OSError) as error:
            if not self.without_a_cache:
                raise
            Allowance._away_until = time.monotonic() + AWAY
            logger.warning("Requests are not counted for %.0f s: the cache does not answer (%s)", AWAY, error)
            return None
        return None if count <= allowed else int(self.wait()) + 1

    def _count(self, key: str, more: int) -> int:
        """So many more; how many there are in this minute."""
        try:
            return cache.incr(key, more)
        except ValueError:  # the first of this minute
            return more if cache.add(key, more, 2 * self.seconds) else self._counted_meanwhile(key, more)

    def _counted_meanwhile(self, key: str, more: int) -> int:
        """The count where another process counted first."""
        try:
            return cache.incr(key, more)
        except ValueError:  # thrown out of a full cache in between
            return more

    def give_back(self, request: HttpRequest) -> None:
        """Takes back what ``spend`` counted for this request."""
        # Another minute has begun, it was thrown out of a full cache, or there is no cache to count in.
        with suppress(ValueError, RedisError, OSError):
            cache.decr(self._key(self.get_ident(request)))

    def _key(self, ident: str) -> str:
        now = timezone.now().timestamp()  # noqa: TID251  # as above
        return f"allowance:{self.name}:{ident}:{int(now // self.seconds)}"


def spent_allowances(request: Any) -> list[Allowance]:
    """By which allowances a request was counted."""
    of_django = getattr(request, "_request", request)  # inside REST framework's
    spent: list[Allowance] = of_django.__dict__.setdefault("spent_allowances", [])
    return spent


class WritingAllowance(Allowance):
    """Rows recorded per minute by one person, from any address."""

    name = "writing"

    def get_ident(self, request: Any) -> str:
        return f"{PERSON}{request.user.pk}"


class BatchAllowance(WritingAllowance):
    """Batches of rows sent per minute by one person: up to a thousand rows each."""

    name = "batches"


class PreviewAllowance(WritingAllowance):
    """Looks per minute at what a change would do: each makes it and undoes it."""

    name = "previews"


class FetchingAllowance(WritingAllowance):
    """Pages of others fetched per minute for one person."""

    name = "fetching"


class SecondReaderAllowance(WritingAllowance):
    """Articles per hour that the second reader is asked about for one person."""

    name = "second_reader"
    seconds = 3600


class SearchAllowance(Allowance):
    """Searches per minute: fewer, because a search reads everything.

    On pages a person who is logged in has a count of their own, and a higher limit. A made-up cookie or header does
    not count as a person.
    """

    name = "search"
    more_for_people = True

    def get_ident(self, request: Any) -> str:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            return f"{PERSON}{request.user.pk}"
        return super().get_ident(request)

    def allow_request(self, request: Any, view: Any) -> bool:
        return "search" not in request.GET or super().allow_request(request, view)


class OtherDayAllowance(SearchAllowance):
    """Track records per minute of another day than today, for which every promise is looked at."""

    name = "other_days"


class SuggestionAllowance(SearchAllowance):
    """Suggestions per minute while somebody types: more than searches, and answers 304 are not counted."""

    name = "suggestions"


class PictureAllowance(SearchAllowance):
    """Pictures drawn per minute; answers 304 are not counted."""

    name = "pictures"


class WrongTokenAllowance(Allowance):
    """Wrong tokens and private addresses per minute. Right ones are accepted meanwhile."""

    name = "wrong_tokens"
    without_a_cache = False


class WrongPasswordAllowance(Allowance):
    """Wrong passwords per hour, for any account.

    allauth resets its own count when the guesser enters a right code or resets a password of their own.
    """

    name = "wrong_passwords"
    without_a_cache = False
    seconds = 3600


class ImportAllowance(Allowance):
    """Spreadsheets brought per minute by one person, from any address."""

    name = "imports"
    without_a_cache = False

    def get_ident(self, request: Any) -> str:
        return f"{PERSON}{request.user.pk}"


class ExportAllowance(ImportAllowance):
    """Files of all that is held about one person, made per hour for them."""

    name = "exports"
    seconds = 3600


class MakingAllowance(Allowance):
    """Files made of the whole record (``downloads``) per minute; files that exist are not counted."""

    name = "making"


class ListAllowance(Allowance):
    """Files made of short lists per minute; files that exist are not counted."""

    name = "lists"


class ProposalAllowance(Allowance):
    """Sources proposed per hour from one address, by people without an account."""

    name = "proposals"
    without_a_cache = False
    seconds = 3600


class SubscriptionAllowance(Allowance):
    """Addresses left for the week by mail, per hour from one network."""

    name = "subscriptions"
    without_a_cache = False
    seconds = 3600


class AllSubscriptionsAllowance(SubscriptionAllowance):
    """The same from everywhere: mails that ask strangers must not become many, however many networks ask for them."""

    name = "all_subscriptions"

    def get_ident(self, request: Any) -> str:
        return "everybody"


class MailboxAllowance(Allowance):
    """Mails that ask one mailbox, per day. What stands behind a plus sign leads to the same mailbox."""

    name = "mailboxes"
    without_a_cache = False
    seconds = 86_400

    def __init__(self, address: str) -> None:
        name, _at, host = address.strip().lower().rpartition("@")
        self.mailbox = f"{name.partition('+')[0]}@{host}"

    def get_ident(self, request: Any) -> str:
        return blake2b(self.mailbox.encode(), digest_size=16).hexdigest()  # the cache keeps no address
