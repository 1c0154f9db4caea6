"""Claiming people whose digest is due: their period moves on and their digest is frozen in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.other_channels import copy_for
from accounts.models import DigestPreferences, Message
from accounts.models.digest_preferences import DigestPreferencesQuerySet
from accounts.models.rhythm import Rhythm, next_due
from accounts.notices.failure_isolation import isolate_failures

from .draft import DigestDraft, draft_digests

BATCH = 500
SMALLEST = 50  # below it sharing costs more than it brings


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """How many people were claimed, and how many of them, who have something to hear, are told it."""

    people: int
    told: int
    unwritten: frozenset[int]  # who stay due, because their digest cannot be written


def due_people(at: datetime, user_id: int | None = None, *, early: bool = False) -> DigestPreferencesQuerySet:
    """Whose digest is due; without those whose last one is not settled yet, lest one piece of news be told twice.

    ``early``: the next digest of that one person counts as due.
    """
    due = (
        DigestPreferences.objects.with_digests() if early and user_id is not None else DigestPreferences.objects.due(at)
    )
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
    """Claim up to ``limit`` people (if absent, a fair share of those due) and freeze their digests as ``pending``.

    However many senders do this at once, each person's period is claimed by one: rows that another
    sender is claiming are passed over, the UPDATE matches only the due moment that was read, and the
    ledger takes one row a period.
    """
    with transaction.atomic():
        due = due_people(at, user_id, early=early).exclude(user__in=passing_over)
        people = list(due.select_for_update(of=("self",), skip_locked=True)[: limit or _share(due)])
        parts, failed = isolate_failures(people, lambda some: _claim(some, at, early=early))
    # Somebody whose digest cannot be written stays due, so that it is seen and made good.
    unwritten = {person.pk for person, _error in failed}.union(*(part.unwritten for part in parts))
    return ClaimResult(sum(part.people for part in parts), sum(part.told for part in parts), frozenset(unwritten))


def _claim(people: Sequence[DigestPreferences], at: datetime, *, early: bool) -> ClaimResult:
    drafted = draft_digests(people, at)
    if early:  # whose digest would say nothing now keeps the promised one
        people = [person for person in people if person.pk in drafted]
    unwritten = {person.pk for person in people if isinstance(drafted.get(person.pk), Exception)}
    claimed = _moved_on([person for person in people if person.pk not in unwritten], at)
    written = (drafted.get(person.pk, []) for person in claimed)
    frozen = [_frozen(draft) for of_one in written if isinstance(of_one, list) for draft in of_one]
    told = {new.user_id for new in enqueue(frozen, at=at)}
    return ClaimResult(len(claimed), len(told), frozenset(unwritten))


def _share(due: DigestPreferencesQuerySet) -> int:
    """Half of who is due, within bounds: were it all, another sender would go home while one has the last hundreds."""
    return max(SMALLEST, min(BATCH, due[: 2 * BATCH].count() // 2))


def _moved_on(people: Iterable[DigestPreferences], at: datetime) -> list[DigestPreferences]:
    """Those whose period is ours now; of the others somebody else has claimed it, or they have just changed it."""
    alike: dict[tuple[Rhythm, datetime | None], list[DigestPreferences]] = defaultdict(list)
    for person in people:
        alike[person.rhythm, person.due_at].append(person)
    moved: list[DigestPreferences] = []
    for group in alike.values():
        moved += group if _move_on(group, at) else [person for person in group if _move_on([person], at)]
    return moved


def _move_on(group: Sequence[DigestPreferences], at: datetime) -> bool:
    """The conditional UPDATE for people of one rhythm and due moment; it moves all of them or nobody."""
    rhythm, due_at = group[0].rhythm, group[0].due_at
    after = at if due_at is None else max(at, due_at)  # a digest that comes early stands for the one at its hour
    mine = DigestPreferences.objects.filter(
        pk__in=[person.pk for person in group], due_at=due_at, cadence=rhythm.cadence
    )
    with transaction.atomic():
        all_are = mine.update(due_at=next_due(rhythm, after)) == len(group)
        if not all_are:
            transaction.set_rollback(True)
    return all_are


def _frozen(draft: DigestDraft) -> MessageDraft:
    content = MessageDraft(
        user_id=draft.preferences.user_id,
        kind=Message.Kind.DIGEST,
        key=draft.key,
        recipient=draft.preferences.user.email,
        language=draft.preferences.language,
        subject=draft.mail.subject,
        text=draft.mail.text,
        html=draft.mail.html,
        pictures=[{"cid": picture.cid, "png": picture.png} for picture in draft.mail.pictures],
        items=[item.as_json() for item in draft.digest.items],
        unsubscribe_url=draft.unsubscribe_url,
        window=(draft.digest.window_start, draft.digest.window_end),
    )
    return content if draft.outlet is None else copy_for(content, draft.outlet)
