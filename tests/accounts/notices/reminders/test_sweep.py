"""Reminders through the ledger: due and not yet sent, whatever was missed, repeated or stopped."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions.digest_preferences import set_preferences
from accounts.actions.reminder_preferences import set_reminders
from accounts.models import DigestPreferences, Message, ReminderPreferences, Snooze, ToldItem
from accounts.notices.digests.sweep import sweep_mail
from accounts.notices.reminders.sweep import sweep_reminders
from projects.actions.refresh import refresh_assessments
from projects.actions.rename_row import rename_row
from tests.factories import OutcomeFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

HOUR = 3  # UTC, 08:00 in Almaty


def morning(month, day, year=2024):
    return datetime(year, month, day, HOUR, tzinfo=UTC)


@pytest.fixture
def pool(desk):
    """Due on 31 December 2024, nothing reported."""
    return desk.promise("pool", deadline=date(2024, 12, 31))


@pytest.fixture
def watcher(follower, pool):
    person = follower(pool, email="aigul@example.org")
    DigestPreferences.objects.filter(user=person).update(cadence="off", due_at=None)  # a reminder is no digest
    return person


def subjects(person):
    return list(Message.objects.filter(user=person, kind="reminder").order_by("id").values_list("subject", flat=True))


def look_every_day(first, last):
    at = first
    while at <= last:
        refresh_assessments(as_of=at.date(), at=at)
        sweep_reminders(at)
        at += timedelta(days=1)


def test_a_watcher_is_reminded_30_7_and_1_day_before_and_on_the_day_after(watcher) -> None:
    look_every_day(morning(11, 25), morning(1, 20, 2025))
    assert subjects(watcher) == [
        "Reminder: 1 due within a month",
        "Reminder: 1 due within a week",
        "Reminder: 1 due within a day",
        "Reminder: 1 past the deadline",
    ]
    days = Message.objects.filter(user=watcher).order_by("id").values_list("key", flat=True)
    assert list(days) == ["day:2024-12-01", "day:2024-12-24", "day:2024-12-30", "day:2025-01-01"]


@pytest.mark.parametrize(
    ("language", "owed", "silent", "ceiling"),
    [
        ("en", "1 day overdue.", "No final report for 1 day.", "Not assessable. The deadline passed 1 day ago."),
        (
            "ru",
            "Просрочено на 1 день.",
            "Итогового отчёта нет уже 1 день.",
            "Нельзя оценить. Срок прошёл 1 день назад.",
        ),
        ("kk", "Мерзімінен 1 күн өтті.", "1 күн бойы қорытынды есеп жоқ.", "Мерзімі 1 күн бұрын бітті."),
    ],
)
def test_the_day_after_a_deadline_it_says_which_it_is(desk, follower, language, owed, silent, ceiling) -> None:
    """Owed according to a report, without any report, or a ceiling with an unknown result."""
    on = {"deadline": date(2024, 12, 31)}
    targets = {"owed": owed, "silent": silent, "ceiling": ceiling}
    promises = [
        desk.promise("owed", timing="by_deadline", **on),
        desk.promise("silent", **on),
        desk.promise("ceiling", qualifier="at_most", **on),
    ]
    year = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "value": 90}
    desk.report(promises[0], at=morning(12, 31), **year)
    person = follower(*promises)
    DigestPreferences.objects.filter(user=person).update(cadence="off", due_at=None, language=language)
    look_every_day(morning(12, 31), morning(1, 1, 2025))

    text = Message.objects.filter(user=person).latest("id").text.replace("\N{NO-BREAK SPACE}", " ")

    assert [words for words in targets.values() if words not in text] == []


def test_the_reminder_says_what_is_due_and_goes_out(watcher, postbox) -> None:
    sweep_reminders(morning(12, 24))
    sweep_mail(lambda: morning(12, 24))

    message = postbox.message()
    text = message.get_body(("plain",)).get_content()
    assert message["To"] == "aigul@example.org"
    assert "180 projects in 2024 – Projects launched" in text
    assert "/targets/pool/" in text
    stop = message["List-Unsubscribe"].strip("<> \n")
    assert stop in text
    assert "/following/reminders/stop/" in stop
    assert message.get_body(("html",)).get_content().count("/targets/pool/") == 1


def test_a_day_looked_at_twice_reminds_once(watcher) -> None:
    assert sweep_reminders(morning(12, 24)) == 1
    ReminderPreferences.objects.update(next_at=morning(12, 24))  # as if two sweeps had read the same moment
    assert sweep_reminders(morning(12, 24)) == 0
    assert ToldItem.objects.count() == 2  # the week, and the month that nobody was told of


def test_a_step_is_told_once_though_its_promise_has_another_id_by_then(desk, watcher, pool) -> None:
    assert sweep_reminders(morning(12, 24)) == 1
    rename_row(row=pool, new_id="swimming-pool", by=desk.editor, at=morning(12, 24))
    assert sweep_reminders(morning(12, 25)) == 0


def test_a_deadline_that_moves_on_the_very_day_brings_no_reminder(desk, watcher, pool) -> None:
    """Announced for that day and recorded before: the stored verdict is of yesterday until it is judged anew."""
    new = {"announced": date(2024, 12, 24), "deadline": date(2025, 6, 30)}
    desk.revise(pool, at=morning(12, 20), **new)
    assert sweep_reminders(morning(12, 24)) == 0


def test_a_week_without_a_worker_loses_no_reminder(watcher) -> None:
    sweep_reminders(morning(12, 20))
    assert sweep_reminders(morning(12, 28)) == 1
    assert subjects(watcher)[-1] == "Reminder: 1 due within a week"


def test_a_clock_set_back_reminds_nobody_twice(watcher) -> None:
    assert sweep_reminders(morning(12, 30)) == 1
    ReminderPreferences.objects.update(next_at=morning(12, 24))
    assert sweep_reminders(morning(12, 24)) == 0


def test_what_a_failed_message_was_to_tell_is_told_the_next_day(watcher) -> None:
    sweep_reminders(morning(12, 24))
    Message.objects.update(state="failed", sending_at=morning(12, 24), settled_at=morning(12, 24), next_attempt_at=None)
    assert sweep_reminders(morning(12, 25)) == 1
    assert sweep_reminders(morning(12, 26)) == 0


def test_what_is_decided_or_snoozed_is_no_reminder(desk, follower, pool) -> None:
    early = desk.promise("early", deadline=date(2024, 12, 31))
    desk.report(early, at=morning(8, 1), value=400)
    person = follower(pool, early)
    Snooze.objects.create(user=person, target=pool, quiet_since=morning(12, 1), ends_at=morning(1, 1, 2025))
    assert sweep_reminders(morning(12, 24)) == 0


def test_many_deadlines_are_one_mail(desk, follower) -> None:
    targets = [desk.promise(f"pool-{number}", deadline=date(2024, 12, 31)) for number in range(3)]
    targets.append(desk.promise("sooner", deadline=date(2024, 12, 25)))
    person = follower(*targets)
    sweep_reminders(morning(12, 24))
    assert subjects(person) == ["Reminder: 1 due within a day, 3 due within a week"]


def test_queries_do_not_grow_with_people_and_follows(desk, follower) -> None:
    from django.db import connection

    def looked(people, targets, day):
        ids = [desk.promise(f"of-{day}-{number}", deadline=date(2024, 12, 31)) for number in range(targets)]
        for _ in range(people):
            follower(*ids)
        with CaptureQueriesContext(connection) as queries:
            assert sweep_reminders(morning(12, day)) == people
        return len([query for query in queries if not query["sql"].startswith(("UPDATE", "SAVEPOINT", "RELEASE"))])

    few = looked(1, 1, 2)
    ReminderPreferences.objects.update(deadlines=False, desk=False, next_at=None)
    assert looked(4, 6, 3) <= few + 1


def test_who_wants_no_reminders_is_not_looked_after(watcher) -> None:
    set_reminders(by=watcher, at=morning(12, 1), deadlines=False, desk=False)
    assert sweep_reminders(morning(12, 24)) == 0
    assert ReminderPreferences.objects.get(user=watcher).next_at is None
    set_reminders(by=watcher, at=morning(12, 24), deadlines=True, desk=True)
    assert ReminderPreferences.objects.get(user=watcher).next_at == morning(12, 25)


def test_reminders_follow_the_hour_of_the_digest(watcher) -> None:
    set_preferences(by=watcher, at=morning(12, 1), hour=20)
    assert ReminderPreferences.objects.get(user=watcher).next_at == datetime(2024, 12, 1, 15, tzinfo=UTC)


def test_one_click_stops_reminders_and_nothing_else(watcher, client) -> None:
    sweep_reminders(morning(12, 24))
    stop = Message.objects.get().unsubscribe_url.removeprefix("http://127.0.0.1:8000")
    assert client.get(stop).status_code == 200
    assert ReminderPreferences.objects.get(user=watcher).deadlines
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post(stop).status_code == 200
    assert not ReminderPreferences.objects.get(user=watcher).deadlines
    assert watcher.follows.count() == 1


def test_a_token_for_digests_stops_no_reminders(watcher, client) -> None:
    from accounts.delivery.stop_tokens import token_for

    forged = reverse("stop-reminders", args=[token_for(watcher.pk)])
    assert client.post(forged).status_code == 400
    assert ReminderPreferences.objects.get(user=watcher).deadlines


def test_the_page_of_preferences_chooses_reminders(watcher, client) -> None:
    client.force_login(watcher)
    page = client.get(reverse("following-preferences"))
    assert 'name="deadlines" checked' in page.content.decode()
    client.post(reverse("following-reminders"), {})
    assert not ReminderPreferences.objects.get(user=watcher).deadlines
    assert 'name="deadlines" checked' not in client.get(reverse("following-preferences")).content.decode()


def test_an_editor_hears_of_a_deadline_without_a_final_figure_once(pool) -> None:
    editor = UserFactory(editor=True, date_joined=morning(3, 1))
    ReminderPreferences.objects.get_or_create_for(editor, at=morning(12, 30))
    look_every_day(morning(12, 31), morning(1, 10, 2025))
    assert subjects(editor) == ["Reminder: 1 without a final figure"]


def test_an_editor_hears_when_a_report_is_due(desk) -> None:
    target = desk.promise("pool", deadline=date(2025, 12, 31), window_start=date(2025, 1, 1))
    target.indicator.reporting_interval_days = 30
    target.indicator.save()
    desk.report(target, at=morning(2, 3, 2025), period_start=date(2025, 1, 1), period_end=date(2025, 1, 31))
    editor = UserFactory(editor=True, date_joined=morning(3, 1))
    ReminderPreferences.objects.get_or_create_for(editor, at=morning(2, 3, 2025))
    look_every_day(morning(2, 4, 2025), morning(3, 20, 2025))
    assert subjects(editor) == ["Reminder: 1 to report on"]
    assert Message.objects.get(user=editor).key == "day:2025-03-03"


def test_a_correction_without_a_reason_waits_for_others_than_who_entered_it(desk, pool) -> None:
    wrong = desk.report(pool, at=morning(7, 10))
    other = SourceFactory(publisher="A newspaper", published=date(2024, 7, 20))
    # By hand it is refused; an import lets it in and says that it does not count.
    columns = {"indicator": pool.indicator, "source": other, "corrects": wrong, "value": 80}
    OutcomeFactory(recorded_by=desk.editor, recorded_at=morning(7, 20), **columns)
    colleague = UserFactory(editor=True, date_joined=morning(3, 1))
    for person in (desk.editor, colleague):
        type(person).objects.filter(pk=person.pk).update(date_joined=morning(3, 1))
        ReminderPreferences.objects.get_or_create_for(person, at=morning(7, 20))
    sweep_reminders(morning(7, 21))
    assert subjects(colleague) == ["Reminder: 1 to explain"]
    assert subjects(desk.editor) == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_reminder_speaks_the_persons_language(watcher, language) -> None:
    DigestPreferences.objects.filter(user=watcher).update(language=language)
    sweep_reminders(morning(12, 24))
    message = Message.objects.get()
    assert "ToldItem" not in message.subject + message.text
    assert f"/{language}/targets/pool/" in message.text
