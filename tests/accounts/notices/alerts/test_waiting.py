"""Alerts wait ten minutes after a claim is recorded, and tell what then stands."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from accounts.models import Message, TelegramChat, WebHook
from accounts.notices.alerts.sweep import sweep_alerts
from projects.actions.correct_outcome import correct_outcome
from projects.actions.erase_claim import erase_claim
from projects.models import Outcome
from tests.factories import OutcomeFactory, SourceFactory

pytestmark = pytest.mark.django_db

CHOSEN = datetime(2024, 7, 1, 9, tzinfo=UTC)
ENTERED = datetime(2024, 7, 10, 9, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[4]


def after(minutes):
    return ENTERED + timedelta(minutes=minutes)


def texts():
    return list(Message.objects.filter(channel="mail").order_by("id").values_list("text", flat=True))


def test_news_waits_ten_minutes(desk, pool, watcher) -> None:
    desk.report(pool, at=ENTERED, value=90)
    assert [sweep_alerts(after(minutes)) for minutes in (0, 5, 9.9)] == [0, 0, 0]
    assert sweep_alerts(after(10)) == 1


def test_the_wait_can_be_chosen(desk, pool, watcher, settings) -> None:
    settings.ALERT_DELAY = timedelta(minutes=2)
    desk.report(pool, at=ENTERED, value=90)
    assert (sweep_alerts(after(1)), sweep_alerts(after(2))) == (0, 1)


def test_what_was_erased_meanwhile_is_told_to_nobody(desk, pool, watcher) -> None:
    report = desk.report(pool, at=ENTERED, value=1, final=True, period_end=date(2024, 6, 30))
    erase_claim(claim=report, reason="a slip of the hand", by=desk.editor, at=after(5))
    assert [sweep_alerts(after(minutes)) for minutes in (10, 15, 30, 120)] == [0, 0, 0, 0]
    assert texts() == []


def test_what_was_corrected_meanwhile_is_told_as_it_then_stands(desk, pool, watcher) -> None:
    wrong = desk.report(pool, at=ENTERED, value=1)
    desk.report(pool, at=after(6), value=90, corrects=wrong)
    assert [sweep_alerts(after(minutes)) for minutes in (10, 15)] == [0, 0]
    assert sweep_alerts(after(16)) == 1
    (text,) = texts()
    assert "90 projects" in text
    assert "New report: 1 project" not in text
    assert sweep_alerts(after(60)) == 0


def test_a_correction_that_does_not_count_takes_nothing_away(desk, pool, watcher) -> None:
    """A correction by another publisher without a reason (R9), as an import may bring it: both are told."""
    first = desk.report(pool, at=ENTERED, value=60)
    other = SourceFactory(published=ENTERED.date(), publisher="A newspaper")
    OutcomeFactory(indicator=pool.indicator, corrects=first, source=other, recorded_at=after(1))
    assert sweep_alerts(after(11)) == 1
    assert "60 projects" in texts()[0]


def test_a_wrong_verdict_that_was_taken_back_is_never_said(desk, pool, watcher) -> None:
    """Without the wait, the figure would have decided the promise."""
    report = desk.report(pool, at=ENTERED, value=500, period_end=date(2024, 6, 30))
    erase_claim(claim=report, reason="a slip of the hand", by=desk.editor, at=after(9))
    desk.report(pool, at=after(9.5), value=90, period_end=date(2024, 6, 30))
    assert sweep_alerts(after(10)) == 0
    assert sweep_alerts(after(20)) == 1
    assert "chieved" not in texts()[0]
    assert "500" not in texts()[0]


def test_our_slip_mended_before_anybody_heard_is_told_as_a_report(desk, pool, watcher) -> None:
    wrong = desk.report(pool, at=ENTERED, value=1)
    right = correct_outcome(outcome=wrong, value=Decimal(9), by=desk.editor, at=after(2))
    correct_outcome(outcome=right, value=Decimal(90), by=desk.editor, at=after(5))
    assert sweep_alerts(after(15)) == 1
    assert "New report: 90 projects" in texts()[0]
    assert "slip" not in texts()[0]


def test_our_slip_mended_after_it_was_told_is_called_our_slip(desk, pool, watcher) -> None:
    wrong = desk.report(pool, at=ENTERED, value=1)
    assert sweep_alerts(after(10)) == 1
    right = correct_outcome(outcome=wrong, value=Decimal(9), by=desk.editor, at=after(20))
    correct_outcome(outcome=right, value=Decimal(90), by=desk.editor, at=after(25))
    assert sweep_alerts(after(35)) == 1
    assert "Our slip, corrected on 10 July 2024: 90 projects" in texts()[1]
    assert "9 projects" not in texts()[1]


def enter_all_day(desk, pool, watcher, until):
    """A report each nine minutes; returns the numbers of alerts at the minute after each."""
    numbers = []
    for number in range(until):
        at = after(9 * number)
        period = {"period_start": date(2024, 1, 1), "period_end": date(2024, 1, 1 + number)}
        desk.report(pool, at=at, value=number + 1, **period)
        numbers.append(sweep_alerts(at + timedelta(minutes=1)))
    return numbers


def test_somebody_who_enters_all_day_keeps_nobody_waiting_for_more_than_an_hour(desk, pool, watcher) -> None:
    assert enter_all_day(desk, pool, watcher, 8) == [0] * 7 + [1]
    assert Outcome.objects.count() == 8


def test_after_that_hour_only_what_is_older_than_the_delay_is_told(desk, pool, watcher) -> None:
    """The newest figure may be a slip: neither it nor the verdict on it is told."""
    enter_all_day(desk, pool, watcher, 7)
    slip = desk.report(pool, at=after(60), value=999, period_start=date(2024, 1, 1), period_end=date(2024, 3, 31))
    assert sweep_alerts(after(61)) == 1
    erase_claim(claim=slip, reason="a slip of the hand", by=desk.editor, at=after(62))
    assert sweep_alerts(after(80)) <= 1
    assert not [text for text in texts() if "999" in text or "chieved" in text]


def test_figure_that_is_being_corrected_waits_also_after_an_hour(desk, pool, watcher) -> None:
    enter_all_day(desk, pool, watcher, 6)
    slip = desk.report(pool, at=after(50), value=999, period_start=date(2024, 1, 1), period_end=date(2024, 3, 31))
    correct_outcome(outcome=slip, value=Decimal(9), by=desk.editor, at=after(58))
    assert sweep_alerts(after(62)) == 0
    assert sweep_alerts(after(68)) == 1
    assert "999" not in texts()[0]


def test_copies_wait_as_the_mail_does(desk, pool, watcher, settings) -> None:
    settings.TELEGRAM_BOT_TOKEN = "1:token"
    WebHook.objects.create(user=watcher, url="https://example.org/hook", created_at=CHOSEN)
    TelegramChat.objects.create(user=watcher, chat_id=7, code_until=CHOSEN, linked_at=CHOSEN)
    report = desk.report(pool, at=ENTERED, value=1)
    sweep_alerts(after(5))
    assert not Message.objects.exists()
    erase_claim(claim=report, reason="a slip of the hand", by=desk.editor, at=after(6))
    desk.report(pool, at=after(7), value=90)
    sweep_alerts(after(17))
    assert set(Message.objects.values_list("channel", flat=True)) == {"mail", "webhook", "telegram"}
    assert all("90 projects" in text for text in Message.objects.values_list("text", flat=True))


def test_a_digest_waits_for_nothing(desk, pool, follower, draft, on) -> None:
    person = follower(pool)
    desk.report(pool, at=on(2024, 7, 8) - timedelta(seconds=1), value=90)
    assert [item.section for item in draft(person, on(2024, 7, 8)).digest.items] == ["reported"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("given", "minutes"), [("", 10), ("0", 0), ("45", 45), ("-1", None), ("1e3", None), ("2000", None), ("ten", None)]
)
def test_the_wait_is_read_from_the_environment(given, minutes) -> None:
    code = "import json; from django.conf import settings; print(json.dumps(settings.ALERT_DELAY.total_seconds()))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tracker.settings", "ALERT_DELAY_MINUTES": given}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if minutes is None:
        assert f"ALERT_DELAY_MINUTES is '{given}': set it to a whole number from 0 to 1440" in ran.stderr
    else:
        assert json.loads(ran.stdout) == minutes * 60
