"""`send_digests --user EMAIL --early`: the next digest now, in the place of the one at its hour."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from accounts.models import DigestPreferences, Message
from accounts.notices.digests.sweep import sweep_mail

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2024, 7, 9, 9, tzinfo=UTC)
MONDAY = datetime(2024, 7, 15, 3, tzinfo=UTC)
WEEK = timedelta(weeks=1)


@pytest.fixture
def pool(desk):
    return desk.promise("pool", deadline=date(2030, 12, 31))


@pytest.fixture
def person(follower, pool):
    person = follower(pool, email="aigul@example.org")
    DigestPreferences.objects.filter(user=person).update(due_at=MONDAY)
    return person


def early(at=TUESDAY):
    call_command("send_digests", user="aigul@example.org", early=True, now=at.isoformat())


def promised(person):
    return DigestPreferences.objects.get(user=person).due_at


def test_it_is_sent_now_and_stands_for_the_one_at_its_hour(person, pool, desk, postbox) -> None:
    desk.report(pool, at=TUESDAY - timedelta(hours=1), value=90)
    early()
    assert postbox.recipients == ["aigul@example.org"]
    assert Message.objects.get().key == "weekly:2024-W29"
    assert promised(person) == MONDAY + WEEK
    desk.report(pool, at=TUESDAY + timedelta(hours=1), value=91, period_end=date(2024, 5, 31))
    sweep_mail(lambda: MONDAY)
    assert len(postbox.taken) == 1
    sweep_mail(lambda: MONDAY + WEEK)
    assert "91 projects" in postbox.message().get_body(("plain",)).get_content()


def test_with_nothing_to_say_the_promise_stays(person, postbox) -> None:
    early()
    assert (postbox.taken, promised(person)) == ([], MONDAY)


def test_asked_twice_it_sends_what_is_new_since(person, pool, desk, postbox) -> None:
    desk.report(pool, at=TUESDAY - timedelta(hours=1), value=90)
    early()
    early(TUESDAY + timedelta(minutes=5))
    assert len(postbox.taken) == 1
    desk.report(pool, at=TUESDAY + timedelta(minutes=6), value=91, period_end=date(2024, 5, 31))
    early(TUESDAY + timedelta(minutes=7))
    assert len(postbox.taken) == 2
    assert promised(person) == MONDAY + 2 * WEEK


def test_a_dry_run_prints_it_and_sends_nothing(person, pool, desk, postbox, capsys) -> None:
    desk.report(pool, at=TUESDAY - timedelta(hours=1), value=90)
    call_command("send_digests", user="aigul@example.org", early=True, dry_run=True, now=TUESDAY.isoformat())
    assert "New report: 90 projects" in capsys.readouterr().out
    assert (postbox.taken, promised(person)) == ([], MONDAY)


def test_it_is_for_one_person_only(person) -> None:
    with pytest.raises(CommandError, match="--early is for one person: add --user EMAIL"):
        call_command("send_digests", early=True)
    DigestPreferences.objects.filter(user=person).update(cadence="off", due_at=None)
    early()
    assert not Message.objects.exists()
