"""The operator's page: what waits, what is late, what failed and why, and sending it again."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.actions.retry_message import retry_message, retry_refusal
from accounts.delivery import queue_health
from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.delivery.send import deliver_waiting
from accounts.models import DigestPreferences, Message, StoppedAddress, ToldItem, User
from projects.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 7, 8, 3, tzinfo=UTC)


def written(person, key="weekly:2024-W28", at=AT, state="pending", **given):
    content = {"kind": "digest", "window": (at, at), **given}
    (message,) = enqueue(
        [
            MessageDraft(
                user_id=person.pk, key=key, recipient=person.email, language="en", subject="News", text="…", **content
            )
        ],
        at=at,
    )
    if state != "pending":
        Message.objects.filter(pk=message.pk).update(
            state=state, sending_at=at, settled_at=at, next_attempt_at=None, error="550 no", attempts=1
        )
    message.refresh_from_db()
    return message


@pytest.fixture
def person():
    return UserFactory(email="aigul@example.org")


@pytest.fixture
def chief(client):
    person = UserFactory(admin=True, email="chief@example.org")
    client.force_login(person)
    return person


# --- how it stands -------------------------------------------------------------------------------------------------


def test_the_queue_says_what_waits_and_since_when(person):
    written(person)
    queue = queue_health.queue_state(AT + timedelta(minutes=7))

    assert (queue.waiting, queue.sending) == (1, 0)
    assert (
        queue.age(AT + timedelta(minutes=7)) == queue.untouched_for(AT + timedelta(minutes=7)) == timedelta(minutes=7)
    )


def test_a_message_that_waits_for_its_next_attempt_is_not_untouched(person):
    written(person)
    Message.objects.update(next_attempt_at=AT + timedelta(hours=3))

    assert queue_health.queue_state(AT + timedelta(hours=2)).untouched_for(AT + timedelta(hours=2)) == timedelta()


def test_a_digest_is_late_an_hour_after_it_was_due_written_or_not(person):
    User.objects.create_user("due@example.org")
    DigestPreferences.objects.update(due_at=AT)
    written(person)

    assert queue_health.late_digest_count(AT + timedelta(minutes=59)) == 0
    assert queue_health.late_digest_count(AT + timedelta(minutes=60)) == 2


def test_what_is_settled_is_not_late(person):
    for number, state in enumerate(["sent", "failed", "uncertain"]):
        written(person, key=f"weekly:2024-W{number}", state=state)

    assert queue_health.late_digest_count(AT + timedelta(days=1)) == 0


# --- sending again -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["failed", "uncertain"])
def test_what_was_given_up_is_sent_again_and_the_audit_says_by_whom(person, chief, postbox, state):
    message = written(person, state=state)
    later = AT + timedelta(days=3)

    retry_message(message=message, by=chief, at=later)
    deliver_waiting(lambda: later, "mail", Counter())

    assert postbox.recipients == [person.email]
    entry = AuditEntry.objects.get(action="try_message_again")
    assert (entry.done_by, entry.details) == (chief, {"state": state, "error": "550 no"})


@pytest.mark.parametrize("state", ["pending", "sent"])
def test_what_is_under_way_or_was_sent_is_not(person, chief, state):
    with pytest.raises(ValidationError, match="only what failed"):
        retry_message(message=written(person, state=state), by=chief, at=AT)


@pytest.mark.parametrize("state", ["sent", "pending"])
def test_a_digest_whose_news_a_later_one_tells_is_not(person, chief, state):
    failed = written(person, state="failed")
    written(person, key="weekly:2024-W29", at=AT + timedelta(days=7), state=state)

    with pytest.raises(ValidationError, match="A later digest"):
        retry_message(message=failed, by=chief, at=AT + timedelta(days=8))


def test_of_two_digests_that_failed_with_the_same_news_one_is_sent_again(person, chief):
    """The second has all the news of the first, which was not told when it was written."""
    start, week = AT - timedelta(days=7), timedelta(days=7)
    first = written(person, window=(start, AT), state="failed")
    second = written(person, key="weekly:2024-W29", window=(start, AT + week), at=AT + week, state="failed")

    retry_message(message=first, by=chief, at=AT + week)

    with pytest.raises(ValidationError, match="An earlier digest"):
        retry_message(message=second, by=chief, at=AT + week)


@pytest.mark.parametrize("kind", ["reminder", "instant"])
def test_what_a_later_message_tells_is_not_sent_again(person, chief, kind):
    """Failed messages do not count as told: the next sweep tells it by another one."""
    items = [{"key": "due:pool:2024-07-15:7"} if kind == "reminder" else {"told": ["due:pool:2024-07-15:7"]}]
    first = written(person, key="day:2024-07-08", kind=kind, window=None, items=items, state="failed")
    item = ToldItem.objects.create(user=person, key="due:pool:2024-07-15:7", message=first)
    assert not retry_refusal(first)

    item.message = written(person, key="day:2024-07-09", kind=kind, window=None, items=items)
    item.save()

    with pytest.raises(ValidationError, match="A later message"):
        retry_message(message=first, by=chief, at=AT)


def test_nothing_is_sent_again_to_a_stopped_address(person, chief):
    failed = written(person, state="failed")
    StoppedAddress.objects.create(address=person.email, reason="refused", stopped_at=AT)

    with pytest.raises(ValidationError, match="allow the address"):
        retry_message(message=failed, by=chief, at=AT)


# --- the pages -----------------------------------------------------------------------------------------------------


def test_the_ledger_shows_the_queue_each_failure_and_its_error(client, chief, person):
    written(person)
    failed = written(person, kind="reminder", key="due:pool", window=None, state="failed")

    page = client.get("/admin/accounts/message/").content.decode()

    assert "1 message waits" in page
    assert "1 digest is more than an hour late." in page
    assert "550 no" in page
    assert f"/admin/accounts/message/again/?id={failed.pk}" in page


def test_sending_again_asks_first_and_warns_of_the_uncertain(client, chief, person):
    uncertain = written(person, state="uncertain")
    chosen = {"action": "send_again", "_selected_action": [uncertain.pk]}

    answer = client.post("/admin/accounts/message/", chosen, follow=True)
    assert "it may have arrived" in answer.content.decode()
    assert Message.objects.get().state == "uncertain"

    done = client.post(f"/admin/accounts/message/again/?id={uncertain.pk}", follow=True)
    assert "1 message waits and goes out within a minute." in done.content.decode()
    assert Message.objects.get().state == "pending"


@pytest.mark.parametrize("query", ["", "?id=x", "?id=999", "?id=99999999999999999999"])
def test_nothing_chosen_is_said(client, chief, query):
    assert "None of these messages" in client.get(f"/admin/accounts/message/again/{query}").content.decode()


def test_only_an_admin_sends_again(client, person):
    client.force_login(UserFactory(editor=True))

    assert client.get("/admin/accounts/message/again/?id=1").status_code == 403
    assert client.get("/admin/accounts/message/").status_code == 403


def test_an_address_is_allowed_again(client, chief, person):
    stopped = StoppedAddress.objects.create(address=person.email, reason="refused", detail="550 no", stopped_at=AT)
    page = "/admin/accounts/stoppedaddress/"
    assert "550 no" in client.get(page).content.decode()

    answer = client.post(page, {"action": "allow_again", "_selected_action": [stopped.pk]}, follow=True)

    assert "Mail goes to aigul@example.org again" in answer.content.decode()
    assert not StoppedAddress.objects.among([person.email])
    assert "550 no" not in client.get(page).content.decode()
    assert "550 no" in client.get(f"{page}?now=all").content.decode()
