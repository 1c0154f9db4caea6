"""Messages to a web hook beside or instead of mail: once each, and not delayed by a stopped address."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.actions.web_hooks import add_hook
from accounts.delivery.stops import allow_address, stop_address
from accounts.models import DigestPreferences, Message, StoppedAddress
from accounts.notices.digests.sweep import sweep_mail, sweep_other_channels
from projects.actions.refresh import refresh_due
from projects.reports.overviews.news import report_key

pytestmark = pytest.mark.django_db

DUE = datetime(2024, 7, 8, 3, tzinfo=UTC)
WEEK = timedelta(weeks=1)


@pytest.fixture
def targets(desk):
    return [desk.promise("late", deadline=date(2024, 6, 30)), desk.promise("open", deadline=date(2024, 12, 31))]


@pytest.fixture
def person(follower, targets, receiver):
    """Somebody with a hook whose first digest is due, about a target that was due on 30 June."""
    person = follower(*targets, email="aigul@example.org")
    DigestPreferences.objects.filter(user=person).update(due_at=DUE)
    add_hook(by=person, url=receiver.url, at=DUE)
    return person


def week(number):
    """Everything that the schedule does when the digest of that week is due."""
    at = DUE + number * WEEK
    refresh_due(as_of=timezone.localdate(at), at=at - timedelta(minutes=1))
    sweep_mail(lambda: at)
    sweep_other_channels(lambda: at)


def news_at_the_hook(receiver):
    return [[key for item in body["data"]["items"] for key in item["told"]] for body in receiver.bodies]


def test_a_stopped_address_keeps_no_news_from_the_hook_and_repeats_none_there(
    person, targets, desk, receiver, postbox
) -> None:
    postbox.answers["aigul@example.org"] = "550 5.1.1 no such mailbox"
    week(0)
    first = desk.report(targets[1], at=DUE + timedelta(days=1), period_end=date(2024, 5, 31))
    week(1)
    week(2)
    second = desk.report(targets[1], at=DUE + 2 * WEEK + timedelta(days=1), period_end=date(2024, 6, 30))
    week(3)

    assert postbox.taken == []
    news = news_at_the_hook(receiver)
    assert news[0] == ["status:late:unreported"]
    assert [report_key(first.pk, targets[1].pk)] in news
    assert [report_key(second.pk, targets[1].pk)] in news
    keys = [key for of_one in news for key in of_one]
    assert len(keys) == len(set(keys))


def test_when_mail_goes_again_it_tells_all_and_the_hook_only_what_is_new_to_it(
    person, targets, desk, receiver, postbox
) -> None:
    stop_address(address=person.email, reason=StoppedAddress.Reason.BOUNCED, detail="", at=DUE)
    week(0)
    first = desk.report(targets[1], at=DUE + timedelta(days=1), period_end=date(2024, 5, 31))
    week(1)
    allow_address(stopped=StoppedAddress.objects.get(), by=person, at=DUE + timedelta(days=8))
    second = desk.report(targets[1], at=DUE + timedelta(days=9), period_end=date(2024, 6, 30))
    week(2)

    (mail,) = Message.objects.digests()
    keys = {key for item in mail.items for key in item["told"]}
    assert keys == {"status:late:unreported", report_key(first.pk, targets[1].pk), report_key(second.pk, targets[1].pk)}
    assert (len(postbox.taken), mail.state) == (1, "sent")
    assert news_at_the_hook(receiver)[-1] == [report_key(second.pk, targets[1].pk)]
    starts = Message.objects.filter(channel="webhook").order_by("id").values_list("window_start", "window_end")
    assert [late[0] == early[1] for early, late in zip(starts, list(starts)[1:], strict=False)] == [True, True]


def test_a_mail_that_failed_is_made_good_by_mail_and_not_repeated_at_the_hook(
    person, targets, desk, receiver, postbox
) -> None:
    postbox.answers["aigul@example.org"] = "554 5.7.1 looks like spam"
    week(0)
    postbox.answers.clear()
    report = desk.report(targets[1], at=DUE + timedelta(days=1), period_end=date(2024, 5, 31))
    week(1)

    subject = Message.objects.digests().get(state="sent").subject
    assert subject == "1 target without a final report (1 newly), 1 reported on"
    assert news_at_the_hook(receiver) == [["status:late:unreported"], [report_key(report.pk, targets[1].pk)]]


def test_what_failed_at_the_hook_as_well_is_in_the_next_copy(person, receiver, postbox) -> None:
    stop_address(address=person.email, reason=StoppedAddress.Reason.BOUNCED, detail="", at=DUE)
    week(0)
    Message.objects.update(state="failed")
    week(1)

    assert news_at_the_hook(receiver) == [["status:late:unreported"]] * 2
