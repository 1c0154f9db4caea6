"""Fetches the articles that watched sources have named, and puts into the queue those about something in the record.

As with a look, whoever moves ``next_fetch_at`` has the address. The article, its matches and the state of the address
are written together, so that a worker that ends meanwhile has lost nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Case, Count, F, Q, Value, When

from projects.actions.articles.keep_article import keep_article
from projects.actions.host_turns import MOST_OF_A_HOST, Clock, in_turns
from projects.actions.watching.look_at_watches import LEASE, is_old
from projects.models import Article, ArticleMatch, Watch, WatchedAddress
from projects.models.article import ArticleText
from projects.reports.editing.readings import read_figures, score_text
from projects.reports.editing.wanted_reports import WantedReports

MOST_FETCHED = 60  # addresses in a sweep
MOST_A_DAY = 100  # of one watch: a list without end fills neither the queue nor the disk
MOST_FAILURES = 4  # then nothing can be read there
AGAIN_AFTER_FAILURE = timedelta(hours=1)  # doubled after each
State = WatchedAddress.State
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The article that was asked for, or a code for why there is none; ``is_final``: asking again is in vain."""

    article: ArticleText | None = None
    error: str = ""
    is_final: bool = False


Fetch = Callable[[Watch, str], Fetched]


def fetch_addresses(*, fetch: Fetch, clock: Clock, lasts: timedelta, wanted: WantedReports) -> int:
    """Fetches the addresses that wait; returns how many. Any number of workers may do so at once.

    Those of bodies and programmes whose reports are wanted come first. Nothing is begun after ``lasts``.
    """
    began = clock()
    count = 0
    for address in list(_chosen(began, wanted)):
        at = clock()
        if at - began >= lasts:
            break
        if _claim(address, at):
            count += 1
            try:
                fetched = fetch(address.watch, address.url)
                if fetched.article is not None:
                    _note_article(address, fetched.article, clock())
            except Exception:  # a stranger's page does what it likes to parsers; the next one is read all the same
                logger.exception("The article at watched address %s could not be worked on", address.pk)
                fetched = Fetched(error=Watch.Error.BROKEN)
            if fetched.article is None:
                _note_failure(address, fetched, clock())
    return count


def _chosen(at: datetime, wanted: WantedReports) -> Iterator[WatchedAddress]:
    is_wanted = Q(watch__organisation__in=wanted.organisations) | Q(watch__programme__in=wanted.programmes)
    fetched = WatchedAddress.objects.filter(fetched_at__gt=at - timedelta(days=1)).order_by()
    full = fetched.values("watch").annotate(number=Count("pk")).filter(number__gte=MOST_A_DAY).values("watch")
    turn = Case(When(is_wanted, then=Value(0)), default=Value(1))
    due = WatchedAddress.objects.due(at).exclude(watch__in=full).annotate(turn=turn)
    # Undated ones last, in the order in which they were named.
    rows = due.order_by("turn", F("published").desc(nulls_last=True), "pk").values_list("pk", "url")
    chosen = in_turns(rows.iterator(), MOST_FETCHED, MOST_OF_A_HOST)
    addresses = WatchedAddress.objects.select_related("watch__organisation", "watch__programme").in_bulk(chosen)
    return (addresses[pk] for pk in chosen if pk in addresses)


def _claim(address: WatchedAddress, at: datetime) -> bool:
    unclaimed = WatchedAddress.objects.filter(pk=address.pk, next_fetch_at=address.next_fetch_at)
    address.next_fetch_at = at + LEASE
    return unclaimed.update(next_fetch_at=address.next_fetch_at) == 1


def _note(address: WatchedAddress, **columns: object) -> bool:
    """Writes what came of it; False where the address is no longer ours."""
    ours = WatchedAddress.objects.filter(pk=address.pk, next_fetch_at=address.next_fetch_at)
    return ours.update(**columns) == 1


def _note_failure(address: WatchedAddress, fetched: Fetched, at: datetime) -> None:
    failures = address.failures + 1
    columns: dict[str, object] = {"failures": failures, "error": fetched.error, "fetched_at": at}
    if fetched.is_final or failures >= MOST_FAILURES:
        _note(address, **columns, state=State.UNREAD, next_fetch_at=None)
    else:
        _note(address, **columns, next_fetch_at=at + AGAIN_AFTER_FAILURE * 2 ** (failures - 1))


def _note_article(address: WatchedAddress, fetched: ArticleText, at: datetime) -> None:
    """Keeps the article if it is about something in the record, with its matches; else only that it was seen."""
    text = _completed(address, fetched, at)
    done: dict[str, object] = {"fetched_at": at, "next_fetch_at": None, "error": ""}
    if is_old(address.watch, text.published):
        _note(address, **done, state=State.OLD)
        return
    number = 0
    if text.language:  # else it is none that is read
        matches = score_text(text.text, text.language, publisher=text.publisher)
        read = read_figures(text.text, text.published, text.language, text.publisher) if matches.indicators else []
        number = len(read)
    if not number:
        _note(address, **done, state=State.UNMATCHED)
        return
    with transaction.atomic():
        if not _note(address, **done, state=State.QUEUED):
            return
        digest = sha256(text.text.encode()).hexdigest()
        if (twin := Article.objects.filter(sha256=digest).order_by("pk").first()) is not None:
            WatchedAddress.objects.filter(pk=address.pk).update(article=twin)  # whatever an editor made of it stands
            return
        article = keep_article(text, by=None, at=at, origin=Article.Origin.WATCHED)
        WatchedAddress.objects.filter(pk=address.pk).update(article=article)
        Article.objects.filter(pk=article.pk).update(watch=address.watch_id, figure_count=number, score=matches.score)
        ArticleMatch.objects.bulk_create(
            ArticleMatch(article=article, indicator_id=indicator, place=place)
            for place, indicator in enumerate(matches.indicators)
        )


def _completed(address: WatchedAddress, fetched: ArticleText, at: datetime) -> ArticleText:
    """The article with what only its list says: a title, a day, who publishes it, and the language that was set.

    A day that is not there yet is none.
    """
    watch = address.watch
    published, precision = fetched.published, fetched.published_precision
    if published is None or published > at.date() + timedelta(days=1):
        published, precision = address.published, "day"
    return replace(
        fetched,
        title=fetched.title or address.title,
        publisher=fetched.publisher or (watch.organisation.name if watch.organisation is not None else ""),
        published=published,
        published_precision=precision,
        language=watch.language or fetched.language,
    )
