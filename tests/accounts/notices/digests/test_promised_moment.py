"""The digest is sent at the moment that the page promised, once in a period."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actions.digest_preferences import set_preferences
from accounts.models import DigestPreferences, Message
from accounts.models.rhythm import Rhythm, next_due, period_key
from accounts.notices.digests.sweep import sweep_mail
from tests.accounts.notices.digests.drafted import sent_digest

pytestmark = pytest.mark.once

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONDAY, FRIDAY, SUNDAY = 0, 4, 6
# The first digest goes out on Monday, 8 July 2024, at 08:00 in Almaty (UTC+5): 03:00 UTC.
FIRST = datetime(2024, 7, 8, 3, tzinfo=UTC)

CHANGES = [
    # what was chosen, the hours after the first digest at which it is changed, to what, the promise in UTC
    ({}, 1, {"weekday": FRIDAY}, "2024-07-19T03:00"),
    ({}, 1, {"weekday": SUNDAY}, "2024-07-21T03:00"),
    ({}, 1, {"hour": 20}, "2024-07-15T15:00"),
    ({}, 100, {"weekday": FRIDAY}, "2024-07-19T03:00"),
    ({}, 24 * 6, {"weekday": SUNDAY, "hour": 23}, "2024-07-21T18:00"),
    # Europe's Monday has not begun when Almaty's digest has been sent.
    ({}, 1, {"time_zone": "America/New_York"}, "2024-07-15T12:00"),
    ({}, 1, {"time_zone": "America/New_York", "weekday": SUNDAY}, "2024-07-21T12:00"),
    ({}, 1, {"time_zone": "Pacific/Kiritimati", "weekday": SUNDAY}, "2024-07-20T18:00"),
    ({"cadence": "daily"}, 1, {"hour": 20}, "2024-07-09T15:00"),
    ({"cadence": "daily"}, 1, {"time_zone": "America/New_York"}, "2024-07-09T12:00"),
    ({"cadence": "daily"}, 1, {"time_zone": "America/New_York", "hour": 23}, "2024-07-10T03:00"),
    # Monday the 8th is not the first Monday of July: the monthly digest came for July by a choice of its own.
    ({"cadence": "monthly"}, 1, {"weekday": FRIDAY}, "2024-08-02T03:00"),
    ({"cadence": "monthly"}, 1, {"hour": 20}, "2024-08-05T15:00"),
    # More mails were asked for, and come.
    ({}, 1, {"cadence": "daily"}, "2024-07-09T03:00"),
    ({}, 1, {"cadence": "daily", "hour": 20}, "2024-07-08T15:00"),
    ({}, 1, {"cadence": "monthly"}, "2024-08-05T03:00"),
    ({"cadence": "daily"}, 1, {"cadence": "weekly", "weekday": FRIDAY}, "2024-07-12T03:00"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "hours", "change", "promised"), CHANGES)
def test_what_the_page_promises_is_sent_once(follower, desk, postbox, first, hours, change, promised) -> None:
    target = desk.promise("pool", deadline=date(2030, 12, 31))
    person = follower(target, **first)
    DigestPreferences.objects.filter(user=person).update(due_at=FIRST)
    _news(desk, target, 1, FIRST - HOUR)
    sweep_mail(lambda: FIRST)
    changed_at = FIRST + hours * HOUR
    chosen = set_preferences(by=person, at=changed_at, **change)
    _news(desk, target, 2, changed_at + MINUTE)

    assert chosen.due_at == datetime.fromisoformat(promised).replace(tzinfo=UTC)
    sent = []
    for at in (changed_at + MINUTE, chosen.due_at - MINUTE, chosen.due_at, chosen.due_at + MINUTE):
        before = len(postbox.taken)
        sweep_mail(lambda at=at: at)
        sent.append(len(postbox.taken) - before)
    assert sent == [0, 0, 1, 0]
    assert len(set(Message.objects.values_list("key", flat=True))) == 2


def _news(desk, target, number, at):
    desk.report(target, at=at, value=number, period_start=date(2024, 1, number), period_end=date(2024, 1, number))


@pytest.mark.django_db
def test_a_week_that_had_nothing_to_say_has_had_no_digest(follower, desk, postbox) -> None:
    target = desk.promise("pool", deadline=date(2030, 12, 31))
    person = follower(target, at=FIRST - DAY)
    DigestPreferences.objects.filter(user=person).update(due_at=FIRST)
    sweep_mail(lambda: FIRST)
    assert postbox.taken == []
    chosen = set_preferences(by=person, at=FIRST + HOUR, weekday=FRIDAY)
    assert chosen.due_at == datetime(2024, 7, 12, 3, tzinfo=UTC)


@pytest.mark.django_db
def test_off_and_on_again_in_one_week_brings_no_second_digest(follower, desk, postbox) -> None:
    target = desk.promise("pool", deadline=date(2030, 12, 31))
    person = follower(target)
    DigestPreferences.objects.filter(user=person).update(due_at=FIRST)
    _news(desk, target, 1, FIRST - HOUR)
    sweep_mail(lambda: FIRST)
    set_preferences(by=person, at=FIRST + HOUR, cadence="off")
    chosen = set_preferences(by=person, at=FIRST + 2 * HOUR, cadence="weekly", weekday=FRIDAY)
    assert chosen.due_at == datetime(2024, 7, 19, 3, tzinfo=UTC)


@pytest.mark.django_db
def test_the_page_says_that_the_digest_of_this_period_was_sent(client, follower, desk, time_machine) -> None:
    person = follower(desk.promise("pool", deadline=date(2030, 12, 31)))
    sent_digest(person, "weekly:2024-W28", (FIRST - DAY, FIRST))
    time_machine.move_to(FIRST + HOUR, tick=False)
    client.force_login(person)
    given = {"cadence": "weekly", "hour": 8, "time_zone": "Asia/Almaty", "language": "en", "quiet": "line"}
    answer = client.post(
        reverse("following-preferences"), {**given, "weekday": FRIDAY, "kinds": ["decided"]}, follow=True
    )
    assert DigestPreferences.objects.get(user=person).due_at == datetime(2024, 7, 19, 3, tzinfo=UTC)
    page = answer.content.decode()
    assert "This week&#x27;s digest was sent already; the next one is due" in page
    assert page.count("19 July 2024") == 2


rhythms = st.builds(
    Rhythm,
    cadence=st.sampled_from(["daily", "weekly", "monthly"]),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    time_zone=st.sampled_from(
        [
            "Asia/Almaty",
            "Europe/Berlin",
            "America/New_York",
            "Pacific/Kiritimati",
            "Africa/Cairo",
            "Australia/Lord_Howe",
        ]
    ),
)
BEGIN = datetime(2026, 2, 1, tzinfo=UTC)  # the clocks of Berlin and New York change within the year that follows


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the first draw loads the time zones
@given(
    first=rhythms,
    changes=st.lists(st.tuples(st.integers(1, 24 * 40), rhythms), max_size=8),
    last=st.integers(0, 24 * 90),
)
def test_whatever_is_changed_each_period_has_one_digest_at_the_promised_moment(first, changes, last) -> None:
    """A reader's year: each sweep at a promised moment sends the only digest of its period and cadence."""
    had: Counter[tuple[str, str]] = Counter()
    sent = []
    rhythm, at = first, BEGIN
    promised = next_due(rhythm, at)
    for hours, changed in [*changes, (last, None)]:
        until = at + hours * HOUR
        while promised <= until:  # as the sweep does it
            key = (rhythm.cadence, period_key(rhythm, promised))
            had[key] += 1
            sent.append(promised)
            at, promised = promised, next_due(rhythm, promised)
        at = until
        if changed is not None and changed != rhythm:
            rhythm = changed
            promised = next_due(rhythm, at, {period for cadence, period in had if cadence == rhythm.cadence})
            assert promised > at
            local = promised.astimezone(ZoneInfo(rhythm.time_zone))
            assert local.hour in {rhythm.hour, (rhythm.hour + 1) % 24}
            assert rhythm.cadence == "daily" or local.weekday() == rhythm.weekday
    assert set(had.values()) <= {1}
    assert sent == sorted(set(sent))


@pytest.mark.django_db
def test_promises_from_before_are_moved_to_what_is_sent(follower, desk) -> None:
    """The migration moves the promised moment of people who had changed their day before."""
    moved, unchanged, silent = follower(), follower(), follower(cadence="off")
    DigestPreferences.objects.filter(user__in=[moved, unchanged]).update(
        due_at=datetime(2024, 7, 12, 3, tzinfo=UTC), weekday=FRIDAY
    )
    sent_digest(moved, "weekly:2024-W28", (FIRST - DAY, FIRST))
    migration = import_module("accounts.migrations.0013_promised_moments")
    apps = MigrationExecutor(connection).loader.project_state([("accounts", "0013_promised_moments")]).apps
    for _again in range(2):
        migration.promise_what_is_sent(apps, None)
        promised = {person: DigestPreferences.objects.get(user=person).due_at for person in (moved, unchanged, silent)}
        assert promised == {
            moved: datetime(2024, 7, 19, 3, tzinfo=UTC),
            unchanged: datetime(2024, 7, 12, 3, tzinfo=UTC),
            silent: None,
        }
