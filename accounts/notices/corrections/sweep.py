"""The sweep of corrections: who was told a mistake, and one message about all of them to each reader (ADR 29)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import F, Q

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.models import CorrectionSearch, Message, ToldMistake
from accounts.notices.failure_isolation import isolate_failures
from projects.models import Correction
from projects.reports.verdicts.verdict_lookup import any_outdated

from .told import find_told
from .writing import Told, Writer, place_of

BATCH = 500  # readers
LOOK_BATCH = 5000  # mistakes: one import that is undone can have many
# The outbox is looked through at once and, for messages that were just being written, twice more.
LOOKS = (timedelta(0), timedelta(minutes=5), timedelta(hours=1))
# A stopped address that is allowed again later than that hears no more of it.
ANSWERED_WITHIN = timedelta(days=60)
# A correction that was given up or refused is tried again in another message, a day later, so many times in all.
AGAIN_AFTER = timedelta(days=1)
MOST = 6
# A message in these states is with its reader, or may be.
ARRIVED = (Message.State.SENT, Message.State.UNCERTAIN)
FAILED = Message.State.FAILED


def sweep_corrections(at: datetime) -> int:
    """Enqueue the corrections that are due. Returns the number of new messages.

    Nothing is told while verdicts of another version of the method wait to be rebuilt.
    """
    if any_outdated():
        return 0
    while _look(at):
        pass
    written, last = 0, 0
    while (batch := _answer_batch(at, last)) is not None:
        new, last = batch
        written += new
    return written


def _look(at: datetime) -> bool:
    """Look for who was told some of the mistakes. False: none is due, or another sweep looks for them."""
    with transaction.atomic():
        due = Correction.objects.filter(_due(at)).order_by("pk")
        corrections = list(due.select_for_update(skip_locked=True)[:LOOK_BATCH])
        if corrections:
            find_told(corrections, at)
    return bool(corrections)


def _due(at: datetime) -> Q:
    """Mistakes for which nobody has looked since the last of LOOKS that has passed."""
    searches = CorrectionSearch.objects.all()
    due = ~Q(pk__in=searches.values("pk"))
    for wait in LOOKS[1:]:
        earlier = searches.filter(looked_until_at__lt=F("correction__corrected_at") + wait)
        due |= Q(pk__in=earlier.values("pk"), corrected_at__lte=at - wait)
    return due


def _answer_batch(at: datetime, after: int) -> tuple[int, int] | None:
    """One batch of readers with ids above ``after``: the number of new messages and the last id.

    None: there are no more. What fails for one reader is left for the next sweep.
    """
    with transaction.atomic():
        due = ToldMistake.objects.filter(
            Q(answer__isnull=True) | Q(answer__state=FAILED, answer__settled_at__lte=at - AGAIN_AFTER),
            message__state__in=ARRIVED,
            message__user__is_active=True,
            correction__corrected_at__gt=at - ANSWERED_WITHIN,
        )
        readers = due.filter(message__user__gt=after).order_by("message__user").values_list("message__user", flat=True)
        users = list(readers.distinct()[:BATCH])
        if not users:
            return None
        related = due.filter(message__user__in=users).select_related("correction", "message__user__digest_preferences")
        mistakes = list(related.order_by("pk").select_for_update(of=("self",), skip_locked=True))
        mistakes.sort(key=lambda row: (row.message.user_id, row.correction_id, row.message_id))
        by_reader = [list(rows) for _user, rows in groupby(mistakes, key=lambda row: row.message.user_id)]
        written, _failed = isolate_failures(by_reader, lambda part: _answer(part, at))
        return sum(written), users[-1]


def _answer(by_reader: Sequence[Told], at: datetime) -> int:
    """Enqueue what is not answered yet, and note which message answers which."""
    answers = _answers([row for rows in by_reader for row in rows])
    due = [[row for row in rows if _mistake(row) not in answers] for rows in by_reader]
    writer = Writer.read([rows for rows in due if rows], at)
    written = [pair for rows in due for pair in writer.drafts(rows)]
    failed = _failed_keys([draft for draft, _part in written])
    drafts = {}
    for draft, part in written:
        if (key := _free_key(draft, failed)) is not None:
            drafts[draft.user_id, draft.channel, key] = (replace(draft, key=key), part)
    new = enqueue([draft for draft, _part in drafts.values()], at=at)
    for message in new:
        _draft, part = drafts[message.user_id, message.channel, message.key]
        answers.update({_mistake(row): message.pk for row in part})
    mistakes = [row for rows in by_reader for row in rows if _mistake(row) in answers]
    for row in mistakes:
        row.answer_id = answers[_mistake(row)]
    ToldMistake.objects.bulk_update(mistakes, ["answer"], batch_size=BATCH)
    return len(new)


Key = tuple[int, str, str]  # user, channel, key of a message


def _failed_keys(drafts: Sequence[MessageDraft]) -> set[Key]:
    """Those of earlier corrections to the same readers that failed. One query."""
    failed = Message.objects.filter(kind=Message.Kind.CORRECTION, state=FAILED)
    rows = failed.filter(user__in={draft.person_id for draft in drafts}).order_by()
    return {(user_id or 0, channel, key) for user_id, channel, key in rows.values_list("user", "channel", "key")}


def _free_key(draft: MessageDraft, failed: Collection[Key]) -> str | None:
    """The key of the message, with the number of the attempt where earlier ones failed; None after MOST."""
    keys = [draft.key, *(f"{draft.key}~{number}" for number in range(1, MOST))]
    return next((key for key in keys if (draft.person_id, draft.channel, key) not in failed), None)


Mistake = tuple[int, str, str, int]  # user, channel, recipient (not of a mail), correction


def _mistake(row: ToldMistake) -> Mistake:
    return (row.message.person_id, *place_of(row.message), row.correction_id)


def _answers(mistakes: Told) -> dict[Mistake, int]:
    """What has been answered at the same place before: a reader hears once that something was a mistake.

    What failed is no answer.
    """
    users = {row.message.user_id for row in mistakes}
    corrections = {row.correction_id for row in mistakes}
    answered = ToldMistake.objects.filter(message__user__in=users, correction__in=corrections, answer__isnull=False)
    answered = answered.exclude(answer__state=FAILED)
    return {_mistake(row): row.answer_id for row in answered.select_related("message") if row.answer_id is not None}
