"""Every message is written once and delivered at most once; only failures that prove non-delivery are retried."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from accounts.actions.alerts import stop_alerts
from accounts.actions.digest_preferences import stop_digests
from accounts.actions.reminder_preferences import set_reminders, stop_reminders
from accounts.delivery.backoff import LONGEST, MAX_ATTEMPTS, next_attempt, pause
from accounts.delivery.channels import CHANNELS, DeliveryResult
from accounts.delivery.channels.mail import MailChannel, mail_for
from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.send import LEASE, deliver_waiting, lease_waiting, mark_lost, record_result, start_sending
from accounts.models import DigestPreferences, Follow, Message, ReminderPreferences, StoppedAddress, User
from tests.factories import TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 7, 8, 3, tzinfo=UTC)
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def content(person, key="due:pool:2024-07-15:7", **given):
    columns = {
        "user_id": person.pk,
        "kind": "reminder",
        "key": key,
        "recipient": person.email,
        "language": "en",
        "subject": "Due in 7 days",
        "text": "The pool is due in 7 days.",
    }
    return MessageDraft(**{**columns, **given})


@pytest.fixture
def person():
    return UserFactory(email="aigul@example.org")


def deliver(at):
    done = Counter()
    deliver_waiting(lambda: at, "mail", done)
    return dict(done)


# --- written once --------------------------------------------------------------------------------------------------


def test_the_same_thing_is_written_once_and_its_content_stays(person):
    first = enqueue([content(person)], at=AT)
    again = enqueue([content(person, subject="Due in 6 days"), content(person, key="other")], at=AT)

    assert [message.key for message in first] == ["due:pool:2024-07-15:7"]
    assert [message.key for message in again] == ["other"]
    assert {message.pk for message in [*first, *again]} == set(Message.objects.values_list("pk", flat=True))
    assert Message.objects.get(key="due:pool:2024-07-15:7").subject == "Due in 7 days"


@pytest.mark.parametrize("other", [{"channel": "telegram"}, {"kind": "notice"}, {"key": "due:pool:2024-07-15:1"}])
def test_another_channel_kind_or_key_is_another_message(person, other):
    enqueue([content(person)], at=AT)

    assert len(enqueue([content(person, **other)], at=AT)) == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": ""}, "needs text"),
        ({"subject": "", "key": ""}, "needs key, subject"),
        ({"kind": "letter"}, "no such kind"),
        ({"channel": "pigeon"}, "no such kind of message or channel"),
        ({"kind": "digest"}, "needs the window"),
        ({"kind": "digest", "window": (AT, AT - timedelta(1))}, "ends before it starts"),
    ],
)
def test_what_is_no_message_is_refused_before_anything_is_written(person, wrong, words):
    with pytest.raises(ValueError, match=words):
        enqueue([content(person), content(person, **{"key": "other", **wrong})], at=AT)

    assert not Message.objects.exists()


def test_a_thousand_messages_are_written_in_batches(django_assert_max_num_queries):
    person = UserFactory()

    with django_assert_max_num_queries(40):  # SQLite takes 999 values at a time
        written = enqueue((content(person, key=f"key-{number}") for number in range(1000)), at=AT)

    assert len(written) == 1000


# --- the mail ------------------------------------------------------------------------------------------------------


def test_pictures_travel_with_the_html_that_shows_them(person, postbox):
    html = '<p><img src="cid:bullet-1" alt="half of the way"></p>'
    enqueue([content(person, html=html, pictures=[{"cid": "bullet-1", "png": PIXEL}])], at=AT)

    deliver(AT)

    mail = postbox.message()
    assert mail.get_body(("plain",)).get_content().strip() == "The pool is due in 7 days."
    assert "cid:bullet-1" in mail.get_body(("html",)).get_content()
    (picture,) = (part for part in mail.walk() if part.get_content_type() == "image/png")
    assert (picture["Content-ID"], picture.get_content()[:4]) == ("<bullet-1>", b"\x89PNG")
    assert mail.get_content_type() == "multipart/related"


def test_a_message_without_a_list_has_no_list_headers(person):
    (message,) = enqueue([content(person)], at=AT)

    assert "List-Unsubscribe" not in mail_for(message).message()


def test_a_line_that_starts_with_a_period_arrives_whole(person, postbox):
    enqueue([content(person, text="Begin\n.\n..\n.end")], at=AT)

    deliver(AT)

    assert postbox.message().get_content().split() == ["Begin", ".", "..", ".end"]


# --- tried again ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["451 try again later", "421 too busy", "452 mailbox full"])
def test_a_temporary_answer_is_tried_again_later_and_sent_once(person, postbox, answer):
    enqueue([content(person)], at=AT)
    postbox.answers[person.email] = answer

    assert deliver(AT) == {"pending": 1}
    waits = Message.objects.get()
    assert (waits.attempts, waits.error[:3], answer.split()[0] in waits.error) == (1, "DAT", True)
    assert timedelta(seconds=45) < waits.next_attempt_at - AT < timedelta(seconds=75)
    assert deliver(AT + timedelta(seconds=40)) == {}

    postbox.answers.clear()
    assert deliver(waits.next_attempt_at) == {"sent": 1}
    assert postbox.recipients == [person.email]
    assert Message.objects.get().attempts == 2


def test_what_is_refused_all_day_is_given_up_with_its_last_error(person, postbox):
    enqueue([content(person)], at=AT)
    postbox.answers[person.email] = "451 greylisted"

    at = AT
    while message := Message.objects.filter(state="pending").first():
        at = message.next_attempt_at
        deliver(at)

    failed = Message.objects.get()
    assert failed.state == "failed"
    assert failed.error.startswith(f"Given up after {failed.attempts} attempts. DATA: 451 greylisted")
    assert timedelta(hours=22) < failed.settled_at - AT < timedelta(hours=24)


def test_a_message_that_nobody_could_try_is_still_sent_a_week_later(person, postbox):
    enqueue([content(person)], at=AT)

    assert deliver(AT + timedelta(days=7)) == {"sent": 1}


def test_pauses_double_up_to_an_hour_and_are_spread():
    middle = [pause(attempts, 0.5).total_seconds() / 60 for attempts in range(1, 9)]

    assert middle == [1, 2, 4, 8, 16, 32, 60, 60]
    assert pause(1, 0) < pause(1, 1) == timedelta(seconds=72)


@pytest.mark.parametrize(
    ("given", "then"),
    [
        ({"attempts": 1}, AT + timedelta(minutes=1)),
        ({"attempts": 1, "not_before": timedelta(minutes=10)}, AT + timedelta(minutes=10)),
        ({"attempts": 1000}, None),
        ({"attempts": MAX_ATTEMPTS - 1}, AT + LONGEST),
        ({"attempts": 1, "not_before": timedelta(days=2)}, None),
    ],
)
def test_the_next_attempt_comes_in_time_or_not_at_all(given, then):
    assert next_attempt(at=AT, give_up_at=AT + timedelta(days=1), chance=0.5, **given) == then


# --- refused for ever ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "stops"),
    [
        ("550 no such mailbox", True),
        ("550 5.1.1 no such mailbox", True),
        ("550 5.2.1 mailbox disabled", True),
        ("552 5.2.2 mailbox full", False),
        ("554 5.7.1 looks like spam", False),
        ("451 4.2.1 try later", False),
    ],
)
def test_an_address_is_stopped_when_it_is_what_was_refused(person, postbox, answer, stops):
    enqueue([content(person)], at=AT)
    postbox.answers[person.email] = answer

    deliver(AT)

    assert StoppedAddress.objects.among([person.email]) == ({person.email} if stops else set())
    assert Message.objects.get().state == ("pending" if answer.startswith("4") else "failed")


def test_nothing_goes_to_a_stopped_address_but_the_question_whether_it_is_right_again(person, postbox):
    enqueue([content(person, key="waits since yesterday")], at=AT)
    StoppedAddress.objects.create(address=person.email, reason="bounced", stopped_at=AT)

    assert enqueue([content(person)], at=AT) == []
    assert len(enqueue([content(person, kind="confirmation")], at=AT)) == 1
    assert deliver(AT) == {"failed": 1, "sent": 1}
    assert "stopped addresses" in Message.objects.get(state="failed").error


STOPS = [
    ("digest", lambda person: stop_digests(user_id=person.pk)),
    ("reminder", lambda person: stop_reminders(user_id=person.pk)),
    ("reminder", lambda person: set_reminders(by=person, deadlines=False, desk=True, at=AT)),  # as the page does
    ("instant", lambda person: stop_alerts(user_id=person.pk)),
]


@pytest.mark.parametrize(("kind", "stop"), STOPS)
def test_what_waits_is_not_sent_to_who_has_stopped_it_meanwhile(person, postbox, kind, stop):
    """The mail server was away; its reader pressed the link of an earlier mail."""
    DigestPreferences.objects.get_or_create_for(person, at=AT)
    ReminderPreferences.objects.get_or_create_for(person, at=AT)
    Follow.objects.create(user=person, target=TargetFactory(), created_at=AT, instant_since=AT)
    drafts = [content(person, kind=kind, window=(AT, AT) if kind == "digest" else None), content(person, kind="notice")]
    enqueue(drafts, at=AT)

    stop(person)

    assert deliver(AT) == {"failed": 1, "sent": 1}
    assert "stopped such messages" in Message.objects.get(kind=kind).error


def test_nothing_that_waits_goes_to_an_account_that_was_closed(person, postbox):
    enqueue([content(person)], at=AT)
    User.objects.update(is_active=False)

    assert deliver(AT) == {"failed": 1}
    assert postbox.taken == []


def test_what_waits_goes_to_the_address_that_its_reader_has_now(person, postbox):
    """The former mailbox may belong to somebody else."""
    enqueue([content(person)], at=AT)
    User.objects.update(email="new@example.org")

    assert deliver(AT) == {"sent": 1}
    assert postbox.recipients == ["new@example.org"]
    assert Message.objects.get().recipient == "new@example.org"


# --- in one pair of hands ------------------------------------------------------------------------------------------


def test_what_one_has_taken_another_does_not_get_until_the_lease_ends(person):
    enqueue([content(person)], at=AT)
    (mine,) = lease_waiting(AT, "mail")

    assert lease_waiting(AT + timedelta(minutes=1), "mail") == []
    (theirs,) = lease_waiting(AT + LEASE, "mail")
    assert not start_sending(mine, AT + LEASE)
    assert start_sending(theirs, AT + LEASE)


def test_a_sender_that_was_given_up_and_comes_back_tells_what_it_knows(person):
    enqueue([content(person)], at=AT)
    (message,) = lease_waiting(AT, "mail")
    start_sending(message, AT)
    assert mark_lost(AT + timedelta(minutes=16)) == 1

    record_result(message, DeliveryResult.sent(), AT + timedelta(minutes=17))

    assert Message.objects.get().state == "sent"


def test_a_sender_that_comes_back_changes_no_later_attempt(person):
    enqueue([content(person)], at=AT)
    (message,) = lease_waiting(AT, "mail")
    start_sending(message, AT)
    later = AT + timedelta(hours=1)
    Message.objects.update(state="pending", next_attempt_at=later)  # as an operator's retry does
    (again,) = lease_waiting(later, "mail")
    start_sending(again, later)

    record_result(message, DeliveryResult.sent(), later)

    assert Message.objects.get().state == "sending"


def test_a_channel_with_a_fault_costs_one_message(person, postbox, monkeypatch):
    enqueue([content(person, key=key) for key in ("good", "bad", "fine")], at=AT)
    real = MailChannel.deliver

    def faulty(self, message):
        if message.key == "bad":
            raise RuntimeError("a fault of ours")
        return real(self, message)

    monkeypatch.setattr(MailChannel, "deliver", faulty)

    assert deliver(AT) == {"sent": 2, "uncertain": 1}
    assert "a fault of ours" in Message.objects.get(key="bad").error


def test_a_channel_that_is_away_counts_as_an_attempt_for_what_was_taken(person, settings, postbox):
    enqueue([content(person, key=f"key-{number}") for number in range(3)], at=AT)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1

    assert deliver_waiting(lambda: AT, "mail", Counter()) is False
    assert set(Message.objects.values_list("state", "attempts")) == {("pending", 1)}
    settings.EMAIL_PORT = port
    assert deliver(AT + timedelta(seconds=73)) == {"sent": 3}


def test_every_channel_of_the_registry_is_one_the_ledger_knows():
    assert set(CHANNELS) <= set(Message.Channel.values)
