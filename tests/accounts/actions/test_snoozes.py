"""A target is snoozed until a day: left out of one person's digests, and told afterwards."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actions.follows import UnknownThingError
from accounts.actions.snoozes import end_snooze, start_snooze
from accounts.models import Snooze
from tests.accounts.notices.digests.drafted import sections_of, was_sent
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_snoozed_target_is_left_out_and_tells_later_what_happened_meanwhile(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 3, 31))
    other = desk.promise("other", deadline=date(2024, 3, 31), timing="by_deadline")
    person = follower(target, other)
    was_sent(person, draft(person, on(2024, 4, 8)), on(2024, 4, 8))
    desk.revise(target, at=on(2024, 4, 9), value=Decimal(150))  # before the snooze, and not told yet
    start_snooze(by=person, target_id="pool", until="2024-05-10", at=on(2024, 4, 10))
    desk.report(other, at=on(2024, 4, 11), period_end=date(2024, 3, 31), value=Decimal(1))

    during = draft(person, on(2024, 4, 15))
    assert sections_of(during) == [("overdue", "other")]
    assert "Left out until the day you chose: 1 target." in during.mail.text
    was_sent(person, during, on(2024, 4, 15))
    assert sections_of(draft(person, on(2024, 5, 6))) == [("overdue", "other")]

    after = draft(person, on(2024, 5, 13))
    assert sections_of(after)[0] == ("overdue", "pool")
    assert "Revised on 9 April 2024" in after.mail.text
    was_sent(person, after, on(2024, 5, 13))
    later = draft(person, on(2024, 5, 20))
    assert "Revised" not in later.mail.text


def test_what_a_digest_told_that_was_on_its_way_is_not_told_again(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 3, 31))
    other = desk.promise("other", deadline=date(2024, 3, 31), timing="by_deadline")
    person = follower(target, other)
    was_sent(person, draft(person, on(2024, 4, 8)), on(2024, 4, 8))
    desk.revise(target, at=on(2024, 4, 9), value=Decimal(150))
    waits = draft(person, on(2024, 4, 15))
    start_snooze(by=person, target_id="pool", until="2024-05-10", at=on(2024, 4, 15, 4))
    was_sent(person, waits, on(2024, 4, 15))
    desk.report(other, at=on(2024, 4, 16), period_end=date(2024, 3, 31), value=Decimal(1))
    was_sent(person, draft(person, on(2024, 4, 22)), on(2024, 4, 22))

    assert "Revised on 9 April 2024" in waits.mail.text
    assert "Revised" not in draft(person, on(2024, 5, 13)).mail.text


def test_a_snooze_is_of_one_person_and_chain_and_ends_early_if_they_want(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 3, 31))
    link = desk.revise(target, at=on(2024, 3, 20), value=Decimal(150))
    sleeper, other = follower(target.indicator.programme), follower(target)
    start_snooze(by=sleeper, target_id=link.pk, until="2024-12-31", at=on(2024, 4, 1))

    assert draft(sleeper, on(2024, 4, 8)) is None
    assert sections_of(draft(other, on(2024, 4, 8))) == [("overdue", "pool")]
    assert end_snooze(by=sleeper, target_id="pool", at=on(2024, 4, 9)) is True
    assert end_snooze(by=sleeper, target_id="pool", at=on(2024, 4, 9)) is False
    assert sections_of(draft(sleeper, on(2024, 4, 15))) == [("overdue", "pool")]


def test_snoozing_again_moves_the_day_and_forgets_nothing(follower, desk, on):
    person = follower(desk.promise())
    first = start_snooze(by=person, target_id="pool", until="2024-05-01", at=on(2024, 4, 1))
    again = start_snooze(by=person, target_id="pool", until="2024-06-01", at=on(2024, 4, 10))

    assert again.pk == first.pk
    assert again.quiet_since == first.quiet_since
    assert again.ends_at == datetime(2024, 5, 31, 19, tzinfo=UTC)  # midnight in Almaty


@pytest.mark.parametrize(
    "until", ["", "tomorrow", "2024-13-01", "2024-04-01", "2023-01-01", "2026-01-01", "20240501", "\0"]
)
def test_a_day_that_cannot_be_is_refused_and_said(follower, desk, on, until):
    person = follower(desk.promise())

    with pytest.raises(ValidationError, match="not"):
        start_snooze(by=person, target_id="pool", until=until, at=on(2024, 4, 1))
    assert not Snooze.objects.exists()


def test_what_is_not_there_cannot_be_snoozed(on):
    with pytest.raises(UnknownThingError):
        start_snooze(by=UserFactory(), target_id="no-such", until="2024-05-01", at=on(2024, 4, 1))


def test_pages_show_what_is_snoozed_and_have_it_back(client, follower, desk):
    person = follower(desk.promise())
    client.force_login(person)
    until = timezone.localdate() + timedelta(days=40)
    for bad in ("", "never", "2001-01-01"):
        page = client.post("/following/snooze/", {"target": "pool", "until": bad}, follow=True).content.decode()
        assert "not a date" in page or "not one of them" in page
    data = {"target": "pool", "until": until.isoformat(), "next": "/targets/pool/"}
    page = client.post("/following/snooze/", data, follow=True).content.decode()
    assert "Snoozed: your digests leave this target out until" in page
    assert "Unsnooze" in page
    assert "snoozed until" in client.get("/following/").content.decode()

    client.post("/following/snooze/", {"target": "pool", "want": "wake"})
    assert "snoozed until" not in client.get("/following/").content.decode()
    assert client.post("/following/snooze/", {"target": "none", "until": until.isoformat()}).status_code == 404
