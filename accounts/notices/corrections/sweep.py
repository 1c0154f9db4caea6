"""The sweep of corrections: who was told a mistake, and one message about all of them to each reader (ADR 29)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import F, Q

from accounts.delivery.enqueue import enqueue
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
# A message in these states is with its reader, or may be.
ARRIVED = (Message.State.SENT, Message.State.UNCERTAIN)


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
            answer__isnull=True,
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
    drafts = {}
    for rows in due:
        drafts.update({(draft.user_id, draft.channel, draft.key): (draft, part) for draft, part in writer.drafts(rows)})
    new = enqueue([draft for draft, _part in drafts.values()], at=at)
    for message in new:
        _draft, part = drafts[message.user_id, message.channel, message.key]
        answers.update({_mistake(row): message.pk for row in part})
    mistakes = [row for rows in by_reader for row in rows if _mistake(row) in answers]
    for row in mistakes:
        row.answer_id = answers[_mistake(row)]
    ToldMistake.objects.bulk_update(mistakes, ["answer"], batch_size=BATCH)
    return len(new)


Mistake = tuple[int, str, str, int]  # user, channel, recipient (not of a mail), correction


def _mistake(row: ToldMistake) -> Mistake:
    return (row.message.person_id, *place_of(row.message), row.correction_id)


def _answers(mistakes: Told) -> dict[Mistake, int]:
    """What has been answered at the same place before: a reader hears once that something was a mistake."""
    users = {row.message.user_id for row in mistakes}
    corrections = {row.correction_id for row in mistakes}
    answered = ToldMistake.objects.filter(message__user__in=users, correction__in=corrections, answer__isnull=False)
    return {_mistake(row): row.answer_id for row in answered.select_related("message") if row.answer_id is not None}
