"""Looks at the watched sources that are due, and notes the addresses that are new.

A request belongs to no transaction. Whoever moves ``next_fetch_at`` from what it was has the watch, and alone may say
what came of it. New addresses are written together with the look that named them: a worker that ends before that has
lost nothing, for the next look names them again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from projects.actions.host_turns import MOST_OF_A_HOST, Clock, in_turns
from projects.models import Watch, WatchedAddress
from projects.models.link_check import DEAD_AFTER, DEAD_AFTER_FAILURES
from projects.models.watch import LookAnswer
from projects.reading.listings import ListedItem
from projects.reports.editing.wanted_reports import WantedReports

MOST_LOOKED_AT = 60  # watches in a sweep
AGAIN_AFTER = timedelta(hours=1)
LONGEST_BACKOFF = timedelta(days=1)
LONGEST_RETRY_AFTER = timedelta(days=7)
# A worker that has a watch or an address is taken for dead after this.
LEASE = timedelta(minutes=30)
FIRST_ITEMS = 10  # of a list that is looked at for the first time, the latest
OLDEST = timedelta(days=30)  # before the watch began; what is older is passed over
MOST_WAITING = 200  # addresses of one watch
MOST_NOTED = 100  # new addresses of one look after the first
AT_ONCE = 500  # rows of one query

logger = logging.getLogger(__name__)
Look = Callable[[Watch], LookAnswer]


def look_at_watches(*, look: Look, clock: Clock, lasts: timedelta, wanted: WantedReports) -> int:
    """Looks at the watches that are due; returns how many. Any number of workers may do so at once.

    Those of bodies and programmes whose reports are wanted come first. Nothing is begun after ``lasts``.
    """
    began = clock()
    count = 0
    for watch in list(_chosen(began, wanted)):
        at = clock()
        if at - began >= lasts:
            break
        if _claim(watch, at):
            count += 1
            try:
                answer = look(watch)
            except Exception:  # a stranger's list does what it likes to parsers; the next one is read all the same
                logger.exception("Watched source %s could not be looked at", watch.pk)
                answer = LookAnswer(None, Watch.Error.BROKEN)
            note_look(watch, answer, clock())
    return count


def _chosen(at: datetime, wanted: WantedReports) -> Iterator[Watch]:
    is_wanted = Q(organisation__in=wanted.organisations) | Q(programme__in=wanted.programmes)
    due = Watch.objects.due(at).annotate(turn=Case(When(is_wanted, then=Value(0)), default=Value(1)))
    rows = due.order_by("turn", F("fetched_at").asc(nulls_first=True), "pk").values_list("pk", "url")
    chosen = in_turns(rows.iterator(), MOST_LOOKED_AT, MOST_OF_A_HOST)
    watches = Watch.objects.in_bulk(chosen)
    return (watches[pk] for pk in chosen if pk in watches)


def _claim(watch: Watch, at: datetime) -> bool:
    """Makes the watch ours for a while, unless another worker was faster or an editor changed it."""
    unclaimed = Watch.objects.filter(pk=watch.pk, next_fetch_at=watch.next_fetch_at, url=watch.url, is_on=True)
    watch.next_fetch_at = at + LEASE
    return unclaimed.update(next_fetch_at=watch.next_fetch_at) == 1


def note_look(watch: Watch, answer: LookAnswer, at: datetime) -> None:
    """Writes what came of a look and the addresses that are new, if the watch is still ours."""
    new = new_addresses(watch, answer, at)
    since = (watch.first_failed_at or at) if answer.is_failure else None
    failures = watch.failures + 1 if answer.is_failure else 0
    columns: dict[str, object] = {
        "fetched_at": at,
        "status": answer.status,
        "error": answer.error,
        "first_failed_at": since,
        "failures": failures,
        "is_dead": since is not None and at - since >= DEAD_AFTER and failures >= DEAD_AFTER_FAILURES,
        "next_fetch_at": at + pause_after(failures, answer.retry_after, at),
    }
    if answer.status == 200 and not answer.is_failure:
        columns |= {"etag": answer.etag, "last_modified": answer.last_modified}
    if new:
        columns["last_item_at"] = at
    with transaction.atomic():
        ours = Watch.objects.filter(pk=watch.pk, next_fetch_at=watch.next_fetch_at, url=watch.url, kind=watch.kind)
        if ours.update(**columns):
            WatchedAddress.objects.bulk_create(new, batch_size=AT_ONCE, ignore_conflicts=True)


def pause_after(failures: int, retry_after: str, at: datetime) -> timedelta:
    """How long a watch rests: an hour, twice as long after each failure up to a day, longer where its site asks."""
    pause = AGAIN_AFTER
    if failures:
        pause = min(AGAIN_AFTER * 2 ** min(failures - 1, 10), LONGEST_BACKOFF)
    return max(pause, min(_asked_pause(retry_after, at), LONGEST_RETRY_AFTER))


def _asked_pause(text: str, at: datetime) -> timedelta:
    """Of a ``Retry-After`` header: seconds or a moment."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=int(text[:9]))
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - at
    except (ValueError, TypeError, OverflowError, IndexError):
        return timedelta(0)


def new_addresses(watch: Watch, answer: LookAnswer, at: datetime) -> list[WatchedAddress]:
    """The addresses that no watch has named before, the latest first; those that are to be fetched wait.

    A first look takes ``FIRST_ITEMS`` and notes the others. A constant number of queries for each ``AT_ONCE`` items.
    """
    keys = {item.url: sha256(item.url.encode()).hexdigest() for item in answer.items}
    named_before = _named_before(list(keys.values()))
    fresh = [item for item in latest_first(answer.items, at.date()) if keys[item.url] not in named_before]
    if not fresh:
        return []
    of_watch = WatchedAddress.objects.filter(watch=watch.pk)
    room = MOST_WAITING - of_watch.filter(next_fetch_at__isnull=False).count()
    if of_watch.exists():
        fresh = fresh[:MOST_NOTED]
    else:
        room = min(room, FIRST_ITEMS)
    addresses = []
    for item in fresh:
        is_taken = room > 0 and not is_old(watch, item.published)
        room -= is_taken
        addresses.append(
            WatchedAddress(
                watch=watch,
                url=item.url,
                url_sha256=keys[item.url],
                title=item.title,
                published=item.published,
                named_at=at,
                state=WatchedAddress.State.WAITING if is_taken else WatchedAddress.State.PASSED_OVER,
                next_fetch_at=at if is_taken else None,
            )
        )
    return addresses


def latest_first(items: Sequence[ListedItem], today: date) -> list[ListedItem]:
    """Items by their day, then those without one in their own order. A day that is not there yet is none."""
    tomorrow = today + timedelta(days=1)  # somewhere it is that day already
    believed = [
        item if item.published is None or item.published <= tomorrow else ListedItem(item.url, item.title)
        for item in items
    ]
    return sorted(believed, key=lambda item: item.published or date.min, reverse=True)


def is_old(watch: Watch, published: date | None) -> bool:
    """Whether an article is of a time long before the watch began."""
    return published is not None and published < (watch.added_at - OLDEST).date()


def _named_before(keys: Sequence[str]) -> Collection[str]:
    keys_of_rows: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        rows = WatchedAddress.objects.filter(url_sha256__in=keys[start : start + AT_ONCE])
        keys_of_rows.update(rows.values_list("url_sha256", flat=True))
    return keys_of_rows
