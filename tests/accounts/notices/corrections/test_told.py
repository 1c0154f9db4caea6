"""Which item of which message told a mistake: by what it named, and by how it said that things stood."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.actions.reminder_preferences import set_reminders
from accounts.models import CorrectionSearch, Message, ReminderPreferences
from accounts.notices.corrections.sweep import sweep_corrections
from accounts.notices.corrections.told import tells
from accounts.notices.reminders.sweep import sweep_reminders
from projects.actions.fix_copying_error import fix_copying_error
from projects.models import Correction
from projects.reports.overviews.untrue_news import MovedVerdict, UntrueNews

TEXT = "https://example.org/en/targets/pool/"
FIGURE = UntrueNews(outcomes=frozenset({"slip"}), moved={"pool": MovedVerdict("achieved", actual_moved=True)})
SAME_VERDICT = UntrueNews(outcomes=frozenset({"slip"}), moved={"pool": MovedVerdict("", actual_moved=True)})
PROMISE = UntrueNews(links=frozenset({"pool-2"}), deadlines=("due:pool:2024-12-31:",))


def item(*keys, **columns):
    return {"first": "pool", "target": "pool", "status": "behind", "told": list(keys), **columns}


@pytest.mark.parametrize(
    ("kind", "line", "untrue", "expected"),
    [
        ("digest", item("outcome:slip@pool"), FIGURE, True),
        ("digest", item("outcome:slip"), FIGURE, True),  # as keys once were
        ("instant", item("news:outcome:slip@pool"), FIGURE, True),
        ("digest", item("dispute:pool:another+slip", again=True), SAME_VERDICT, True),
        ("digest", item("dispute:pool:another+slip-2", again=True), SAME_VERDICT, False),
        ("digest", item("outcome:slip-2@pool", again=True), FIGURE, False),
        ("digest", item(status="achieved", again=True), FIGURE, True),
        ("digest", item(status="behind", again=True), FIGURE, False),
        ("digest", item(status="behind", backlog=True), SAME_VERDICT, False),
        ("digest", item("link:other"), SAME_VERDICT, True),  # in full: it says the figure so far
        ("digest", item("link:other", first="elsewhere"), SAME_VERDICT, False),
        ("digest", item("link:pool-2"), PROMISE, True),
        ("digest", item("link:pool-21"), PROMISE, False),
        ("digest", item("outcome:slip@pool", target="left-out"), FIGURE, False),  # there was no room for it
        ("reminder", {"key": "due:pool:2024-12-31:7"}, PROMISE, True),
        ("reminder", {"key": "past:pool:2024-12-31:1"}, PROMISE, True),
        ("reminder", {"key": "due:pool:2024-12-30:7"}, PROMISE, False),
        ("reminder", {"key": "due:pool-2:2024-12-31:7"}, PROMISE, False),
        ("instant", {"target": "pool", "status": "behind", "told": []}, FIGURE, False),  # as alerts once were
    ],
)
def test_item_told_it_or_not(kind, line, untrue, expected):
    assert tells(line, kind, TEXT, untrue) is expected


@pytest.mark.django_db
def test_reminder_of_a_deadline_that_never_was_is_corrected(desk, follower):
    promise = desk.promise("pool", deadline=date(2024, 7, 12))
    person = follower(promise, email="aigul@example.org")
    due = datetime(2024, 7, 5, 3, tzinfo=UTC)
    set_reminders(by=person, deadlines=True, desk=False, at=due - timedelta(hours=1))
    ReminderPreferences.objects.filter(user=person).update(next_at=due)
    assert sweep_reminders(due) == 1
    Message.objects.update(state="sent", sending_at=due, settled_at=due, next_attempt_at=None)
    how = {"reason": "The year.", "by": desk.editor, "at": due + timedelta(hours=1)}
    fix_copying_error(target=promise, deadline=date(2025, 7, 12), **how)
    assert sweep_corrections(due + timedelta(hours=2)) == 1
    message = Message.objects.get(kind="correction")
    assert "by 12 July 2024" in message.text
    assert "What is right: 180 projects, by 12 July 2025." in message.text
    assert "/reminders/stop/" in message.unsubscribe_url


@pytest.mark.django_db
def test_outbox_is_looked_through_until_an_hour_after(desk):
    promise = desk.promise("pool")
    at = datetime(2024, 7, 5, 3, tzinfo=UTC)
    fix_copying_error(target=promise, reason="The year.", deadline=date(2025, 7, 12), by=desk.editor, at=at)
    for minutes in (1, 59, 61, 300):
        sweep_corrections(at + timedelta(minutes=minutes))
    search = CorrectionSearch.objects.get(correction=Correction.objects.get())
    assert search.looked_until_at == at + timedelta(minutes=61)
