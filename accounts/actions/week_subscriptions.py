"""Subscribing to what becomes new in each week without an account: asking, confirming, leaving, forgetting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.stops import stop_address
from accounts.delivery.subscription_tokens import Choice
from accounts.models import StoppedAddress, WeekSubscriber
from projects.models import RenamedId, Territory
from projects.reports.overviews.iso_week import Week


class Draft(Protocol):
    """Writes the mail with the link that confirms a choice."""

    def __call__(self, subscriber: WeekSubscriber, choice: Choice, *, at: datetime) -> MessageDraft: ...


# Mails that ask an address whose owner does not answer; then it gets none until it is forgotten.
MOST_ASKED = 3
# A stopped address can get nothing; by then nobody has allowed it again.
FORGET_STOPPED_AFTER = timedelta(days=30)


def ask_to_confirm(*, address: str, territory: str, language: str, draft: Draft, at: datetime) -> bool:
    """Mail a link that confirms the choice to the address: at most once a day, and MOST_ASKED times until it is used.

    ``draft`` writes that mail. Nothing that is chosen holds before the link is used, also for an address that has a
    subscription. Returns whether a mail was written; nobody may be told, because it says whether the address is known.
    """
    lowered = address.strip().lower()
    if StoppedAddress.objects.among([lowered]):
        return False
    with transaction.atomic():
        row, _is_new = WeekSubscriber.objects.select_for_update().get_or_create(
            address=lowered,
            defaults={"language": language, "territory_id": territory or None, "asked_at": at},
        )
        if row.times_asked >= MOST_ASKED:
            return False
        choice = Choice(row.pk, territory, language)
        if not enqueue([draft(row, choice, at=at)], at=at):
            return False
        row.asked_at, row.times_asked = at, row.times_asked + 1
        row.save(update_fields=["asked_at", "times_asked"])
    return True


def confirm_subscription(*, choice: Choice, at: datetime) -> WeekSubscriber | None:
    """The subscription as the owner of the address confirmed it; None if it was ended or forgotten.

    None too where its country is in the record no more. The first mail tells the week under way. Confirming twice
    changes nothing more.
    """
    with transaction.atomic():
        row = WeekSubscriber.objects.select_for_update().filter(pk=choice.subscriber_id).first()
        country = _country(choice.territory)
        if row is None or (choice.territory and country is None):
            return None
        row.territory = country
        row.language, row.times_asked = choice.language, 0
        if row.confirmed_at is None:
            row.confirmed_at, row.next_week_on = at, Week.at(at).monday
        row.save()
    return row


def _country(territory: str) -> Territory | None:
    """The country of that id, also if it was renamed since the mail was written."""
    ids = RenamedId.objects.current("territory", [territory])
    return Territory.objects.filter(pk=ids.get(territory, territory)).first()


def leave(*, subscriber_id: UUID, never_again: bool = False, at: datetime) -> bool:
    """Delete an address and every message to it; False if it is not there any more.

    ``never_again``: no mail of any kind is sent to the address from now on. Only that keeps it.
    """
    with transaction.atomic():
        row = WeekSubscriber.objects.select_for_update().filter(pk=subscriber_id).first()
        if row is None:
            return False
        if never_again:
            detail = "Its owner asked by the link in a mail that none be sent."
            stop_address(address=row.address, reason=StoppedAddress.Reason.COMPLAINED, detail=detail, at=at)
        row.delete()
    return True


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete addresses that nobody confirmed in time, and those to which nothing can be sent for a month."""
    unconfirmed = WeekSubscriber.objects.forgotten(at - settings.FORGET_UNCONFIRMED_AFTER)
    stops = StoppedAddress.objects.active().filter(stopped_at__lt=at - FORGET_STOPPED_AFTER)
    stopped = WeekSubscriber.objects.filter(address__in=stops.values("address"))
    rows = WeekSubscriber.objects.filter(
        pk__in=[*unconfirmed.values_list("pk", flat=True), *stopped.values_list("pk", flat=True)]
    )
    return rows.delete()[1].get(WeekSubscriber._meta.label, 0)
