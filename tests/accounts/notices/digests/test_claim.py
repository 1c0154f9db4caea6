"""Many senders claim people who are due: each takes a share, and nobody is claimed twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.delivery.send import lease_waiting, start_sending
from accounts.models import DigestPreferences, Message
from accounts.notices.digests.claim import _claimed, claim_due
from accounts.notices.digests.sweep import sweep_mail
from tests.accounts.conftest import DUE

pytestmark = pytest.mark.django_db
NEXT = datetime(2024, 7, 15, 3, tzinfo=UTC)


def test_the_content_is_frozen_when_it_is_claimed(waiting, late, desk, postbox, at):
    claim_due(DUE)
    frozen = Message.objects.get()
    desk.revise(late, at=DUE, deadline=date(2025, 6, 30))

    sweep_mail(at(DUE))

    assert postbox.message()["Subject"] == frozen.subject == "1 target without a final report (1 newly)"


def test_nobody_is_claimed_while_their_last_digest_is_not_settled(waiting, at):
    claim_due(DUE)
    DigestPreferences.objects.update(due_at=NEXT)
    (message,) = lease_waiting(NEXT, "mail")
    assert start_sending(message, NEXT)

    assert claim_due(NEXT).people == 0


def test_of_many_with_one_rhythm_only_those_who_just_changed_it_are_left(follower, late, desk):
    people = [follower(late, email=f"reader-{number}@example.org") for number in range(3)]
    DigestPreferences.objects.update(due_at=DUE)
    read = list(DigestPreferences.objects.order_by("pk"))
    DigestPreferences.objects.filter(user=people[1]).update(due_at=DUE - timedelta(hours=1))

    claimed = _claimed(read, DUE)

    assert [person.user_id for person in claimed] == [people[0].pk, people[2].pk]
    assert list(DigestPreferences.objects.order_by("pk").values_list("due_at", flat=True)) == [
        NEXT,
        DUE - timedelta(hours=1),
        NEXT,
    ]


def test_a_sender_leaves_half_of_who_is_due_to_the_others(follower, late, monkeypatch):
    for number in range(6):
        follower(late, email=f"reader-{number}@example.org")
    DigestPreferences.objects.update(due_at=DUE)
    monkeypatch.setattr("accounts.notices.digests.claim.SMALLEST", 1)

    assert [claim_due(DUE).people for _turn in range(4)] == [3, 1, 1, 1]
