"""Checks whether the addresses of sources still answer: a few at a time, and never many of one site.

A request belongs to no transaction. Whoever moves ``next_check_at`` from what it was has the link, and alone may say
what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from projects.actions.host_turns import MOST_OF_A_HOST, Clock, HostPauses, in_turns
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
MOST_BEGUN = 2000  # sources that become known in a sweep


def check_links(
    *, look: Callable[[str], LinkAnswer], clock: Clock, wait: Callable[[float], None], lasts: timedelta
) -> int:
    """Checks the links that are due; returns how many. Any number of workers may do so at once.

    ``look`` asks an address, ``wait`` waits for seconds. Nothing is begun after ``lasts``.
    """
    began = clock()
    _begin(began)
    pauses = HostPauses(clock, wait)
    count = 0
    for check in list(_chosen(began)):
        url = check.source.url
        pauses.before(url)
        at = clock()
        if at - began >= lasts:
            break
        if _claim(check, at):
            count += 1
            answer = look(url)
            _note(check, answer, pauses.after(url))
    return count


def _begin(at: datetime) -> None:
    """Sources that were never checked become due."""
    unknown = Source.objects.filter(on_the_web("url"), link_check=None).order_by("pk").values_list("pk", "url")
    checks = [LinkCheck(source_id=source, url=url, next_check_at=at) for source, url in unknown[:MOST_BEGUN]]
    LinkCheck.objects.bulk_create(checks, ignore_conflicts=True)


def _chosen(at: datetime) -> Iterator[LinkCheck]:
    """The first that are due; hosts take turns."""
    due = LinkCheck.objects.due(at).values_list("pk", "source__url").iterator()
    sources = in_turns(due, MOST_CHECKED, MOST_OF_A_HOST)
    checks = LinkCheck.objects.select_related("source").in_bulk(sources)
    return (checks[source] for source in sources if source in checks)


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
