"""Bounces and complaints stop mail to an address; its owner is told and can make it good."""

from __future__ import annotations

import base64
import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from anymail.signals import AnymailTrackingEvent
from django.utils import timezone

from accounts.actions.mail_reports import OLDEST, MailReport, process_report
from accounts.delivery.send import deliver_waiting
from accounts.models import DigestPreferences, Message, StoppedAddress, User
from accounts.views.anymail_events import on_tracking
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

AT = datetime(2024, 7, 8, 3, tzinfo=UTC)
now = timezone.now  # noqa: TID251  # the views read the clock too
SECRET = "service:drawn-at-random"
BOUNCE = {"RecordType": "Bounce", "Type": "HardBounce", "ID": 42, "Email": "Aigul@example.org", "Details": "550 gone"}


@pytest.fixture
def person():
    return User.objects.create_user("aigul@example.org")


@pytest.fixture
def report(client, settings):
    """Posts to the endpoint as Postmark does."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}

    def report(secret=SECRET, body=None, service="postmark", **changed):
        basic = base64.b64encode(secret.encode()).decode()
        return client.post(
            f"/anymail/{service}/tracking/",
            body if body is not None else json.dumps({**BOUNCE, **changed}),
            content_type="application/json",
            headers={"authorization": f"Basic {basic}"},
        )

    return report


def stopped():
    return dict(StoppedAddress.objects.active().values_list("address", "reason"))


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({}, "bounced"),
        ({"RecordType": "SpamComplaint", "Type": "SpamComplaint"}, "complained"),
        ({"Type": "BadEmailAddress"}, "bounced"),
        ({"Type": "Transient"}, None),
        ({"Type": "Blocked"}, None),
        ({"Type": "SoftBounce", "Details": "452 4.2.2 mailbox full"}, None),
        ({"RecordType": "Delivery"}, None),
        ({"RecordType": "Open"}, None),
        ({"Email": "nobody@example.org"}, None),
        ({"Email": ""}, None),
    ],
)
def test_what_a_mail_service_reports_stops_an_address_when_it_must(person, report, event, reason):
    assert report(**event).status_code == 200

    assert stopped() == ({"aigul@example.org": reason} if reason else {})


SES = {
    "eventType": "Bounce",
    "mail": {"timestamp": "2026-11-28T09:00:00.000Z", "messageId": "1", "destination": ["aigul@example.org"]},
    "bounce": {
        "bounceType": "Transient",
        "bounceSubType": "General",
        "bouncedRecipients": [{"emailAddress": "aigul@example.org"}],
        "timestamp": "2026-11-28T09:00:01.000Z",
    },
}


@pytest.mark.parametrize(
    ("service", "body"),
    [
        ("brevo", {"event": "soft_bounce", "email": "aigul@example.org", "reason": "452 mailbox full"}),
        ("postmark", {**BOUNCE, "Type": "SoftBounce", "Details": "the mailbox is full"}),
        ("mailersend", {"type": "activity.soft_bounced", "data": {"type": "soft_bounced"}}),
        ("amazon-ses", SES),
    ],
)
def test_what_a_service_itself_calls_temporary_stops_nothing(person, service, body):
    """The autoresponder of somebody on holiday comes back from some services as a bounce."""
    event = AnymailTrackingEvent(
        event_type="bounced", reject_reason="bounced", recipient="aigul@example.org", esp_event=body
    )
    on_tracking(None, event, service)
    assert not stopped()

    event.esp_event = {"event": "hard_bounce", "bounce": {"bounceType": "Permanent"}}
    on_tracking(None, event, service)
    assert stopped() == {"aigul@example.org": "bounced"}


def test_a_report_without_the_secret_is_refused(person, report):
    assert report(secret="service:guessed").status_code == 403
    assert report(secret="").status_code == 403
    assert not stopped()


def test_nobody_may_report_where_no_secret_is_set(person, report, settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": ""}

    assert report().status_code == 404
    assert not stopped()


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"RecordType": "Bounce", "Email": 7}', b"\xff\xfe"])
def test_what_cannot_be_read_is_said(person, report, body):
    answer = report(body=body)

    assert answer.status_code == 400
    assert "cannot be read" in answer.content.decode()


def test_mail_to_us_is_not_taken_in(client):
    assert client.post("/anymail/postmark/inbound/").status_code == 404


def test_a_replayed_report_stops_nothing_again(person, report):
    report()
    StoppedAddress.objects.update(lifted_at=now() + timedelta(seconds=1), lifted_by=person)

    assert report().status_code == 200
    assert not stopped()


def heard(at=AT, **given):
    columns = {"service": "Postmark", "kind": "bounced", "recipient": "aigul@example.org", **given}
    return process_report(MailReport(**columns), at=at)


def test_a_report_from_before_the_address_was_allowed_again_is_none(person):
    heard(event_id="1")
    StoppedAddress.objects.update(lifted_at=AT + timedelta(hours=2), lifted_by=person)

    assert heard(event_id="2", happened_at=AT + timedelta(hours=1), at=AT + timedelta(hours=3)) == "out of date"
    assert heard(event_id="3", happened_at=AT - OLDEST - timedelta(1)) == "out of date"
    assert heard(event_id="4", happened_at=AT + timedelta(hours=3), at=AT + timedelta(hours=3)) == "stopped"


def test_who_leaves_at_the_mail_service_gets_no_digests(person):
    assert heard(kind="unsubscribed") == "digests stopped"

    assert DigestPreferences.objects.get(user=person).cadence == "off"
    assert not stopped()


# --- the owner -----------------------------------------------------------------------------------------------------


@pytest.fixture
def bounced(person):
    return StoppedAddress.objects.create(address=person.email, reason="bounced", stopped_at=AT)


def link_in(message):
    return next(word for word in message.text.split() if "/following/address/" in word).partition("127.0.0.1:8000")[2]


def test_the_owner_is_told_on_every_page_and_others_are_not(client, person, bounced):
    client.force_login(person)
    page = client.get("/following/").content.decode()
    assert "came back, so nothing is sent there any more" in page
    assert "aigul@example.org" in page

    client.force_login(UserFactory())
    assert "came back" not in client.get("/following/").content.decode()


def test_the_owner_confirms_the_address_by_a_mail_and_digests_go_on(client, person, bounced, postbox):
    client.force_login(person)
    client.post("/following/address/ask/")
    again = client.post("/following/address/ask/", follow=True)
    assert "has been sent already" in again.content.decode()
    deliver_waiting(now, "mail", Counter())
    assert postbox.recipients == [person.email]

    client.logout()
    link = link_in(Message.objects.get(kind="confirmation"))
    assert client.get(link).status_code == 200
    assert stopped()
    assert client.post(link).status_code == 200

    assert not stopped()
    bounced.refresh_from_db()
    assert bounced.lifted_by == person


def test_a_forged_or_old_link_allows_nothing(client, person, bounced, monkeypatch):
    client.force_login(person)
    client.post("/following/address/ask/")
    link = link_in(Message.objects.get())

    assert client.post("/following/address/forged:token:here/").status_code == 400
    monkeypatch.setattr("accounts.delivery.confirmation_mail.VALID_FOR", timedelta(0))
    assert "too old" in client.post(link).content.decode()
    assert stopped()


def test_asking_without_need_sends_nothing(client, person):
    client.force_login(person)

    assert "nothing to confirm" in client.post("/following/address/ask/", follow=True).content.decode()
    assert not Message.objects.exists()
