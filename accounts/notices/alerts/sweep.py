"""The sweep of instant alerts: news of chosen targets that nobody has told at once yet."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.delivery.links import token_url
from accounts.delivery.stop_tokens import ALERTS, token_for
from accounts.models import Follow, Message, Snooze
from accounts.models.news_kinds import DIGEST_ONLY, KINDS
from accounts.models.told_item import told_item_key
from accounts.notices.failure_isolation import isolate_failures
from accounts.notices.mail_pieces import BlockWriter
from accounts.notices.stories import Stories, Story
from accounts.notices.told_once import Notice, enqueue_once, read_told_keys, write_notices
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

from .attempts import Attempt, Attempts
from .render import render_alert

# Older news is left to the digest.
LOOK_BACK = timedelta(days=7)
# Somebody who records something every few minutes delays an alert by no more than this. It then tells what was known
# ALERT_DELAY ago.
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

    @property
    def key(self) -> str:
        """What its message is for."""
        digest = hashlib.sha256(" ".join(sorted(self.keys)).encode()).hexdigest()[:16]
        return f"{self.story.chain.first_id[:MAX_FIRST]}:{digest}"


def sweep_alerts(at: datetime) -> int:
    """Enqueue the alerts that are due. Returns the number of new messages.

    News waits ALERT_DELAY_MINUTES, so that a slip can be corrected: an alert tells what stands then (ADR 29). Nothing
    is told while verdicts of another version of the method wait to be rebuilt.
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
    alerts = list(_alerts(follows, at))
    if not alerts:
        return 0
    writer = BlockWriter(settings.SITE_URL)
    attempts = Attempts({alert.follow.user_id for alert in alerts}, at)
    tried = ((alert, attempts.next(alert.follow.user_id, alert.key)) for alert in alerts)
    due = ((alert.follow.user_id, (alert, attempt)) for alert, attempt in tried if attempt is not None)
    return enqueue_once(write_notices(due, lambda _user_id, pair: _notice(*pair, writer)), at=at)


def _alerts(follows: Sequence[Follow], at: datetime) -> Iterator[Alert]:
    users = {follow.user_id for follow in follows}
    told_keys = read_told_keys(users)
    snoozed = set(Snooze.objects.for_users(users).active(at).values_list("user_id", "target_id"))
    follows = [follow for follow in follows if (follow.user_id, follow.target_id) not in snoozed]
    news = news_of({follow.target_id for follow in follows if follow.target_id}, at - LOOK_BACK, at)
    stories = Stories(news, at, timezone.localdate(at))
    quiet_at = at - settings.ALERT_DELAY
    waiting: list[Follow] = []
    for follow in follows:
        story = _untold(follow, stories, told_keys[follow.user_id], at)
        if story is None:
            continue
        chain = stories.news[story.chain.first_id]
        if all(piece.known_at <= quiet_at for piece in [*chain.changes, *_pieces(chain)]):
            yield _alert(follow, story)
        elif _waited_too_long(story, at) and not _is_being_corrected(chain, quiet_at):
            waiting.append(follow)
    if not waiting:
        return
    # The newest claims may be slips: what is told is what was known before them.
    firsts = {follow.target_id for follow in waiting if follow.target_id}
    before = news_of(firsts, at - LOOK_BACK, quiet_at, as_known=True)
    stories = Stories(before, quiet_at, timezone.localdate(quiet_at))
    for follow in waiting:
        if (story := _untold(follow, stories, told_keys[follow.user_id], at)) is not None:
            yield _alert(follow, story)


def _untold(follow: Follow, stories: Stories, told_keys: Collection[str], at: datetime) -> Story | None:
    """What nobody has told this person at once yet; None where that is nothing."""
    first = follow.target_id or ""
    if first not in stories.news or follow.instant_since is None:
        return None
    kinds = frozenset(follow.user.preferences_or_defaults.kinds or KINDS) - DIGEST_ONLY
    since = max(follow.instant_since, at - LOOK_BACK)
    everything = stories.since(first, since, kinds, frozenset())
    if everything is None:
        return None
    pairs = [*_keys(everything), *((key, told_item_key(f"news:{key}")) for key in everything.hidden)]
    news_told = {news_key for news_key, key in pairs if was_told(key, told_keys)}
    story = stories.since(first, since, kinds, frozenset(news_told))
    return story if story is not None and story.keys else None


def _alert(follow: Follow, story: Story) -> Alert:
    return Alert(follow, story, tuple(key for _news_key, key in _keys(story)))


def _pieces(chain: ChainNews) -> list[News]:
    return [*chain.revisions, *chain.reports, *chain.disputes]


def _waited_too_long(story: Story, at: datetime) -> bool:
    """Whether the first of what it tells has waited LONGEST_WAIT, since something else was recorded again and again."""
    pieces = _pieces(story.chain)
    if story.status is not None:
        pieces.append(story.status)
    return min(piece.known_at for piece in pieces) <= at - max(LONGEST_WAIT, settings.ALERT_DELAY)


def _is_being_corrected(chain: ChainNews, quiet_at: datetime) -> bool:
    """Whether a report has been replaced within the delay: what was known before is known to be wrong by now."""
    return any(report.replaces and report.known_at > quiet_at for report in chain.reports)


def _keys(story: Story) -> Iterator[tuple[str, str]]:
    """For each piece of news in the story its own key, and the key of its ToldItem.

    The second names the day of a verdict too: the same verdict may come back on another day.
    """
    for news_key in story.keys:
        on = story.status.on.isoformat() if story.status and news_key == story.status.key else ""
        yield news_key, told_item_key(f"news:{news_key}:{on}" if on else f"news:{news_key}")


def _notice(alert: Alert, attempt: Attempt, writer: BlockWriter) -> Notice:
    user, story = alert.follow.user, alert.story
    lang = user.preferences_or_defaults.language
    stop_url = token_url(token_for(user.pk, ALERTS), "stop-alerts", lang)
    mail = render_alert(story, lang=lang, site=settings.SITE_URL, stop_url=stop_url, writer=writer)
    draft = mail.draft(
        user,
        lang,
        kind=Message.Kind.INSTANT,
        key=attempt.key,
        items=[
            {
                "first": story.chain.first_id,
                "target": story.chain.entry.id,
                "status": story.chain.status,
                "told": list(alert.keys),
            }
        ],
        unsubscribe_url=stop_url,
    )
    return Notice(draft, alert.keys, attempt.reached)
