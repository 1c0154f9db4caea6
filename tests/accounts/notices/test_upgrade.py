"""A new version of the method sends no messages: a renamed status is no news."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.actions.alerts import set_alerts
from accounts.models import DigestPreferences, Follow, Message
from accounts.notices.alerts.sweep import sweep_alerts
from accounts.notices.digests.sweep import sweep_mail
from accounts.notices.reminders.sweep import sweep_reminders
from projects.actions.refresh import refresh_due, refresh_outdated
from tests.of_an_earlier_method import judged_by_version_1

pytestmark = pytest.mark.django_db

MONDAY = datetime(2025, 3, 3, 3, tzinfo=UTC)
UPGRADED = datetime(2025, 3, 5, 9, tzinfo=UTC)
NEXT_MONDAY = datetime(2025, 3, 10, 3, tzinfo=UTC)


@pytest.fixture
def watcher(desk, follower, postbox):
    """Somebody with alerts on everything, told by version 1 of a silent target and of one that is still owed."""
    silent = desk.promise("silent", deadline=date(2024, 12, 31))
    owed = desk.promise("owed", deadline=date(2024, 12, 31), timing="by_deadline")
    short = desk.promise("short", deadline=date(2025, 3, 1), timing="by_deadline")
    person = follower(silent, owed, short, email="aigul@example.org", at=datetime(2024, 12, 1, tzinfo=UTC))
    for target in (silent, owed, short):
        set_alerts(by=person, target_id=target.pk, wanted=True, at=datetime(2024, 12, 1, tzinfo=UTC))
    year = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "value": 90}
    desk.report(owed, at=datetime(2025, 3, 3, 1, tzinfo=UTC), **year)
    desk.report(short, at=datetime(2025, 3, 2, 1, tzinfo=UTC), **year)
    refresh_due(as_of=MONDAY.date(), at=MONDAY)
    sweep_alerts(MONDAY + timedelta(hours=1))
    sweep_reminders(MONDAY)
    DigestPreferences.objects.filter(user=person).update(due_at=MONDAY)
    sweep_mail(lambda: MONDAY)
    judged_by_version_1()
    return person


def messages():
    return Message.objects.count()


def test_an_upgrade_brings_no_alert_and_no_news(watcher):
    before = messages()
    assert before

    refresh_outdated(as_of=UPGRADED.date(), at=UPGRADED)

    assert sweep_alerts(UPGRADED) == 0
    assert sweep_alerts(UPGRADED + timedelta(days=3)) == 0
    assert sweep_reminders(UPGRADED) == 0
    assert messages() == before
    sweep_mail(lambda: NEXT_MONDAY)
    digest = Message.objects.digests().latest("id")
    assert digest.subject == "Nothing new; 1 target overdue, 2 without a final report"


def test_while_verdicts_wait_to_be_rebuilt_nobody_is_told_anything(watcher):
    before, due = messages(), DigestPreferences.objects.get(user=watcher).due_at

    assert sweep_alerts(UPGRADED) == 0
    assert sweep_mail(lambda: NEXT_MONDAY)["held"] == 1
    assert sweep_reminders(NEXT_MONDAY) == 0
    with pytest.raises(CommandError, match="refresh_assessments --outdated"):
        call_command("send_digests", now="2025-03-10T08:00")
    assert (messages(), DigestPreferences.objects.get(user=watcher).due_at) == (before, due)

    refresh_outdated(as_of=NEXT_MONDAY.date(), at=NEXT_MONDAY)
    sweep_mail(lambda: NEXT_MONDAY)
    assert messages() == before + 1, "who was due has stayed due"


def test_a_deadline_passed_since_is_told_after_the_upgrade(desk, watcher, follower):
    due = desk.promise("due", deadline=date(2025, 3, 4), at=datetime(2024, 12, 2, tzinfo=UTC))
    judged_by_version_1()
    person = follower(due, at=MONDAY)

    refresh_outdated(as_of=UPGRADED.date(), at=UPGRADED)
    sweep_mail(lambda: NEXT_MONDAY)

    assert Message.objects.digests().get(user=person).subject == "1 target without a final report (1 newly)"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("status=overdue", "status=overdue&status=unreported"),
        (
            "status=missed&status=overdue&sector=housing",
            "status=missed&status=overdue&status=unreported&sector=housing",
        ),
        ("overdue=true", "overdue=true"),
        ("status=missed", "status=missed"),
        ("search=status%3Doverdue", "search=status%3Doverdue"),
    ],
)
def test_who_followed_a_search_for_what_is_overdue_hears_of_both(follower, before, after):
    person = follower()
    Follow.objects.create(user=person, search=before, name="mine", created_at=MONDAY)

    import_module("accounts.migrations.0011_past_the_deadline").widen_searches(apps, None)

    assert Follow.objects.get(user=person).search == after


def test_a_search_followed_in_both_forms_is_followed_once(follower):
    person = follower()
    for search in ("status=overdue", "status=overdue&status=unreported"):
        Follow.objects.create(user=person, search=search, name=search, created_at=MONDAY)

    import_module("accounts.migrations.0011_past_the_deadline").widen_searches(apps, None)

    assert Follow.objects.get(user=person).search == "status=overdue&status=unreported"
