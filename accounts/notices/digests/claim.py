"""People whose digest is due are claimed: in one transaction their period moves on and their digest is enqueued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.delivery.enqueue import enqueue
from accounts.models import DigestPreferences, Message
from accounts.models.digest_preferences import DigestPreferencesQuerySet
from accounts.models.rhythm import Rhythm, next_due
from accounts.notices.failure_isolation import isolate_failures

from .draft import draft_digests

BATCH = 500
SMALLEST = 50  # people; below it sharing costs more than it brings


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """How many people were claimed, and how many of them have news and are told it."""

    people: int
    recipients: int
    unwritten: frozenset[int]  # user ids: they stay due, because their digest cannot be written


def due_people(at: datetime, user_id: int | None = None, *, early: bool = False) -> DigestPreferencesQuerySet:
    """People whose digest is due, without those whose last one is still under way: no news is told twice.

    ``early``: the next digest of the person ``user_id`` counts as due.
    """
    is_early = early and user_id is not None
    due = DigestPreferences.objects.with_digests() if is_early else DigestPreferences.objects.due(at)
    people = due.exclude(user__in=Message.objects.digests().under_way().values("user"))
    if user_id is not None:
        people = people.filter(user_id=user_id)
    return people.select_related("user")


def claim_due(
    at: datetime,
    user_id: int | None = None,
    limit: int | None = None,
    passing_over: Collection[int] = (),
    *,
    early: bool = False,
) -> ClaimResult:
    """Claim up to ``limit`` people and enqueue their digests. Default limit: a fair share of the people due.

    However many senders do this at once, one of them claims a person's period: rows that another sender has locked
    are passed over, the UPDATE matches only the due moment that was read, and the outbox takes one digest a period.
    """
    with transaction.atomic():
        due = due_people(at, user_id, early=early).exclude(user__in=passing_over)
        people = list(due.select_for_update(of=("self",), skip_locked=True)[: limit or _share(due)])
        if early:
            people = _without_news_under_way(people)
        parts, failed = isolate_failures(people, lambda part: _claim(part, at, early=early))
    unwritten = {person.pk for person, _error in failed}.union(*(part.unwritten for part in parts))
    return ClaimResult(sum(part.people for part in parts), sum(part.recipients for part in parts), frozenset(unwritten))


def _without_news_under_way(people: Sequence[DigestPreferences]) -> list[DigestPreferences]:
    """Asked once more now that the rows are locked.

    Whoever locks a row that another sender has just let go sees the row as it is by then, but the outbox as it was
    when the question began. The due moment tells who was claimed meanwhile; a digest that is early has none.
    """
    under_way = Message.objects.digests().under_way().filter(user__in=[person.pk for person in people])
    theirs = set(under_way.values_list("user_id", flat=True))
    return [person for person in people if person.pk not in theirs]


def _claim(people: Sequence[DigestPreferences], at: datetime, *, early: bool) -> ClaimResult:
    drafts = draft_digests(people, at)
    if early:  # somebody whose digest would be empty now keeps the promised one
        people = [person for person in people if person.pk in drafts]
    unwritten = {user_id for user_id, theirs in drafts.items() if isinstance(theirs, Exception)}
    claimed = _claimed([person for person in people if person.pk not in unwritten], at)
    written = (drafts.get(person.pk, []) for person in claimed)
    messages = [draft.message() for theirs in written if not isinstance(theirs, Exception) for draft in theirs]
    recipients = {message.user_id for message in enqueue(messages, at=at)}
    return ClaimResult(len(claimed), len(recipients), frozenset(unwritten))


def _share(due: DigestPreferencesQuerySet) -> int:
    """Half of the people due, within bounds: with all of them one sender would work while the others find nobody."""
    return max(SMALLEST, min(BATCH, due[: 2 * BATCH].count() // 2))


def _claimed(people: Iterable[DigestPreferences], at: datetime) -> list[DigestPreferences]:
    """People this worker claimed. The others were claimed by another, or have just changed their preferences."""
    groups: dict[tuple[Rhythm, datetime | None], list[DigestPreferences]] = defaultdict(list)
    for person in people:
        groups[person.rhythm, person.due_at].append(person)
    claimed: list[DigestPreferences] = []
    for group in groups.values():
        claimed += group if _move_on(group, at) else [person for person in group if _move_on([person], at)]
    return claimed


def _move_on(group: Sequence[DigestPreferences], at: datetime) -> bool:
    """Set the next due moment of people with one rhythm and due moment, by a conditional UPDATE: of all or of none."""
    rhythm, due_at = group[0].rhythm, group[0].due_at
    after = at if due_at is None else max(at, due_at)  # a digest that comes early stands for the one at its hour
    rows = DigestPreferences.objects.filter(
        pk__in=[person.pk for person in group], due_at=due_at, cadence=rhythm.cadence
    )
    with transaction.atomic():
        all_are = rows.update(due_at=next_due(rhythm, after)) == len(group)
        if not all_are:
            transaction.set_rollback(True)
    return all_are
