"""Enqueues the week that has ended, on Monday morning, for each address without an account that wants it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.links import token_url
from accounts.delivery.subscription_tokens import leaving_token
from accounts.models import Message, WeekSubscriber
from accounts.notices.failure_isolation import isolate_failures
from projects.models import Territory
from projects.reports.named import Named
from projects.reports.overviews.iso_week import Week, day_of
from projects.reports.overviews.week import week_report
from projects.reports.verdicts.verdict_lookup import any_outdated

from .render import MOST, WeekMail, render_week

BATCH = 200
WORTH_SENDING = timedelta(days=3)  # that a mail server may be away
Written = Callable[[str | None, str], WeekMail | None]


def sweep_weeks(at: datetime) -> int:
    """Enqueue the mails about the last week that has ended; returns how many.

    From Monday at WEEK_MAIL_HOUR in the tracker's time zone; a missed run is made good until the week is over. However
    many sweeps run at once, an address is told of a week once: rows that another has locked are left to it, and the
    outbox takes one message for a subscriber and a week. A week without news is passed over.
    """
    week = Week.at(at).after(-1)
    if at < _hour(week) or any_outdated():
        return 0
    write = _writer(week, at)
    sent, unwritten = 0, set[UUID]()
    while (batch := _sweep_batch(week, at, write, unwritten)) is not None:
        sent += batch
    return sent


def _hour(week: Week) -> datetime:
    """When the mail about a week is due."""
    moment = datetime.combine(week.after().monday, time(settings.WEEK_MAIL_HOUR))
    return timezone.make_aware(moment, timezone.get_default_timezone())


def _sweep_batch(week: Week, at: datetime, write: Written, unwritten: set[UUID]) -> int | None:
    """The number of messages for a batch of subscribers; None if nobody is due. Adds whom it could not write to."""
    with transaction.atomic():
        due = WeekSubscriber.objects.due(week.monday, _hour(week)).exclude(pk__in=unwritten).order_by("pk")
        rows = list(due.select_for_update(skip_locked=True)[:BATCH])
        if not rows:
            return None
        counts, failed = isolate_failures(rows, lambda part: _tell(part, week, at, write))
        unwritten.update(row.pk for row, _error in failed)
    return sum(counts)


def _tell(rows: Sequence[WeekSubscriber], week: Week, at: datetime, write: Written) -> int:
    words = ((row, write(row.territory_id, row.language)) for row in rows)
    drafts = [_draft(row, mail, week) for row, mail in words if mail is not None]
    messages = enqueue(drafts, at=at)
    WeekSubscriber.objects.filter(pk__in=[row.pk for row in rows]).update(next_week_on=week.after().monday)
    return len(messages)


def _draft(row: WeekSubscriber, mail: WeekMail, week: Week) -> MessageDraft:
    stop_url = token_url(leaving_token(row.pk), "week-leave", row.language)
    return mail.mail(stop_url).draft_to_subscriber(
        row,
        row.language,
        kind=Message.Kind.WEEK,
        key=week.name,
        unsubscribe_url=stop_url,
        give_up_after=WORTH_SENDING,
    )


def _writer(week: Week, at: datetime) -> Written:
    """Writes the week for a country and a language once; None where there is nothing to tell."""

    @cache
    def write(territory: str | None, lang: str) -> WeekMail | None:
        report = week_report(week, day_of(at), territory=territory, per_section=MOST)
        if report.is_empty:
            return None
        country = Named.of(Territory.objects.get(pk=territory)) if territory is not None else None
        return render_week(report, lang=lang, country=country)

    return write
