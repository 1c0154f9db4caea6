"""The digests of a batch of people, drafted. Drafting reads and never writes; the number of queries does not grow."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from accounts.delivery.enqueue import MessageDraft
from accounts.delivery.links import token_url
from accounts.delivery.other_channels import Destination, copy_for, destinations_of
from accounts.delivery.stop_tokens import token_for
from accounts.follows.chains import FollowReason, followed_chains
from accounts.models import DigestPreferences, Message, StoppedAddress
from accounts.models.rhythm import period_key
from accounts.notices.mail_frame import Mail
from accounts.notices.mail_pieces import BlockWriter
from accounts.notices.stories import Stories
from projects.reports.overviews.news import news_of

from .digest import Digest, build_digest
from .render import render_digest
from .windows import NewsWindow, destination_windows, mail_windows

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DigestDraft:
    """What one person would get for the period that is due, by mail or at another destination."""

    preferences: DigestPreferences
    key: str  # weekly:2026-W47; a person gets one digest for it
    digest: Digest
    mail: Mail
    stop_url: str
    destination: Destination | None = None

    def message(self) -> MessageDraft:
        draft = self.mail.draft(
            self.preferences.user,
            self.preferences.language,
            kind=Message.Kind.DIGEST,
            key=self.key,
            items=[item.as_json() for item in self.digest.items],
            unsubscribe_url=self.stop_url,
            window=(self.digest.window_start, self.digest.window_end),
        )
        return draft if self.destination is None else copy_for(draft, self.destination)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is read once for many people."""

    followed: Mapping[int, Mapping[str, Sequence[FollowReason]]]
    windows: Mapping[int, NewsWindow]
    stories: Stories
    writer: BlockWriter
    destinations: Mapping[int, Sequence[Destination]]
    destination_windows: Mapping[tuple[int, Destination], NewsWindow]  # only where more was told than by mail

    def digest_for(self, person: DigestPreferences, destination: Destination | None = None) -> Digest | None:
        """None for somebody who follows nothing."""
        user_id = person.user_id
        if user_id not in self.followed:
            return None
        window = self.windows[user_id] if destination is None else self.destination_windows[user_id, destination]
        return build_digest(
            followed=self.followed[user_id],
            stories=self.stories,
            since=window.start,
            look_from=window.look_from,
            look_from_by_chain=window.look_from_by_chain,
            earlier=window.earlier,
            kinds=person.kinds,
            snoozed=window.snoozed,
            first_digest=window.first,
        )

    def draft(self, person: DigestPreferences, key: str, digest: Digest) -> DigestDraft:
        stop_url = token_url(token_for(person.user_id), "unsubscribe", person.language)
        mail = render_digest(
            digest, lang=person.language, site=settings.SITE_URL, stop_url=stop_url, writer=self.writer
        )
        return DigestDraft(person, key, digest, mail, stop_url)


def draft_digests(people: Sequence[DigestPreferences], at: datetime) -> dict[int, list[DigestDraft] | Exception]:
    """By user id, the drafts for each person who is due, has news and had no digest for the period; the mail first.

    A stopped address gets no mail; once it is allowed again, the next digest has all its news. Other destinations do
    not wait for that, and what they were told is not repeated there.

    Where writing fails for one person, the exception stands in place of the drafts; the others get theirs.
    """
    stopped = StoppedAddress.objects.among(person.user.email for person in people)
    destinations = destinations_of([person.user_id for person in people])
    due = [
        person
        for person in people
        if person.due_at is not None and (person.user.email.lower() not in stopped or person.user_id in destinations)
    ]
    batch = _read(due, at, destinations)
    had = _periods_with_digest(due)
    drafts: dict[int, list[DigestDraft] | Exception] = {}
    for person in due:
        digest = batch.digest_for(person)
        if digest is None or person.due_at is None or not is_worth_sending(person, digest, person.due_at):
            continue
        key = _period(person)
        if (person.user_id, key) in had:
            continue
        try:
            theirs = _drafts_for(batch, person, key, digest, by_mail=person.user.email.lower() not in stopped)
        except Exception as error:
            logger.exception("The digest of user %s cannot be written", person.user_id)
            drafts[person.user_id] = error
        else:
            if theirs:
                drafts[person.user_id] = theirs
    return drafts


def _drafts_for(
    batch: _Batch, person: DigestPreferences, key: str, digest: Digest, *, by_mail: bool
) -> list[DigestDraft]:
    """The mail, its copies, and for destinations that were told more than the mail the rest of the news."""
    destinations: Sequence[Destination | None] = batch.destinations.get(person.user_id, ())
    alike = [place for place in destinations if (person.user_id, place) not in batch.destination_windows]
    if by_mail:
        alike.insert(0, None)
    mail = batch.draft(person, key, digest) if alike else None
    drafts = [replace(mail, destination=place) for place in alike if mail is not None]
    for place in destinations:
        if place not in alike:
            rest = batch.digest_for(person, place)
            if rest is not None and person.due_at is not None and is_worth_sending(person, rest, person.due_at):
                drafts.append(replace(batch.draft(person, key, rest), destination=place))
    return drafts


def draft_preview(person: DigestPreferences, at: datetime) -> DigestDraft | None:
    """What the person would be sent if their digest were due now. None: nothing."""
    batch = _read([person], at)
    digest = batch.digest_for(person)
    if digest is None or not is_worth_sending(person, digest, at):
        return None
    return batch.draft(person, "preview", digest)


def is_worth_sending(person: DigestPreferences, digest: Digest, due_at: datetime) -> bool:
    """Whether there is news or, if the person wants to be told, something is still past its deadline.

    A daily digest without news is sent once a week, on the chosen day.
    """
    if not digest.items or not digest.quiet:
        return bool(digest.items)
    is_its_day = due_at.astimezone(person.zone).weekday() == person.weekday
    wanted = person.quiet == DigestPreferences.Quiet.LINE and (
        person.cadence != DigestPreferences.Cadence.DAILY or is_its_day
    )
    return wanted and bool(digest.section("overdue"))


def _read(
    people: Sequence[DigestPreferences], at: datetime, destinations: Mapping[int, Sequence[Destination]] | None = None
) -> _Batch:
    followed = followed_chains([person.user_id for person in people], at)
    windows = mail_windows(followed, at)
    destinations = {user: theirs for user, theirs in (destinations or {}).items() if user in followed}
    chains = {first for theirs in followed.values() for first in theirs}
    starts = [window.look_from for window in windows.values()]
    starts += [start for window in windows.values() for start in window.look_from_by_chain.values()]
    news = news_of(chains, min(starts), at) if starts else {}
    return _Batch(
        followed,
        windows,
        Stories(news, at, timezone.localdate(at)),
        BlockWriter(settings.SITE_URL),
        destinations,
        destination_windows(destinations, windows, at),
    )


def _period(person: DigestPreferences) -> str:
    """The key of the digest that is due; empty when none is."""
    return f"{person.cadence}:{period_key(person.rhythm, person.due_at)}" if person.due_at is not None else ""


def _periods_with_digest(people: Sequence[DigestPreferences]) -> set[tuple[int, str]]:
    """For which of the periods that are due these people have a digest already, whatever became of it."""
    keys = {_period(person) for person in people}
    digests = Message.objects.digests().filter(user__in=[person.user_id for person in people], key__in=keys)
    return set(digests.order_by().values_list("user_id", "key"))
