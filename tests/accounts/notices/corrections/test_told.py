"""Which item of which message told a mistake: by what it named, and by how it said that things stood."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.actions.reminder_preferences import set_reminders
from accounts.models import CorrectionSearch, Message, ReminderPreferences, ToldMistake
from accounts.notices.corrections.sweep import sweep_corrections
from accounts.notices.corrections.told import find_told, tells
from accounts.notices.reminders.sweep import sweep_reminders
from projects.actions.erase_claim import erase_claim
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.rename_row import rename_row
from projects.models import Correction
from projects.reports.overviews.untrue_news import MovedVerdict, UntrueNews, untrue_news

TEXT = "https://example.org/en/targets/pool/"
FIGURE = UntrueNews(outcomes=frozenset({"slip"}), moved={"pool": MovedVerdict("achieved", actual_moved=True)})
SAME_VERDICT = UntrueNews(outcomes=frozenset({"slip"}), moved={"pool": MovedVerdict("", actual_moved=True)})
PROMISE = UntrueNews(links=frozenset({"pool-2"}), deadlines=frozenset({("pool", "2024-12-31")}))


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
        ("digest", item("outcome:slip@pool", target="left-out", shown=True), FIGURE, True),  # as noted when emptied
        ("digest", item("outcome:slip@pool", shown=False), FIGURE, False),
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
def test_outbox_is_looked_through_at_once_and_twice_more(desk):
    promise = desk.promise("pool")
    at = datetime(2024, 7, 5, 3, tzinfo=UTC)
    fix_copying_error(target=promise, reason="The year.", deadline=date(2025, 7, 12), by=desk.editor, at=at)
    looks = []
    for minutes in (1, 2, 6, 7, 59, 61, 62, 300):
        sweep_corrections(at + timedelta(minutes=minutes))
        looks.append(CorrectionSearch.objects.get(correction=Correction.objects.get()).looked_until_at - at)
    assert [look // timedelta(minutes=1) for look in looks] == [1, 1, 6, 6, 6, 61, 61, 61]


@pytest.mark.django_db
def test_message_of_before_or_after_told_something_else(desk, follower):
    """An id may have been that of another row before, and may be one again."""
    pool = desk.promise("pool", deadline=date(2024, 12, 31))
    person = follower(pool, email="aigul@example.org")
    at = datetime(2024, 7, 5, 3, tzinfo=UTC)
    slip = desk.report(pool, at=at, value=777)
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=at + timedelta(hours=1))
    correction = Correction.objects.get()
    lines = [item(f"outcome:{slip.pk}@pool", again=True)]
    columns = {"user": person, "kind": "instant", "recipient": person.email, "language": "en", "subject": "s"}
    for number, minutes in enumerate((-1, 0, 60, 62)):
        moment = at + timedelta(minutes=minutes)
        times = {"created_at": moment, "next_attempt_at": moment, "give_up_at": moment}
        more = {"key": str(number), "message_id": str(number), "text": TEXT, "items": lines}
        Message.objects.create(**columns, **times, **more)
    find_told([correction], at + timedelta(hours=2))
    assert list(ToldMistake.objects.values_list("message__key", flat=True).order_by("message_id")) == ["1", "2"]


@pytest.mark.django_db
def test_many_mistakes_take_no_more_looks_than_one(desk, follower, django_assert_max_num_queries):
    pool = desk.promise("pool", deadline=date(2024, 12, 31))
    follower(pool, email="aigul@example.org")
    at = datetime(2024, 7, 5, 3, tzinfo=UTC)
    for number in range(150):
        Correction.objects.create(
            action="erased", table="outcome", row_id=f"gone-{number}", entered_at=at, corrected_at=at
        )
    with django_assert_max_num_queries(12):
        find_told(list(Correction.objects.all()), at + timedelta(hours=2))
    assert CorrectionSearch.objects.count() == 150


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["renamed, corrected", "corrected, renamed"])
def test_mistake_is_known_by_every_id_of_its_promise(desk, order):
    """Messages name the id of their day, the line of a correction that of its own."""
    at = datetime(2024, 7, 5, 3, tzinfo=UTC)
    promise = desk.promise("pool", deadline=date(2024, 12, 31))
    slip = desk.report(promise, at=at, value=10**6, period_end=date(2024, 6, 30))
    for deed in order.split(", "):
        if deed == "renamed":
            rename_row(row=promise, new_id="swimming-pool", by=desk.editor, at=at + timedelta(hours=1))
        else:
            erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=at + timedelta(hours=1))

    correction = Correction.objects.get()
    moved = untrue_news([correction])[correction.pk].moved

    assert {name: verdict.status for name, verdict in moved.items()} == dict.fromkeys(
        ("pool", "swimming-pool"), "achieved"
    )


@pytest.mark.django_db
def test_promise_that_was_renamed_after_a_correction_has_moved_by_nothing(desk):
    at = datetime(2024, 7, 5, 3, tzinfo=UTC)
    promise = desk.promise("pool", deadline=date(2024, 12, 31))
    slip = desk.report(promise, at=at, value=7, period_start=date(2022, 1, 1), period_end=date(2022, 12, 31))
    erase_claim(claim=slip, reason="A slip.", by=desk.editor, at=at + timedelta(hours=1))
    rename_row(row=promise, new_id="swimming-pool", by=desk.editor, at=at + timedelta(hours=1))

    correction = Correction.objects.get()

    assert untrue_news([correction])[correction.pk].moved == {}
