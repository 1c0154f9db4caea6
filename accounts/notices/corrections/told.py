"""Which messages told which mistakes: found in what the outbox keeps of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from accounts.delivery.shown_items import is_shown
from accounts.models import CorrectionSearch, Message, ToldMistake
from projects.models import Correction
from projects.reports.overviews.untrue_news import UntrueNews, untrue_news

TELLING = (Message.Kind.DIGEST, Message.Kind.INSTANT, Message.Kind.REMINDER)
CHUNK = 500
# A row that is taken out at a moment may be read a little later: its transaction has not ended yet.
STILL_READ = timedelta(minutes=1)
MOST_NAMES = 100  # that the database looks for; with more every message is read


class Mistakes:
    """Many mistakes, by each thing that a message which told one of them may name."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        self._untrue = untrue_news(corrections)
        self._stood = {row.pk: (row.entered_at, row.corrected_at + STILL_READ) for row in corrections}
        self._by_name: dict[str, list[int]] = {}
        for pk, news in self._untrue.items():
            for name in news.names:
                self._by_name.setdefault(name, []).append(pk)

    @property
    def names(self) -> Collection[str]:
        return self._by_name.keys()

    def told_by(self, message: Message) -> list[int]:
        """The primary keys of the mistakes that a message told, written while they stood."""
        mistakes: set[int] = set()
        for item in message.items:
            candidates = {pk for name in _names_in(item) for pk in self._by_name.get(name, ())}
            for pk in candidates - mistakes:
                start, end = self._stood[pk]
                if start <= message.created_at <= end and tells(item, message.kind, message.text, self._untrue[pk]):
                    mistakes.add(pk)
        return sorted(mistakes)


def find_told(corrections: Sequence[Correction], at: datetime) -> None:
    """Note the messages that told the mistakes. The outbox is looked through once for all of them."""
    mistakes = Mistakes(corrections)
    if mistakes.names:
        rows = _told(mistakes, min(correction.entered_at for correction in corrections))
        while batch := list(islice(rows, CHUNK)):
            ToldMistake.objects.bulk_create(batch, ignore_conflicts=True)
    CorrectionSearch.objects.bulk_create(
        (CorrectionSearch(correction=correction, looked_until_at=at) for correction in corrections),
        update_conflicts=True,
        unique_fields=["correction"],
        update_fields=["looked_until_at"],
        batch_size=CHUNK,
    )


def _told(mistakes: Mistakes, since: datetime) -> Iterator[ToldMistake]:
    """What each message told, unsaved."""
    messages = Message.objects.filter(kind__in=TELLING, created_at__gte=since).order_by("id")
    if len(mistakes.names) <= MOST_NAMES:
        names = Q()
        for name in sorted(mistakes.names):
            names |= Q(written__contains=name)
        messages = messages.annotate(written=Cast("items", TextField())).filter(names)
    for message in messages.only("kind", "items", "text", "created_at").iterator(chunk_size=CHUNK):
        for pk in mistakes.told_by(message):
            yield ToldMistake(correction_id=pk, message=message)


def tells(item: Mapping[str, Any], kind: str, text: str, untrue: UntrueNews) -> bool:
    """Whether an item of a message told a mistake. ``text`` is that of the message."""
    if kind == Message.Kind.REMINDER:
        return untrue.is_told_by(item["key"])
    if not is_shown(item, text):
        return False
    if any(untrue.is_told_by(key.removeprefix("news:")) for key in item["told"]):
        return True
    moved = untrue.moved.get(item.get("first", ""))
    if moved is None:
        return False
    is_in_full = not (item.get("again") or item.get("backlog"))  # a line says no figure
    return moved.status == item["status"] or (moved.actual_moved and is_in_full)


def chains_told(
    mistakes: Sequence[ToldMistake], untrue: Mapping[int, UntrueNews], renamed: Mapping[str, str]
) -> list[str]:
    """The first links of the chains of which these messages told the mistakes, in the order in which they did.

    ``renamed``: the ids of today by former ids.
    """
    firsts: dict[str, None] = {}
    for row in mistakes:
        message = row.message
        for item in message.items:
            if tells(item, message.kind, message.text, untrue[row.correction_id]):
                first = item.get("first") or _first_in(item)
                firsts[renamed.get(first, first)] = None
    return [first for first in firsts if first]


def _names_in(item: Mapping[str, Any]) -> Iterator[str]:
    """Every id by which an item can name a mistake."""
    yield item.get("first", "")
    for key in _keys_of(item):
        kind, _colon, rest = key.partition(":")
        if kind == "dispute":
            first, _colon, outcomes = rest.partition(":")
            yield first
            yield from outcomes.split("+")
        elif kind == "outcome":
            yield from rest.split("@")
        else:
            yield rest.partition(":")[0]


def _first_in(item: Mapping[str, Any]) -> str:
    """The first link that the keys of an item name; reminders and earlier alerts say it there alone."""
    for key in _keys_of(item):
        kind, _colon, rest = key.partition(":")
        if kind == "outcome" and "@" in rest:
            return rest.partition("@")[2]
        if kind != "outcome":
            return rest.partition(":")[0]
    return ""


def _keys_of(item: Mapping[str, Any]) -> list[str]:
    keys = [item["key"]] if "key" in item else item.get("told", [])
    return [str(key).removeprefix("news:") for key in keys]
