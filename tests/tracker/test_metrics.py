"""/metrics: the same as /readyz in numbers, for whoever knows the token, and nothing about people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from accounts.delivery.enqueue import MessageDraft, enqueue
from accounts.models import DigestPreferences, User
from tests.factories import UserFactory
from tracker import health, heartbeats
from tracker.celery import app
from tracker.databases.staleness import UNKNOWN, Standing
from tracker.databases.watch import REPLICA, watch
from tracker.version import REVISION, VERSION

pytestmark = pytest.mark.django_db
KINDS = ("success", "expiry")


@pytest.fixture
def now():
    return timezone.now()  # noqa: TID251  # the views read the clock too


@pytest.fixture
def late(now):
    """A digest that was due two hours ago and not written, and one written two hours ago that still waits."""
    User.objects.create_user("aigul@example.org")
    DigestPreferences.objects.update(due_at=now - timedelta(hours=2))
    person = UserFactory(email="bolat@example.org")
    words = {"recipient": person.email, "language": "en", "subject": "News", "text": "…"}
    window = (now - timedelta(hours=3), now - timedelta(hours=2))
    digest = MessageDraft(user_id=person.pk, kind="digest", key="daily:2024-07-08", window=window, **words)
    enqueue([digest], at=now - timedelta(hours=2))


def numbers(answer):
    lines = [line for line in answer.content.decode().splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, _space, value in (line.rpartition(" ") for line in lines)}


def test_the_numbers_say_what_readyz_says(client, settings, now, late):
    settings.METRICS_TOKEN = "drawn-at-random"
    heartbeats.leave("worker", at=now - timedelta(minutes=2))

    shown = numbers(client.get("/metrics", headers={"authorization": "Bearer drawn-at-random"}))

    assert shown["tracker_digests_late"] == 2
    assert shown[f'tracker_build_info{{revision="{REVISION}",version="{VERSION}"}}'] == 1
    assert shown['tracker_messages{channel="mail",kind="digest",state="pending"}'] == 1
    assert shown['tracker_queue_messages{state="pending"}'] == 1
    assert shown["tracker_queue_age_seconds"] >= 7200
    assert shown["tracker_queue_untouched_seconds"] >= 7200
    assert 120 <= shown['tracker_heartbeat_age_seconds{part="worker"}'] < 200
    assert shown['tracker_heartbeat_age_seconds{part="schedule"}'] == float("inf")
    assert {part: shown[f'tracker_part_well{{part="{part}"}}'] for part in ("database", "worker", "schedule")} == {
        "database": 1,
        "worker": 1,
        "schedule": 0,
    }
    assert shown['tracker_part_well{part="digests"}'] == shown['tracker_part_well{part="queue"}'] == 0
    assert {"tracker_verdicts_due", "tracker_verdicts_outdated", "tracker_stopped_addresses"} <= set(shown)


def test_age_of_the_last_copy_is_told(client, settings, tmp_path):
    settings.METRICS_TOKEN = "drawn-at-random"
    heartbeats.cache.clear()
    ask = partial(client.get, "/metrics", headers={"authorization": "Bearer drawn-at-random"})
    assert numbers(ask())["tracker_backup_last_success_timestamp_seconds"] == 0

    heartbeats.note_backup(datetime(2026, 3, 1, tzinfo=UTC))

    assert numbers(ask())["tracker_backup_last_success_timestamp_seconds"] == 1_772_323_200


@pytest.mark.parametrize(
    ("standing", "lag"),
    [
        (Standing(usable=True, reason="level", behind=0.4), 0.4),
        (Standing(usable=False, reason="behind", behind=14.0), 14.0),
        (Standing(usable=False, reason="behind"), float("inf")),
        (Standing(usable=False, reason="replica away"), float("inf")),
        (Standing(usable=True, reason="primary away"), None),
        (UNKNOWN, None),
    ],
)
def test_lag_of_a_replica_is_told_as_far_as_it_is_known(client, settings, monkeypatch, standing, lag):
    settings.METRICS_TOKEN = "drawn-at-random"
    monkeypatch.setitem(settings.DATABASES, REPLICA, settings.DATABASES["default"])
    monkeypatch.setattr(watch, "standing", lambda: standing)

    shown = numbers(client.get("/metrics", headers={"authorization": "Bearer drawn-at-random"}))

    assert shown.get("tracker_replica_lag_seconds") == lag


def test_tasks_that_came_too_late_or_failed_are_counted(client, settings, now):
    settings.METRICS_TOKEN = "drawn-at-random"
    task = "accounts.tasks.send_due_digests"
    heartbeats.note_success("celery", task, at=now - timedelta(minutes=3))
    for _number in range(2):
        heartbeats.note_expiry(task, at=now - timedelta(minutes=1))
        heartbeats.note_failure(task)

    shown = numbers(client.get("/metrics", headers={"authorization": "Bearer drawn-at-random"}))

    assert shown[f'tracker_tasks_expired_total{{task="{task}"}}'] == 2
    assert shown[f'tracker_task_failures_in_a_row{{task="{task}"}}'] == 2
    success, expiry = (shown[f'tracker_task_last_{end}_timestamp_seconds{{task="{task}"}}'] for end in KINDS)
    assert expiry - success == pytest.approx(120)
    assert shown['tracker_tasks_expired_total{task="projects.tasks.refresh_due"}'] == 0


def test_space_and_what_waits_in_the_broker_are_told(client, settings):
    settings.METRICS_TOKEN = "drawn-at-random"
    with app.connection_for_write() as broker:
        broker.default_channel.queue_purge("outgoing")
    for _number in range(3):
        app.send_task("accounts.tasks.deliver_other_channels", ("webhook",))

    shown = numbers(client.get("/metrics", headers={"authorization": "Bearer drawn-at-random"}))

    assert shown["tracker_database_size_bytes"] > 100_000
    assert shown["tracker_data_free_bytes"] > 0
    assert shown['tracker_broker_tasks{queue="outgoing"}'] == 3
    with app.connection_for_write() as broker:
        broker.default_channel.queue_purge("outgoing")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_has_written_and_stays_open_is_told_and_nobody_else(client, settings):
    """By another connection: the process that is asked has written nothing itself."""
    settings.METRICS_TOKEN = "drawn-at-random"

    def open_for() -> float:
        shown = numbers(client.get("/metrics", headers={"authorization": "Bearer drawn-at-random"}))
        return shown["tracker_oldest_writing_transaction_seconds"]

    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert open_for() == 0, "who only reads has written nothing"
            cursor.execute("SELECT pg_current_xact_id()")
            assert open_for() > 0
        other.rollback()
        assert open_for() == 0
    finally:
        other.close()


def test_a_part_that_is_away_is_told_and_leaves_the_others(client, settings, monkeypatch):
    settings.METRICS_TOKEN = "drawn-at-random"
    away = health.State(ok=False, detail="away")
    well = {part: health.State(ok=True, detail="") for part in health.PARTS}
    monkeypatch.setattr(health, "states", lambda _at: {**well, "database": away})
    monkeypatch.setattr(heartbeats, "signs_of", lambda _tasks: 1 / 0)

    answer = client.get("/metrics", headers={"authorization": "Bearer drawn-at-random"})

    shown = numbers(answer)
    assert answer.status_code == 200
    assert shown['tracker_part_well{part="database"}'] == 0
    assert "tracker_data_free_bytes" in shown
    assert not [name for name in shown if name.startswith(("tracker_messages", "tracker_task_", "tracker_verdicts"))]


def test_no_person_is_named(client, settings, late):
    settings.METRICS_TOKEN = "drawn-at-random"

    page = client.get("/metrics", headers={"authorization": "Bearer drawn-at-random"}).content.decode()

    assert "tracker_messages" in page
    assert "example.org" not in page


@pytest.mark.parametrize(
    "header", [{}, {"authorization": "Bearer guessed"}, {"authorization": "Bearer drawn-at-rändom"}]
)
def test_without_the_token_there_are_none(client, settings, header):
    settings.METRICS_TOKEN = "drawn-at-random"

    answer = client.get("/metrics", headers=header)

    assert answer.status_code == 401
    assert "tracker_" not in answer.content.decode()


@pytest.mark.parametrize(("debug", "status"), [(False, 404), (True, 200)])
def test_no_token_set_means_nobody_on_a_server_and_anybody_here(client, settings, debug, status):
    settings.METRICS_TOKEN, settings.DEBUG = "", debug

    assert client.get("/metrics").status_code == status


def test_ready_and_the_front_page_of_the_admin_say_it_in_words(client, late):
    parts = client.get("/readyz").json()
    assert parts["digests"] == {
        "ok": False,
        "detail": "2 due more than an hour ago and not sent: see the outbox",
    }
    assert "untouched for 120 min" in parts["queue"]["detail"]

    client.force_login(UserFactory(admin=True))
    page = client.get("/admin/").content.decode()
    assert "The tracker has a problem." in page
    assert "2 due more than an hour ago" in page
    assert "Outbox" in page


def test_the_front_page_is_green_when_all_is_well(client, now):
    for part in heartbeats.SILENT_AFTER:
        heartbeats.leave(part, at=now)
    client.force_login(UserFactory(editor=True))

    page = client.get("/admin/").content.decode()

    assert "Every part of the tracker is well." in page
    assert "Outbox" not in page
