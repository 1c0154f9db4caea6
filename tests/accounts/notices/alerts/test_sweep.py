"""Instant alerts: news of chosen targets within minutes, each piece once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.actions.alerts import set_alerts
from accounts.models import DigestPreferences, Follow, Message, Snooze, ToldItem, WebHook
from accounts.notices.alerts.sweep import sweep_alerts
from accounts.notices.digests.sweep import sweep_mail
from projects.actions.refresh import refresh_assessments
from projects.actions.rename_row import rename_row

pytestmark = pytest.mark.django_db

CHOSEN = datetime(2024, 7, 1, 9, tzinfo=UTC)
ENTERED = datetime(2024, 7, 10, 9, tzinfo=UTC)
WAIT = timedelta(minutes=10)
NOW = ENTERED + WAIT  # when what was entered then is told


def subjects():
    return list(Message.objects.filter(kind="instant", channel="mail").order_by("id").values_list("subject", flat=True))


def test_a_report_is_told_at_once_and_once(desk, pool, watcher, postbox) -> None:
    assert sweep_alerts(NOW) == 0
    desk.report(pool, at=ENTERED, value=90)
    assert sweep_alerts(NOW + timedelta(minutes=1)) == 1
    assert sweep_alerts(NOW + timedelta(minutes=2)) == 0
    sweep_mail(lambda: NOW + timedelta(minutes=2))
    assert postbox.recipients == ["aigul@example.org"]
    text = postbox.message().get_body(("plain",)).get_content()
    assert "New report: 90 projects" in text
    assert "/following/alerts/stop/" in postbox.message()["List-Unsubscribe"]


def test_each_later_piece_of_news_is_an_alert_without_the_earlier(desk, pool, watcher) -> None:
    desk.report(pool, at=ENTERED, value=90)
    sweep_alerts(NOW)
    later = NOW + timedelta(days=1)
    desk.revise(pool, at=later - WAIT, value=150)
    assert sweep_alerts(later) == 1
    assert subjects()[-1] == "150 projects in 2024: revised"
    assert "New report" not in Message.objects.order_by("id").last().text


def test_a_verdict_that_comes_back_another_day_is_news_again(desk, pool, watcher) -> None:
    passed = datetime(2025, 1, 1, 9, tzinfo=UTC)
    refresh_assessments(as_of=passed.date(), at=passed - WAIT)
    assert sweep_alerts(passed) == 1
    assert subjects() == ["180 projects in 2024: no final report"]
    refresh_assessments(as_of=date(2025, 1, 3), at=passed + timedelta(days=2))
    assert sweep_alerts(passed + timedelta(days=2)) == 0


@pytest.mark.parametrize("renamed", ["target", "outcome"])
def test_what_was_told_is_no_news_under_another_id(desk, pool, watcher, renamed) -> None:
    outcome = desk.report(pool, at=ENTERED, value=90)
    assert sweep_alerts(NOW) == 1
    rename_row(row=pool if renamed == "target" else outcome, new_id="swimming-pool", by=desk.editor, at=NOW)
    assert sweep_alerts(NOW + timedelta(hours=2)) == 0


def test_what_happened_before_the_choice_is_not_told(desk, pool, follower) -> None:
    desk.report(pool, at=ENTERED, value=90)
    late = follower(pool)
    set_alerts(by=late, target_id="pool", wanted=True, at=NOW + timedelta(hours=1))
    assert sweep_alerts(NOW + timedelta(hours=2)) == 0


def test_kinds_and_snoozes_hold_for_alerts_too(desk, pool, watcher) -> None:
    DigestPreferences.objects.filter(user=watcher).update(kinds=["decided"])
    desk.report(pool, at=ENTERED, value=90)
    assert sweep_alerts(NOW) == 0
    DigestPreferences.objects.filter(user=watcher).update(kinds=["reported"])
    Snooze.objects.create(user=watcher, target=pool, quiet_since=NOW, ends_at=NOW + timedelta(days=2))
    assert sweep_alerts(NOW) == 0
    assert sweep_alerts(NOW + timedelta(days=2)) == 1


def test_alerts_that_failed_are_told_again(desk, pool, watcher) -> None:
    desk.report(pool, at=ENTERED, value=90)
    sweep_alerts(NOW)
    Message.objects.update(state="failed", sending_at=NOW, settled_at=NOW, next_attempt_at=None)
    desk.revise(pool, at=ENTERED + timedelta(hours=1), value=150)
    assert sweep_alerts(NOW + timedelta(hours=1)) == 1
    assert "New report" in Message.objects.order_by("id").last().text


def fail(at):
    """What waits, or was tried, is given up."""
    gone = {"state": "failed", "sending_at": at, "settled_at": at, "next_attempt_at": None}
    Message.objects.filter(state="pending").update(**gone)


def test_alert_that_failed_is_told_again_by_itself_later_each_time(desk, pool, watcher, postbox) -> None:
    desk.report(pool, at=ENTERED, value=90)
    moment, hours = NOW, [1, 2, 4, 8, 16]
    assert sweep_alerts(moment) == 1
    for pause in hours:
        fail(moment)
        assert sweep_alerts(moment + timedelta(hours=pause, minutes=-1)) == 0
        moment += timedelta(hours=pause)
        assert sweep_alerts(moment) == 1
        assert sweep_alerts(moment) == 0, "it is under way"
    assert Message.objects.count() == len(hours) + 1
    assert ToldItem.objects.values("message").distinct().get()["message"] == Message.objects.latest("id").pk
    sweep_mail(lambda: moment)
    assert postbox.recipients == ["aigul@example.org"]
    assert sweep_alerts(moment + timedelta(days=1)) == 0, "it was told"


def test_alert_that_failed_again_and_again_is_left_to_the_digest(desk, pool, watcher) -> None:
    desk.report(pool, at=ENTERED, value=90)
    moment = NOW
    while sweep_alerts(moment):
        fail(moment)
        moment += timedelta(hours=20)
    assert Message.objects.count() == 6
    assert sweep_alerts(NOW + timedelta(days=6)) == 0


def test_hook_that_heard_what_the_mail_did_not_hears_it_once(desk, pool, watcher) -> None:
    hook = WebHook.objects.create(user=watcher, url="https://hook.example/", created_at=NOW, secret="s" * 32)
    desk.report(pool, at=ENTERED, value=90)
    assert sweep_alerts(NOW) == 1
    sent = {"state": "sent", "sending_at": NOW, "settled_at": NOW, "next_attempt_at": None}
    Message.objects.filter(channel="webhook").update(**sent)
    fail(NOW)
    assert sweep_alerts(NOW + timedelta(hours=1)) == 1
    assert list(Message.objects.order_by("id").values_list("channel", "recipient", "state")) == [
        ("mail", "aigul@example.org", "failed"),
        ("webhook", hook.url, "sent"),
        ("mail", "aigul@example.org", "pending"),
    ]


def test_alerts_are_chosen_and_ended_on_the_page(client, pool, watcher) -> None:
    client.force_login(watcher)
    assert "told at once" in client.get(reverse("following")).content.decode()
    client.post(reverse("following-alerts"), {"target": "pool", "want": "digest"})
    assert Follow.objects.get(user=watcher).instant_since is None
    client.post(reverse("following-alerts"), {"target": "pool", "want": "instant"})
    assert Follow.objects.get(user=watcher).instant_since is not None
    assert client.post(reverse("following-alerts"), {"target": "nothing", "want": "instant"}).status_code == 404


def test_one_click_ends_all_alerts_and_no_digest(client, desk, pool, watcher) -> None:
    desk.report(pool, at=ENTERED, value=90)
    sweep_alerts(NOW)
    stop = Message.objects.get().unsubscribe_url.removeprefix("http://127.0.0.1:8000")
    assert client.get(stop).status_code == 200
    assert client.post(stop).status_code == 200
    assert client.post(stop + "x").status_code in {400, 404}
    assert Follow.objects.get(user=watcher).instant_since is None


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_alert_speaks_the_persons_language(desk, pool, watcher, language) -> None:
    DigestPreferences.objects.filter(user=watcher).update(language=language)
    desk.report(pool, at=ENTERED, value=90)
    sweep_alerts(NOW)
    message = Message.objects.get()
    assert "report" not in (message.subject + message.text).replace("/report", "").lower()
