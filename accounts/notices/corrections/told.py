"""Which messages told a mistake: found in what the outbox keeps of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from accounts.models import CorrectionSearch, Message, ToldMistake
from projects.models import Correction
from projects.reports.overviews.untrue_news import UntrueNews, untrue_news

TELLING = (Message.Kind.DIGEST, Message.Kind.INSTANT, Message.Kind.REMINDER)
# A message is stamped when its transaction begins and seen when it ends, and clocks differ: what was being written
# while the mistake was put right is found by then.
LOOKED_FOR = timedelta(hours=1)
CHUNK = 500


def find_told(correction: Correction, at: datetime) -> None:
    """Note the messages that told the mistake, looking on from where the last look ended."""
    search = CorrectionSearch.objects.filter(pk=correction.pk).first()
    since = correction.entered_at if search is None else max(correction.entered_at, search.looked_until_at - LOOKED_FOR)
    untrue = untrue_news(correction)
    messages = list(_telling(untrue, since)) if untrue.names else []
    rows = [ToldMistake(correction=correction, message_id=pk) for pk in messages]
    ToldMistake.objects.bulk_create(rows, ignore_conflicts=True, batch_size=CHUNK)
    CorrectionSearch.objects.update_or_create(correction=correction, defaults={"looked_until_at": at})


def _telling(untrue: UntrueNews, since: datetime) -> Iterator[int]:
    """The keys of messages that told it. The database finds those that name one of the ids, in any part of a word."""
    names = Q()
    for name in sorted(untrue.names):
        names |= Q(written__contains=name)
    messages = Message.objects.filter(kind__in=TELLING, created_at__gte=since).order_by("id")
    named = messages.annotate(written=Cast("items", TextField())).filter(names)
    for pk, kind, items, text in named.values_list("pk", "kind", "items", "text").iterator(chunk_size=CHUNK):
        if any(tells(item, kind, text, untrue) for item in items):
            yield pk


def tells(item: dict[str, Any], kind: str, text: str, untrue: UntrueNews) -> bool:
    """Whether an item of a message told it; ``text`` is the message, which shows no more than it has room for."""
    if kind == Message.Kind.REMINDER:
        return untrue.is_told_by(item["key"])
    if f"/targets/{item['target']}/" not in text:
        return False
    keys = [key.removeprefix("news:") for key in item["told"]]
    if any(untrue.is_told_by(key) for key in keys):
        return True
    moved = untrue.moved.get(item.get("first", ""))
    if moved is None:
        return False
    is_in_full = not (item.get("again") or item.get("backlog"))  # a line says no figure
    return moved.status == item["status"] or (moved.actual_moved and is_in_full)


def chains_told(mistakes: list[ToldMistake], untrue: UntrueNews) -> list[str]:
    """The first links of the chains of which these messages told the mistake, in the order in which they did."""
    firsts: dict[str, None] = {}
    for row in mistakes:
        message = row.message
        for item in message.items:
            if tells(item, message.kind, message.text, untrue):
                firsts[item.get("first") or _first_in(item)] = None
    return [first for first in firsts if first]


def _first_in(item: dict[str, Any]) -> str:
    """The first link that the keys of an item name; reminders and earlier alerts say it there alone."""
    for key in [item.get("key", ""), *item.get("told", ())]:
        kind, _colon, rest = key.removeprefix("news:").partition(":")
        if kind == "outcome" and "@" in rest:
            return str(rest.partition("@")[2])
        if kind in {"due", "past", "status", "dispute"}:
            return str(rest.partition(":")[0])
        if kind == "link":
            return str(rest)
    return ""
