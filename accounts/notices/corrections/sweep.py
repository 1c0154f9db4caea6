"""The sweep of corrections: who was told a mistake, and one message to each of them (ADR 29)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.links import token_url
from accounts.delivery.other_channels import Destination, copy_for, destinations_of
from accounts.delivery.stop_tokens import ALERTS, DIGESTS, REMINDERS, token_for
from accounts.models import CorrectionSearch, Message, ToldMistake, User
from accounts.notices.failure_isolation import isolate_failures
from accounts.notices.mail_pieces import BlockWriter
from projects.models import Correction
from projects.reports.overviews.corrections import CorrectionLine, lines_of
from projects.reports.overviews.news import ChainNews, news_of
from projects.reports.overviews.untrue_news import UntrueNews, untrue_news
from projects.reports.verdicts.verdict_lookup import any_outdated

from .render import render_correction
from .told import LOOKED_FOR, chains_told, find_told

BATCH = 500
# A stopped address that is allowed again later than that hears no more of it.
ANSWERED_WITHIN = timedelta(days=60)
GIVE_UP_AFTER = timedelta(days=7)
# A message in these states is with its reader, or may be.
ARRIVED = (Message.State.SENT, Message.State.UNCERTAIN)
STOPS = {
    Message.Kind.DIGEST: (DIGESTS, "unsubscribe"),
    Message.Kind.INSTANT: (ALERTS, "stop-alerts"),
    Message.Kind.REMINDER: (REMINDERS, "stop-reminders"),
}

Told = list[ToldMistake]  # messages to one person about one mistake


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is read once for many people, by correction, by user and by first link."""

    lines: Mapping[int, CorrectionLine]
    untrue: Mapping[int, UntrueNews]
    destinations: Mapping[int, Sequence[Destination]]
    chains: Mapping[str, ChainNews]
    writer: BlockWriter

    def drafts(self, mistakes: Told) -> Iterator[MessageDraft]:
        """The message for each destination that was told."""
        first = mistakes[0]
        user = first.message.user
        places = {(row.message.channel, row.message.recipient) for row in mistakes}
        draft = self._mail(mistakes, user)
        if any(channel == Message.Channel.MAIL for channel, _recipient in places):
            yield draft
        for destination in self.destinations.get(user.pk, ()):
            if (destination.channel, destination.recipient) in places:
                yield copy_for(draft, destination)

    def _mail(self, mistakes: Told, user: User) -> MessageDraft:
        correction = mistakes[0].correction
        lang = user.preferences_or_defaults.language
        firsts = chains_told(mistakes, self.untrue[correction.pk])
        salt, page = STOPS[Message.Kind(mistakes[0].message.kind)]
        stop_url = token_url(token_for(user.pk, salt), page, lang)
        chains = [self.chains[first] for first in firsts if first in self.chains]
        line = self.lines[correction.pk]
        mail = render_correction(line, chains, lang=lang, site=settings.SITE_URL, stop_url=stop_url, writer=self.writer)
        return mail.draft(
            user,
            lang,
            kind=Message.Kind.CORRECTION,
            key=_key(correction.pk),
            items=[
                {
                    "correction": line.key,
                    "table": line.table,
                    "id": correction.row_id,
                    "targets": [chain.entry.id for chain in chains],
                }
            ],
            unsubscribe_url=stop_url,
            give_up_after=GIVE_UP_AFTER,
        )


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
    """Look for who was told one of the mistakes. False: none is left to look for; another sweep's is left to it."""
    with transaction.atomic():
        looked = CorrectionSearch.objects.filter(
            Q(looked_until_at__gte=F("correction__corrected_at") + LOOKED_FOR) | Q(looked_until_at__gte=at)
        )
        due = Correction.objects.exclude(pk__in=looked.values("pk")).order_by("pk")
        correction = due.select_for_update(skip_locked=True).first()
        if correction is not None:
            find_told(correction, at)
    return correction is not None


def _answer_batch(at: datetime, after: int) -> tuple[int, int] | None:
    """One batch of told mistakes with ids above ``after``: the number of new messages and the last id.

    None: there are no more. What fails for one person is left for the next sweep.
    """
    with transaction.atomic():
        due = ToldMistake.objects.filter(
            answer__isnull=True,
            message__state__in=ARRIVED,
            message__user__is_active=True,
            correction__corrected_at__gt=at - ANSWERED_WITHIN,
            pk__gt=after,
        ).order_by("pk")
        related = due.select_related("correction", "message__user__digest_preferences")
        mistakes = list(related.select_for_update(of=("self",), skip_locked=True)[:BATCH])
        if not mistakes:
            return None
        last = mistakes[-1].pk
        mistakes.sort(key=lambda row: (row.message.user_id, row.correction_id, row.message_id))
        pairs = groupby(mistakes, key=lambda row: (row.message.user_id, row.correction_id))
        written, _failed = isolate_failures([list(rows) for _pair, rows in pairs], lambda part: _answer(part, at))
        return sum(written), last


def _answer(mistakes: Sequence[Told], at: datetime) -> int:
    batch = _read(mistakes, at)
    new = enqueue([draft for rows in mistakes for draft in batch.drafts(rows)], at=at)
    _link_answers([row for rows in mistakes for row in rows])
    return len(new)


def _read(mistakes: Sequence[Told], at: datetime) -> _Batch:
    corrections = {rows[0].correction_id: rows[0].correction for rows in mistakes}
    untrue = {pk: untrue_news(correction) for pk, correction in corrections.items()}
    firsts = {first for rows in mistakes for first in chains_told(rows, untrue[rows[0].correction_id])}
    return _Batch(
        lines=lines_of(list(corrections)),
        untrue=untrue,
        destinations=destinations_of({rows[0].message.user_id for rows in mistakes}),
        chains=news_of(firsts, at, at) if firsts else {},
        writer=BlockWriter(settings.SITE_URL),
    )


def _link_answers(mistakes: Told) -> None:
    """Note which message answers which, also one that an earlier sweep wrote."""
    users = {row.message.user_id for row in mistakes}
    keys = {_key(row.correction_id) for row in mistakes}
    written = Message.objects.filter(kind=Message.Kind.CORRECTION, user__in=users)
    answers: dict[tuple[int, str, str, str], int] = {}
    for pk, user, channel, recipient, key in written.values_list("pk", "user_id", "channel", "recipient", "key"):
        if (bare := key.partition("@")[0]) in keys:
            answers[user, channel, "" if channel == Message.Channel.MAIL else recipient, bare] = pk
    for row in mistakes:
        message = row.message
        recipient = "" if message.channel == Message.Channel.MAIL else message.recipient
        row.answer_id = answers.get((message.user_id, message.channel, recipient, _key(row.correction_id)))
    ToldMistake.objects.bulk_update([row for row in mistakes if row.answer_id is not None], ["answer"])


def _key(correction: int) -> str:
    return f"correction:{correction}"
