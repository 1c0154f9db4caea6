"""Asks an archive for a copy of each source, once, slowly; what it answers waits for an editor (ADR 35).

A request belongs to no transaction. Whoever moves ``next_ask_at`` from what it was has the source, and alone may say
what came of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from projects.models import ArchiveCopy, LinkCheck, Source
from projects.models.archive_copy import AGAIN_AFTER, LEASE, MOST_ATTEMPTS, ArchiveAnswer
from projects.models.link_check import on_the_web

MOST_ASKED = 20  # sources in a sweep
PAUSE = timedelta(seconds=10)  # between two requests
MOST_BEGUN = 2000  # sources that become known in a sweep


def ask_archives(
    *,
    ask: Callable[[str], ArchiveAnswer],
    clock: Callable[[], datetime],
    wait: Callable[[float], None],
    lasts: timedelta,
) -> int:
    """Asks for the copies that are due; returns how many. Any number of workers may do so at once.

    ``ask`` asks the archive for an address, ``wait`` waits for seconds. Nothing is begun after ``lasts``.
    """
    began = clock()
    _begin(began)
    count = 0
    for copy in list(ArchiveCopy.objects.due(began)[:MOST_ASKED]):
        if count:
            wait(PAUSE.total_seconds())
        at = clock()
        if at - began >= lasts:
            break
        if _claim(copy, at):
            count += 1
            _note(copy, ask(copy.asked_for), clock())
    return count


def _begin(at: datetime) -> None:
    """Sources that were never asked for become due; one whose page is gone is not worth a copy."""
    unknown = Source.objects.filter(on_the_web("url"), archived_url="", archive_copy=None)
    unknown = unknown.exclude(pk__in=LinkCheck.objects.dead().values("pk")).order_by("-published", "pk")
    rows = unknown.values_list("pk", "url")[:MOST_BEGUN]
    copies = [ArchiveCopy(source_id=source, asked_for=url, next_ask_at=at) for source, url in rows]
    ArchiveCopy.objects.bulk_create(copies, ignore_conflicts=True)


def _claim(copy: ArchiveCopy, at: datetime) -> bool:
    """Makes the source ours for a while, unless another worker was faster."""
    unclaimed = ArchiveCopy.objects.filter(pk=copy.pk, state=ArchiveCopy.State.ASKED, next_ask_at=copy.next_ask_at)
    copy.next_ask_at, copy.attempts = at + LEASE, copy.attempts + 1
    return unclaimed.update(next_ask_at=copy.next_ask_at, attempts=copy.attempts) == 1


def _note(copy: ArchiveCopy, answer: ArchiveAnswer, at: datetime) -> None:
    """Writes what came of it, if the source is still ours."""
    state = ArchiveCopy.State.PROPOSED if answer.url else ArchiveCopy.State.FAILED
    if not answer.url and answer.may_come and copy.attempts < MOST_ATTEMPTS:
        state = ArchiveCopy.State.ASKED
    ours = ArchiveCopy.objects.filter(pk=copy.pk, state=ArchiveCopy.State.ASKED, next_ask_at=copy.next_ask_at)
    ours.update(url=answer.url, state=state, next_ask_at=at + AGAIN_AFTER)
