"""Checks whether the addresses of sources still answer: a few at a time, and never many of one site.

A request belongs to no transaction. Whoever moves ``next_check_at`` from what it was has the link, and alone may say
what came of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from projects.models import LinkCheck, Source
from projects.models.link_check import (
    AGAIN_AFTER,
    AGAIN_AFTER_FAILURE,
    DEAD_AFTER,
    DEAD_AFTER_FAILURES,
    LEASE,
    LinkAnswer,
    on_the_web,
)

MOST_CHECKED = 100  # links in a sweep
MOST_OF_A_HOST = 10  # of these
PAUSE = timedelta(seconds=1)  # between two links of one host
MOST_BEGUN = 2000  # sources that become known in a sweep

Clock = Callable[[], datetime]


def check_links(
    *, look: Callable[[str], LinkAnswer], clock: Clock, wait: Callable[[float], None], lasts: timedelta
) -> int:
    """Checks the links that are due; returns how many. Any number of workers may do so at once.

    ``look`` asks an address, ``wait`` waits for seconds. Nothing is begun after ``lasts``.
    """
    began = clock()
    _begin(began)
    asked_at: dict[str, datetime] = {}
    count = 0
    for check in list(_chosen(began)):
        host, url = _host(check.source.url), check.source.url
        if host in asked_at and (left := asked_at[host] + PAUSE - clock()) > timedelta(0):
            wait(left.total_seconds())
        at = clock()
        if at - began >= lasts:
            break
        if _claim(check, at):
            count += 1
            answer = look(url)
            asked_at[host] = clock()
            _note(check, answer, asked_at[host])
    return count


def _begin(at: datetime) -> None:
    """Sources that were never checked become due."""
    unknown = Source.objects.filter(on_the_web("url"), link_check=None).order_by("pk").values_list("pk", "url")
    checks = [LinkCheck(source_id=source, url=url, next_check_at=at) for source, url in unknown[:MOST_BEGUN]]
    LinkCheck.objects.bulk_create(checks, ignore_conflicts=True)


def _chosen(at: datetime) -> Iterator[LinkCheck]:
    """The first that are due, without those that are too many for their host; hosts take turns."""
    counts: Counter[str] = Counter()

    def welcome() -> Iterator[tuple[int, str]]:
        for source, url in LinkCheck.objects.due(at).values_list("pk", "source__url").iterator():
            host = _host(url)
            counts[host] += 1
            if counts[host] <= MOST_OF_A_HOST:
                yield counts[host], source

    turns = sorted(islice(welcome(), MOST_CHECKED), key=lambda turn: turn[0])
    checks = LinkCheck.objects.select_related("source").in_bulk([source for _turn, source in turns])
    return (checks[source] for _turn, source in turns if source in checks)


def _claim(check: LinkCheck, at: datetime) -> bool:
    """Makes the link ours for a while, unless another worker was faster. A new address begins anew."""
    claimed: dict[str, object] = {"next_check_at": at + LEASE}
    if check.url != check.source.url:
        claimed |= {"url": check.source.url, "checked_at": None, "status": None, "error": ""}
        claimed |= {"first_failed_at": None, "failures": 0, "is_dead": False}
    unclaimed = LinkCheck.objects.filter(pk=check.pk, next_check_at=check.next_check_at, url=check.url)
    for name, value in claimed.items():
        setattr(check, name, value)
    return unclaimed.update(**claimed) == 1


def _note(check: LinkCheck, answer: LinkAnswer, at: datetime) -> None:
    """Writes what came of it, if the link is still ours."""
    since = (check.first_failed_at or at) if answer.is_failure else None
    failures = check.failures + 1 if answer.is_failure else 0
    LinkCheck.objects.filter(pk=check.pk, next_check_at=check.next_check_at, url=check.url).update(
        checked_at=at,
        status=answer.status,
        error=answer.error,
        first_failed_at=since,
        failures=failures,
        is_dead=since is not None and at - since >= DEAD_AFTER and failures >= DEAD_AFTER_FAILURES,
        next_check_at=at + (AGAIN_AFTER_FAILURE if answer.is_failure else AGAIN_AFTER),
    )


def _host(url: str) -> str:
    """Whom a request goes to. An address that has no host is a host of its own."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
