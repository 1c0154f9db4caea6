"""Two promises of one indicator: a report on both is told once for each. A failure for one reader does not affect
others."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions.alerts import set_alerts
from accounts.models import DigestPreferences, Follow, Message, ReminderPreferences, Snooze, ToldItem
from accounts.notices import told_once
from accounts.notices.alerts import sweep as alerts
from accounts.notices.alerts.sweep import sweep_alerts
from accounts.notices.digests import claim
from accounts.notices.digests.claim import claim_due
from accounts.notices.failure_isolation import isolate_failures
from accounts.notices.reminders import sweep as reminders
from projects.actions.refresh import refresh_due
from projects.models import Indicator
from tests.accounts.notices.digests.drafted import sent_digest
from tests.factories import IndicatorFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

CHOSEN = datetime(2024, 7, 1, 9, tzinfo=UTC)
ENTERED = datetime(2024, 7, 10, 9, tzinfo=UTC)
NOW = ENTERED + timedelta(minutes=10)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def neighbours(desk):
    """Two promises of one indicator: one report is about both."""
    indicator = IndicatorFactory()
    columns = {"indicator": indicator, "window_start": date(2024, 1, 1), "timing": "by_deadline"}
    return [
        desk.promise("pool-2024", deadline=date(2024, 12, 31), **columns),
        desk.promise("pool-2025", deadline=date(2025, 12, 31), value=400, **columns),
    ]


@pytest.fixture
def choose(follower):
    def choose(*targets, email):
        person = follower(*targets, email=email)
        for target in targets:
            set_alerts(by=person, target_id=target.pk, wanted=True, at=CHOSEN)
        return person

    return choose


def items_told_to(person):
    """The targets that instant alerts told the person of, in order."""
    return [
        message.items[0]["target"] for message in Message.objects.filter(kind="instant", user=person).order_by("id")
    ]


def test_a_report_on_two_chosen_targets_is_told_for_each_and_once(desk, neighbours, choose) -> None:
    both, other = choose(*neighbours, email="both@example.org"), desk.promise("other", deadline=date(2024, 12, 31))
    alone = choose(other, email="alone@example.org")
    desk.report(neighbours[0], at=ENTERED, value=90)
    desk.report(other, at=ENTERED, value=90)

    assert sweep_alerts(NOW) == 3
    assert sorted(items_told_to(both)) == ["pool-2024", "pool-2025"]
    assert items_told_to(alone) == ["other"]
    assert sweep_alerts(NOW + MINUTE) == 0


def test_a_second_target_chosen_later_has_its_own_news(desk, neighbours, choose) -> None:
    person = choose(neighbours[0], email="aigul@example.org")
    desk.report(neighbours[0], at=ENTERED, value=90)
    assert sweep_alerts(NOW) == 1
    Follow.objects.create(user=person, target=neighbours[1], created_at=CHOSEN, instant_since=CHOSEN)
    assert sweep_alerts(NOW + MINUTE) == 1
    assert items_told_to(person) == ["pool-2024", "pool-2025"]


def test_what_was_told_under_a_key_without_a_chain_is_not_told_again(desk, neighbours, choose) -> None:
    person = choose(*neighbours, email="aigul@example.org")
    report = desk.report(neighbours[0], at=ENTERED, value=90)
    sweep_alerts(NOW)
    message = Message.objects.filter(kind="instant").first()
    ToldItem.objects.all().delete()
    ToldItem.objects.create(user=person, key=f"news:outcome:{report.pk}", message=message)
    assert sweep_alerts(NOW + MINUTE) == 0


def test_a_digest_that_was_sent_before_with_such_a_key_counts_as_told(desk, neighbours, follower, draft, on) -> None:
    person = follower(*neighbours)
    report = desk.report(neighbours[0], at=on(2024, 7, 8, 1), value=90)
    sent = draft(person, on(2024, 7, 8))
    items = [{**item.as_json(), "told": [f"outcome:{report.pk}"]} for item in sent.digest.items]
    sent_digest(person, "weekly:2024-W28", (on(2024, 7, 1), on(2024, 7, 8)), items=items)
    assert draft(person, on(2024, 7, 9)) is None


def test_a_snoozed_neighbour_hears_of_the_report_when_it_wakes(desk, neighbours, follower, draft, on) -> None:
    """News told about one promise does not count as told about the other."""
    person = follower(*neighbours)
    Snooze.objects.create(user=person, target=neighbours[1], quiet_since=on(2024, 7, 1), ends_at=on(2024, 7, 9, 0))
    desk.report(neighbours[0], at=on(2024, 7, 8, 1), value=90)
    DigestPreferences.objects.filter(user=person).update(due_at=on(2024, 7, 8), cadence="daily")
    claim_due(on(2024, 7, 8))
    Message.objects.update(state="sent", next_attempt_at=None, sending_at=on(2024, 7, 8), settled_at=on(2024, 7, 8))
    (item,) = draft(person, on(2024, 7, 9)).digest.items
    assert item.chain.first_id == "pool-2025"


def _break_for(monkeypatch, module, name, broken):
    """Let the function raise if an argument belongs to the person."""
    real = getattr(module, name)

    def breaks(*args, **kwargs):
        if broken(*args):
            raise RuntimeError("a fault of this reader")
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, breaks)


def test_a_fault_costs_only_its_own_reader_and_is_tried_again(desk, choose, monkeypatch) -> None:
    target = desk.promise("pool", deadline=date(2024, 12, 31))
    people = [choose(target, email=f"reader-{number}@example.org") for number in range(5)]
    desk.report(target, at=ENTERED, value=90)
    with monkeypatch.context() as patched:
        _break_for(patched, told_once, "enqueue", lambda drafts: people[2].pk in {draft.user_id for draft in drafts})
        assert sweep_alerts(NOW) == 4
        assert items_told_to(people[2]) == []
    assert sweep_alerts(NOW + MINUTE) == 1
    assert [items_told_to(person) for person in people] == [["pool"]] * 5


def test_a_reminder_that_fails_costs_only_its_own_reader(desk, follower, monkeypatch) -> None:
    target = desk.promise("pool", deadline=date(2024, 7, 20))
    people = [follower(target, email=f"reader-{number}@example.org") for number in range(3)]
    morning = datetime(2024, 7, 13, 3, tzinfo=UTC)
    ReminderPreferences.objects.filter(user__in=people).update(next_at=morning)
    with monkeypatch.context() as patched:
        _break_for(patched, told_once, "enqueue", lambda drafts: people[1].pk in {draft.user_id for draft in drafts})
        assert reminders.sweep_reminders(morning) == 2
    assert reminders.sweep_reminders(morning + MINUTE) == 1
    assert Message.objects.filter(kind="reminder").count() == 3


def test_a_digest_that_cannot_be_stored_costs_only_its_own_reader(desk, follower, monkeypatch) -> None:
    desk.promise("late", deadline=date(2024, 6, 30))
    late = desk.promise("late-too", deadline=date(2024, 6, 30))
    due = datetime(2024, 7, 8, 3, tzinfo=UTC)
    refresh_due(as_of=timezone.localdate(due), at=due)
    people = [follower(late, email=f"reader-{number}@example.org") for number in range(3)]
    DigestPreferences.objects.update(due_at=due)
    with monkeypatch.context() as patched:
        _break_for(patched, claim, "enqueue", lambda contents: people[1].pk in {draft.user_id for draft in contents})
        claimed = claim_due(due)
    assert (claimed.people, claimed.recipients, claimed.unwritten) == (2, 2, {people[1].pk})
    assert DigestPreferences.objects.get(user=people[1]).due_at == due
    assert claim_due(due + MINUTE).recipients == 1


def test_names_of_any_length_are_told(desk, choose) -> None:
    """On PostgreSQL a subject or key that is too long for its column would stop all alerts."""
    indicator = IndicatorFactory(name="A very long name " * 60, programme=ProgrammeFactory())
    target = desk.promise("x" * 200, indicator=indicator, deadline=date(2024, 12, 31))
    person = choose(target, email="aigul@example.org")
    desk.report(target, at=ENTERED, value=90)
    assert Indicator.objects.get(pk=indicator.pk).name.startswith("A very")
    assert sweep_alerts(NOW) == 1
    assert len(Message.objects.get(user=person).subject) == 300
    assert sweep_alerts(NOW + MINUTE) == 0


@pytest.mark.parametrize("broken", [set(), {0}, {3}, {0, 1, 2, 3, 4}, {1, 4}])
def test_work_is_isolated_by_halves(broken) -> None:
    def work(some):
        if broken & set(some):
            raise ValueError(some)
        return list(some)

    results, failed = isolate_failures(range(5), work)
    assert sorted(number for part in results for number in part) == sorted(set(range(5)) - broken)
    assert {number for number, _error in failed} == broken


@pytest.mark.postgresql
def test_a_row_that_the_database_refuses_costs_only_its_own_reader(desk, choose, monkeypatch) -> None:
    """As PostgreSQL refuses it, inside the transaction of the whole batch."""
    target = desk.promise("pool", deadline=date(2024, 12, 31))
    people = [choose(target, email=f"reader-{number}@example.org") for number in range(3)]
    desk.report(target, at=ENTERED, value=90)
    real = alerts._notice

    def too_long(alert, attempt, writer):
        notice = real(alert, attempt, writer)
        if notice.draft.user_id == people[1].pk:
            object.__setattr__(notice.draft, "key", "k" * 201)
        return notice

    monkeypatch.setattr(alerts, "_notice", too_long)
    assert connection.vendor == "postgresql"
    assert sweep_alerts(NOW) == 2
    assert [items_told_to(person) for person in people] == [["pool"], [], ["pool"]]
