"""The messages to readers who were told mistakes, with all that they are written from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from django.conf import settings

from accounts.delivery.enqueue import MessageDraft
from accounts.delivery.links import token_url
from accounts.delivery.other_channels import Destination, copy_for, destinations_of
from accounts.delivery.stop_tokens import ALERTS, DIGESTS, REMINDERS, token_for
from accounts.models import Message, ToldMistake
from accounts.notices.mail_pieces import BlockWriter
from accounts.notices.renamed_keys import ids_of_today
from projects.reports.overviews.correction_lines import CorrectionLine
from projects.reports.overviews.corrections import lines_of
from projects.reports.overviews.news import ChainNews, news_of
from projects.reports.overviews.untrue_news import UntrueNews, untrue_news

from .render import render_corrections
from .told import chains_told

GIVE_UP_AFTER = timedelta(days=7)
STOPS = {
    Message.Kind.DIGEST: (DIGESTS, "unsubscribe"),
    Message.Kind.INSTANT: (ALERTS, "stop-alerts"),
    Message.Kind.REMINDER: (REMINDERS, "stop-reminders"),
}

Told: TypeAlias = list[ToldMistake]


@dataclass(frozen=True, slots=True)
class Writer:
    """What is read once for many readers: by correction, by user and by first link."""

    lines: Mapping[int, CorrectionLine]
    untrue: Mapping[int, UntrueNews]
    renamed: Mapping[str, str]
    destinations: Mapping[int, Sequence[Destination]]
    chains: Mapping[str, ChainNews]
    blocks: BlockWriter

    @classmethod
    def read(cls, by_reader: Sequence[Told], at: datetime) -> Writer:
        """For readers with mistakes that are not answered."""
        corrections = {row.correction_id: row.correction for rows in by_reader for row in rows}
        untrue = untrue_news(list(corrections.values()))
        renamed = ids_of_today()
        firsts = {first for rows in by_reader for first in chains_told(rows, untrue, renamed)}
        return cls(
            lines=lines_of(list(corrections)),
            untrue=untrue,
            renamed=renamed,
            destinations=destinations_of({rows[0].message.person_id for rows in by_reader}),
            chains=news_of(firsts, at, at) if firsts else {},
            blocks=BlockWriter(settings.SITE_URL),
        )

    def drafts(self, mistakes: Told) -> Iterator[tuple[MessageDraft, Told]]:
        """One reader's messages: one for each place where they were told, with the mistakes that it corrects."""
        by_place: dict[tuple[str, str], Told] = {}
        for row in mistakes:
            by_place.setdefault(place_of(row.message), []).append(row)
        for (channel, recipient), told_there in by_place.items():
            if channel == Message.Channel.MAIL:
                yield self._mail(told_there), told_there
                continue
            for destination in self.destinations.get(mistakes[0].message.person_id, ()):
                if (destination.channel, destination.recipient) == (channel, recipient):
                    yield copy_for(self._mail(told_there), destination), told_there

    def _mail(self, mistakes: Told) -> MessageDraft:
        user = mistakes[0].message.person
        lang = user.preferences_or_defaults.language
        salt, page = STOPS[Message.Kind(mistakes[0].message.kind)]
        stop_url = token_url(token_for(user.pk, salt), page, lang)
        corrections = {row.correction_id: row.correction for row in mistakes}
        lines = [self.lines[pk] for pk in corrections]
        firsts = chains_told(mistakes, self.untrue, self.renamed)
        chains = [self.chains[first] for first in firsts if first in self.chains]
        mail = render_corrections(
            lines, chains, lang=lang, site=settings.SITE_URL, stop_url=stop_url, writer=self.blocks
        )
        return mail.draft(
            user,
            lang,
            kind=Message.Kind.CORRECTION,
            key=_key(list(corrections)),
            items=[
                {"correction": line.key, "table": line.table, "id": corrections[pk].row_id, "target": line.page or None}
                for pk, line in zip(corrections, lines, strict=True)
            ],
            unsubscribe_url=stop_url,
            give_up_after=GIVE_UP_AFTER,
        )


def place_of(message: Message) -> tuple[str, str]:
    """The channel of a message, and its recipient. A mail has none here: it follows a person to another address."""
    return message.channel, "" if message.channel == Message.Channel.MAIL else message.recipient


def _key(corrections: Sequence[int]) -> str:
    if len(corrections) == 1:
        return f"correction:{corrections[0]}"
    return f"corrections:{hashlib.sha256(','.join(map(str, corrections)).encode()).hexdigest()[:32]}"
