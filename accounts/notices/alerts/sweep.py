"""The sweep of instant alerts: news of chosen targets that nobody has told at once yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.delivery.links import token_url
from accounts.delivery.stop_tokens import ALERTS, token_for
from accounts.models import Follow, Message, Snooze, ToldItem
from accounts.models.news_kinds import KINDS
from accounts.models.told_item import told_item_key
from accounts.notices.failure_isolation import isolate_failures
from accounts.notices.mail_pieces import BlockWriter
from accounts.notices.stories import Stories, Story
from accounts.notices.told_once import Notice, enqueue_once, write_notices
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

# Older news is left to the digest.
LOOK_BACK = timedelta(days=7)
# Somebody who records something every few minutes delays an alert by no more than this.
LONGEST_WAIT = timedelta(hours=1)
BATCH = 500
MAX_FIRST = 150  # letters of a chain's id in the key of a message

News = StatusNews | RevisionNews | ReportNews | DisputeNews


@dataclass(frozen=True, slots=True)
class Alert:
    """News of one target for one person; ``keys`` name each piece of it."""

    follow: Follow
    story: Story
    keys: tuple[str, ...]


def sweep_alerts(at: datetime) -> int:
    """Enqueue the alerts that are due. Returns the number of new messages.

    News waits ALERT_DELAY_MINUTES, so that a slip can be corrected: an alert tells what stands then. Nothing is told
    while verdicts of another version of the method wait to be rebuilt.
    """
    if any_outdated():
        return 0
    written, last = 0, 0
    while (batch := _alert_batch(at, last)) is not None:
        new, last = batch
        written += new
    return written


def _alert_batch(at: datetime, after: int) -> tuple[int, int] | None:
    """One batch of follows with ids above ``after``: the number of new messages and the last id. None: no more follows.

    Follows that another sweep has locked are left to it, so that nothing is told twice. What fails for one person is
    left for the next sweep.
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
        readers = [list(group) for _user, group in groupby(follows, key=lambda follow: follow.user_id)]
        written, _failed = isolate_failures(
            readers, lambda part: _enqueue_alerts([follow for group in part for follow in group], at)
        )
        return sum(written), last


def _enqueue_alerts(follows: Sequence[Follow], at: datetime) -> int:
    writer = BlockWriter(settings.SITE_URL)
    alerts = ((alert.follow.user_id, alert) for alert in _alerts(follows, at))
    return enqueue_once(write_notices(alerts, lambda _user_id, alert: _notice(alert, writer)), at=at)


def _alerts(follows: Sequence[Follow], at: datetime) -> Iterator[Alert]:
    users = {follow.user_id for follow in follows}
    told_keys = ToldItem.objects.told_keys(users)
    snoozed = set(Snooze.objects.for_users(users).active(at).values_list("user_id", "target_id"))
    news = news_of({follow.target_id for follow in follows if follow.target_id}, at - LOOK_BACK, at)
    stories = Stories(news, at, timezone.localdate(at))
    for follow in follows:
        first = follow.target_id or ""
        if first not in news or (follow.user_id, first) in snoozed or follow.instant_since is None:
            continue
        kinds = frozenset(follow.user.preferences_or_defaults.kinds or KINDS)
        since = max(follow.instant_since, at - LOOK_BACK)
        everything = stories.since(first, since, kinds, frozenset())
        news_told = {news_key for news_key, key in _keys(everything) if was_told(key, told_keys[follow.user_id])}
        story = stories.since(first, since, kinds, frozenset(news_told.union(_replaced(news[first]))))
        if story is not None and story.keys and _has_settled(story, news[first], at):
            yield Alert(follow, story, tuple(key for _news_key, key in _keys(story)))


def _replaced(chain: ChainNews) -> Iterator[str]:
    """The keys of reports that no longer stand: their corrections are known, and are told instead."""
    replaced = {report.replaces for report in chain.reports if report.replaces}
    return (report.key for report in chain.reports if report.outcome in replaced)


def _has_settled(story: Story, chain: ChainNews, at: datetime) -> bool:
    """Whether nothing has become known of the chain within the delay, or the story has waited LONGEST_WAIT."""
    pieces: list[News] = [*chain.changes, *chain.revisions, *chain.reports, *chain.disputes]
    if all(piece.known_at <= at - settings.ALERT_DELAY for piece in pieces):
        return True
    pieces_told: list[News] = [*story.chain.revisions, *story.chain.reports, *story.chain.disputes]
    if story.status is not None:
        pieces_told.append(story.status)
    return min(piece.known_at for piece in pieces_told) <= at - max(LONGEST_WAIT, settings.ALERT_DELAY)


def _keys(story: Story | None) -> Iterator[tuple[str, str]]:
    """For each piece of news in the story its own key, and the key of its ToldItem.

    The second names the day of a verdict too: the same verdict may come back on another day.
    """
    for news_key in story.keys if story is not None else ():
        on = story.status.on.isoformat() if story and story.status and news_key == story.status.key else ""
        yield news_key, told_item_key(f"news:{news_key}:{on}" if on else f"news:{news_key}")


def _notice(alert: Alert, writer: BlockWriter) -> Notice:
    user, story = alert.follow.user, alert.story
    lang = user.preferences_or_defaults.language
    stop_url = token_url(token_for(user.pk, ALERTS), "stop-alerts", lang)
    mail = render_alert(story, lang=lang, site=settings.SITE_URL, stop_url=stop_url, writer=writer)
    digest = hashlib.sha256(" ".join(sorted(alert.keys)).encode()).hexdigest()[:16]
    draft = mail.draft(
        user,
        lang,
        kind=Message.Kind.INSTANT,
        key=f"{story.chain.first_id[:MAX_FIRST]}:{digest}",
        items=[{"target": story.chain.entry.id, "status": story.chain.status, "told": list(alert.keys)}],
        unsubscribe_url=stop_url,
    )
    return Notice(draft, alert.keys)
