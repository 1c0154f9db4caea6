"""The sweep of instant alerts: what became known of chosen targets and has not been told at once yet."""

from __future__ import annotations

import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.links import token_url
from accounts.delivery.other_channels import with_copies
from accounts.delivery.stop_tokens import ALERTS, token_for
from accounts.models import DigestPreferences, Follow, Message, Snooze, ToldItem
from accounts.models.news_kinds import KINDS
from accounts.models.told_item import told_item_key
from accounts.notices.failure_isolation import isolate_failures
from accounts.notices.mail_pieces import BlockWriter
from accounts.notices.stories import Stories, Story
from projects.reports.overviews.news import (
    ChainNews,
    DisputeNews,
    ReportNews,
    RevisionNews,
    StatusNews,
    news_of,
    was_told,
)
from projects.reports.verdicts.verdict_lookup import any_outdated

from .render import render_alert

# What happened before is no news any more; the digest has it.
LOOK_BACK = timedelta(days=7)
# Whoever records something every few minutes for so long keeps nobody waiting any longer.
LONGEST_WAIT = timedelta(hours=1)
BATCH = 500
MAX_FIRST = 150  # letters of a chain's id in the key of a message
logger = logging.getLogger(__name__)

News = StatusNews | RevisionNews | ReportNews | DisputeNews


@dataclass(frozen=True, slots=True)
class Alert:
    """News of one target for one person; ``keys`` name each piece of it."""

    follow: Follow
    story: Story
    keys: tuple[str, ...]


def sweep_alerts(at: datetime) -> int:
    """Write the alerts that are due into the ledger; returns how many messages are new.

    News waits ALERT_DELAY_MINUTES, so that a slip of the hand can be made good: a message tells what then stands.
    None is written while verdicts of another version of the method wait to be rebuilt.
    """
    if any_outdated():
        return 0
    written, last = 0, 0
    while (some := _alert_some(at, last)) is not None:
        new, last = some
        written += new
    return written


def _alert_some(at: datetime, after: int) -> tuple[int, int] | None:
    """One batch of follows; how many messages are new and the last follow looked at; None when there is none left.

    A follow that another sweep is looking at is passed over, so that both tell nobody the same. What fails for one
    person is left for the next sweep.
    """
    with transaction.atomic():
        chosen = Follow.objects.filter(instant_since__isnull=False, user__is_active=True, pk__gt=after).order_by("pk")
        follows = list(
            chosen.select_for_update(of=("self",), skip_locked=True).select_related("user__digest_preferences")[:BATCH]
        )
        if not follows:
            return None
        last = follows[-1].pk
        follows.sort(key=lambda follow: follow.user_id)
        readers = [list(theirs) for _user, theirs in groupby(follows, key=lambda follow: follow.user_id)]
        written, _failed = isolate_failures(
            readers, lambda some: _write(list(_alerts([follow for theirs in some for follow in theirs], at)), at)
        )
        return sum(written), last


def _alerts(follows: Sequence[Follow], at: datetime) -> Iterator[Alert]:
    users = {follow.user_id for follow in follows}
    told: dict[int, set[str]] = defaultdict(set)
    for user, key in ToldItem.objects.told_keys(users):
        told[user].add(key)
    asleep = set(Snooze.objects.for_users(users).active(at).values_list("user_id", "target_id"))
    news = news_of({follow.target_id for follow in follows if follow.target_id}, at - LOOK_BACK, at)
    stories = Stories(news, at, timezone.localdate(at))
    for follow in follows:
        first = follow.target_id or ""
        if first not in news or (follow.user_id, first) in asleep or follow.instant_since is None:
            continue
        kinds = frozenset(_preferences(follow).kinds or KINDS)
        since = max(follow.instant_since, at - LOOK_BACK)
        untold = UntoldNews(stories, first, since, kinds)
        story = untold.story(untold.among(told[follow.user_id]).union(_replaced(news[first])))
        if story is not None and story.keys and _has_settled(story, news[first], at):
            yield Alert(follow, story, tuple(key for _raw, key in _keys(story)))


@dataclass(frozen=True, slots=True)
class UntoldNews:
    """The news of one chain for one person."""

    stories: Stories
    first: str
    since: datetime
    kinds: frozenset[str]

    def among(self, told: set[str]) -> set[str]:
        """The news that was told, by its own keys."""
        return {raw for raw, key in _keys(self.story(set())) if was_told(key, told)}

    def story(self, without: set[str]) -> Story | None:
        return self.stories.since(self.first, self.since, self.kinds, frozenset(without))


def _replaced(chain: ChainNews) -> Iterator[str]:
    """Reports that no longer stand: their corrections are known, and tell the truth."""
    replaced = {report.replaces for report in chain.reports if report.replaces}
    return (report.key for report in chain.reports if report.outcome in replaced)


def _has_settled(story: Story, chain: ChainNews, at: datetime) -> bool:
    """Whether nothing has become known of the chain lately, or its news has waited long enough all the same."""
    pieces: list[News] = [*chain.changes, *chain.revisions, *chain.reports, *chain.disputes]
    if all(piece.known_at <= at - settings.ALERT_DELAY for piece in pieces):
        return True
    told: list[News] = [
        *story.chain.revisions,
        *story.chain.reports,
        *story.chain.disputes,
        *filter(None, [story.status]),
    ]
    return min(piece.known_at for piece in told) <= at - max(LONGEST_WAIT, settings.ALERT_DELAY)


def _keys(story: Story | None) -> Iterator[tuple[str, str]]:
    """The key of each piece of news in the story, and the one it is told by: a verdict may come back another day."""
    for raw in story.keys if story is not None else ():
        on = story.status.on.isoformat() if story and story.status and raw == story.status.key else ""
        yield raw, told_item_key(f"news:{raw}:{on}" if on else f"news:{raw}")


def _write(alerts: Sequence[Alert], at: datetime) -> int:
    writer = BlockWriter(settings.SITE_URL)
    contents: list[MessageDraft] = []
    keys: dict[tuple[int, str], tuple[str, ...]] = {}
    for one in alerts:
        try:
            content = _content(one, writer)
        except Exception:  # costs nobody else their alert; the digest has the news too
            logger.exception("An alert for user %s cannot be written", one.follow.user_id)
            continue
        contents.append(content)
        keys[content.user_id, content.key] = one.keys
    written = enqueue(with_copies(contents), at=at)
    # One message each stands for all: the mail, or where no mail goes, what went elsewhere.
    written.sort(key=lambda message: message.channel == Message.Channel.MAIL)
    messages = {(message.user_id, message.key.partition("@")[0]): message for message in written}
    told = {(message.user_id, key): message for thing, message in messages.items() for key in keys[thing]}
    ToldItem.objects.bulk_create(
        (ToldItem(user_id=user, key=key, message=message) for (user, key), message in told.items()),
        update_conflicts=True,  # what a message that failed was to tell
        unique_fields=["user", "key"],
        update_fields=["message"],
    )
    return len(messages)


def _content(one: Alert, writer: BlockWriter) -> MessageDraft:
    preferences = _preferences(one.follow)
    stop = token_url(token_for(one.follow.user_id, ALERTS), "stop-alerts", preferences.language)
    mail = render_alert(one.story, lang=preferences.language, site=settings.SITE_URL, stop=stop, writer=writer)
    named = hashlib.sha256(" ".join(sorted(one.keys)).encode()).hexdigest()[:16]
    return MessageDraft(
        user_id=one.follow.user_id,
        kind=Message.Kind.INSTANT,
        key=f"{one.story.chain.first_id[:MAX_FIRST]}:{named}",
        recipient=one.follow.user.email,
        language=preferences.language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        pictures=[{"cid": picture.cid, "png": picture.png} for picture in mail.pictures],
        items=[{"target": one.story.chain.entry.id, "status": one.story.chain.status, "told": list(one.keys)}],
        unsubscribe_url=stop,
    )


def _preferences(follow: Follow) -> DigestPreferences:
    stored: DigestPreferences | None = getattr(follow.user, "digest_preferences", None)
    return stored or DigestPreferences()
