"""The digests of a batch of people, drafted: read, never written, in a number of queries that does not grow."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from accounts.delivery.links import token_url
from accounts.delivery.other_channels import Destination, destinations_of
from accounts.delivery.stop_tokens import token_for
from accounts.follows.chains import FollowReason, followed_chains
from accounts.models import DigestPreferences, Message, StoppedAddress
from accounts.models.rhythm import period_key
from accounts.notices.mail_pieces import BlockWriter
from accounts.notices.stories import Digest, Stories, build_digest
from projects.reports.overviews.news import news_of

from .render import Mail, MailLinks, render_digest
from .windows import NewsWindow, destination_windows, mail_windows

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DigestDraft:
    """What one person would get for the period that is due, by mail or at another outlet."""

    preferences: DigestPreferences
    key: str  # weekly:2026-W47, what makes it once
    digest: Digest
    mail: Mail
    unsubscribe_url: str
    outlet: Destination | None = None


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is read once for many people."""

    followed: Mapping[int, Mapping[str, Sequence[FollowReason]]]
    windows: Mapping[int, NewsWindow]
    stories: Stories
    writer: BlockWriter
    outlets: Mapping[int, Sequence[Destination]]
    elsewhere: Mapping[tuple[int, Destination], NewsWindow]  # only of who heard more than by mail

    def contents_for(self, person: DigestPreferences, outlet: Destination | None = None) -> Digest | None:
        """None for somebody who follows nothing."""
        if person.user_id not in self.followed:
            return None
        window = self.windows[person.user_id] if outlet is None else self.elsewhere[person.user_id, outlet]
        return build_digest(
            followed=self.followed[person.user_id],
            stories=self.stories,
            since=window.start,
            look_from=window.look_from,
            look_longer=window.look_longer,
            told=window.told,
            kinds=person.kinds,
            snoozed=window.asleep,
            first_digest=window.first,
        )

    def draft(self, person: DigestPreferences, key: str, told: Digest) -> DigestDraft:
        stop = token_url(token_for(person.user_id), "unsubscribe", person.language)
        addresses = MailLinks(settings.SITE_URL, stop)
        mail = render_digest(told, lang=person.language, addresses=addresses, writer=self.writer)
        return DigestDraft(person, key, told, mail, addresses.unsubscribe)


def draft_digests(people: Sequence[DigestPreferences], at: datetime) -> dict[int, list[DigestDraft] | Exception]:
    """By user id, the digests of each who is due, has something to hear and had none for the period; the mail first.

    Nothing goes by mail to a stopped address; when it is allowed again, the next digest has all its news. Other outlets
    are not kept waiting for it, and what they have heard is not repeated there.

    What cannot be written for one person stands there as its exception, and costs nobody else their digest.
    """
    stopped = StoppedAddress.objects.among(person.user.email for person in people)
    outlets = destinations_of([person.user_id for person in people])
    due = [
        person
        for person in people
        if person.due_at is not None and (person.user.email.lower() not in stopped or person.user_id in outlets)
    ]
    batch = _read(due, at, outlets)
    had = _periods_had(due)
    drafted: dict[int, list[DigestDraft] | Exception] = {}
    for person in due:
        told = batch.contents_for(person)
        if told is None or person.due_at is None or not is_worth_sending(person, told, person.due_at):
            continue
        key = _key(person)
        if (person.user_id, key) in had:
            continue
        try:
            found = _for_one(batch, person, key, told, by_mail=person.user.email.lower() not in stopped)
        except Exception as error:
            logger.exception("The digest of user %s cannot be written", person.user_id)
            drafted[person.user_id] = error
        else:
            if found:
                drafted[person.user_id] = found
    return drafted


def _for_one(batch: _Batch, person: DigestPreferences, key: str, told: Digest, *, by_mail: bool) -> list[DigestDraft]:
    """The mail, its copies, and what goes to outlets that have heard more than the mail, as far as they have not."""
    outlets: Sequence[Destination | None] = batch.outlets.get(person.user_id, ())
    alike = [outlet for outlet in outlets if (person.user_id, outlet) not in batch.elsewhere]
    if by_mail:
        alike.insert(0, None)
    mail = batch.draft(person, key, told) if alike else None
    found = [replace(mail, outlet=outlet) for outlet in alike if mail is not None]
    for outlet in outlets:
        if outlet not in alike:
            rest = batch.contents_for(person, outlet)
            if rest is not None and person.due_at is not None and is_worth_sending(person, rest, person.due_at):
                found.append(replace(batch.draft(person, key, rest), outlet=outlet))
    return found


def draft_preview(person: DigestPreferences, at: datetime) -> DigestDraft | None:
    """What the person would be sent if their digest were due now; None if nothing would."""
    batch = _read([person], at)
    told = batch.contents_for(person)
    return batch.draft(person, "preview", told) if told is not None and is_worth_sending(person, told, at) else None


def is_worth_sending(person: DigestPreferences, told: Digest, due_at: datetime) -> bool:
    """Whether there is something to say: news, or, if the person wants that line, that something is still overdue.

    Who has a daily digest gets that line once a week, on the chosen day.
    """
    if not told.items or not told.quiet:
        return bool(told.items)
    its_day = due_at.astimezone(ZoneInfo(person.time_zone)).weekday() == person.weekday
    wanted = person.quiet == DigestPreferences.Quiet.LINE and (
        person.cadence != DigestPreferences.Cadence.DAILY or its_day
    )
    return wanted and bool(told.section("overdue"))


def _read(
    people: Sequence[DigestPreferences], at: datetime, outlets: Mapping[int, Sequence[Destination]] | None = None
) -> _Batch:
    followed = followed_chains([person.user_id for person in people], at)
    heard = mail_windows(followed, at)
    outlets = {user: theirs for user, theirs in (outlets or {}).items() if user in followed}
    chains = {first for of_one in followed.values() for first in of_one}
    starts = [window.look_from for window in heard.values()]
    starts += [start for window in heard.values() for start in window.look_longer.values()]
    news = news_of(chains, min(starts), at) if starts else {}
    stories = Stories(news, at, timezone.localdate(at))
    return _Batch(
        followed, heard, stories, BlockWriter(settings.SITE_URL), outlets, destination_windows(outlets, heard, at)
    )


def _key(person: DigestPreferences) -> str:
    """The period that is due; empty when none is."""
    return f"{person.cadence}:{period_key(person.rhythm, person.due_at)}" if person.due_at is not None else ""


def _periods_had(people: Sequence[DigestPreferences]) -> set[tuple[int, str]]:
    """For which of the periods that are due these people have a digest already, whatever became of it."""
    keys = {_key(person) for person in people}
    had = Message.objects.digests().filter(user__in=[person.user_id for person in people], key__in=keys)
    return set(had.order_by().values_list("user_id", "key"))
