"""/healthz and /readyz: alive is not ready, and what is not well is named."""

from __future__ import annotations

import json
import re
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from celery.contrib.testing.worker import start_worker
from celery.signals import task_failure, task_revoked, task_success
from django.utils import timezone

from projects.comparison.figures import METHOD_VERSION
from projects.exports.record.published import Coverage, PublishedSet, manifest
from tests.foreign import foreign
from tracker import heartbeats
from tracker.celery import app
from tracker.version import WRITTEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()  # noqa: TID251  # the view reads the clock too


def test_alive_says_nothing_of_the_rest(client) -> None:
    assert client.get("/healthz").content.decode() == f"alive\nversion {WRITTEN}\n"


def test_version_stands_on_the_page_and_in_the_answer(client) -> None:
    assert client.get("/readyz").json()["version"] == WRITTEN
    assert f"Version <code>{WRITTEN}</code>" in client.get("/readyz", headers={"accept": "text/html"}).content.decode()


def test_ready_when_every_part_is_well(client, now) -> None:
    for part in heartbeats.SILENT_AFTER:
        heartbeats.leave(part, at=now)
    answer = client.get("/readyz")
    assert answer.status_code == 200, answer.json()
    assert {part: answer.json()[part]["ok"] for part in ("database", "cache", "broker", "worker", "schedule")} == {
        "database": True,
        "cache": True,
        "broker": True,
        "worker": True,
        "schedule": True,
    }


def test_not_ready_without_a_heartbeat(client, now) -> None:
    heartbeats.leave("worker", at=now)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["worker"]["ok"]
    assert answer.json()["schedule"] == {"ok": False, "detail": "no heartbeat yet: is the schedule running?"}


@pytest.mark.parametrize(("part", "minutes"), [("schedule", 3), ("worker", 5), ("outgoing", 5)])
def test_not_ready_when_a_part_fell_silent(client, now, part: str, minutes: int) -> None:
    for name in heartbeats.SILENT_AFTER:
        heartbeats.leave(name, at=now)
    heartbeats.leave(part, at=now - timedelta(minutes=minutes, seconds=1))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "silent for" in answer.json()[part]["detail"]


@pytest.mark.parametrize(("hours", "well"), [(1, True), (60, False)])
def test_not_ready_when_a_night_has_passed_without_files(
    client, now, settings, tmp_path, hours: int, well: bool
) -> None:
    settings.DATA_DIR = tmp_path
    for name in heartbeats.SILENT_AFTER:
        heartbeats.leave(name, at=now)
    assert client.get("/readyz").json()["files"]["ok"], "there was no night yet"
    coverage = Coverage(None, None, ())
    made = PublishedSet(tmp_path, now - timedelta(hours=hours), now.date(), METHOD_VERSION, coverage, ())
    (tmp_path / "files" / "current").mkdir(parents=True)
    (tmp_path / "files" / "current" / "files.json").write_text(json.dumps(manifest(made)))
    answer = client.get("/readyz")
    assert answer.json()["files"]["ok"] is well
    assert f"made {hours} h ago" in answer.json()["files"]["detail"]
    assert (answer.status_code == 200) is well


DIGESTS = "accounts.tasks.send_due_digests"


@pytest.fixture
def alive(now) -> None:
    """Every part beats, and has done so for an hour."""
    for part in heartbeats.SILENT_AFTER:
        heartbeats.leave(part, at=now - timedelta(hours=1))
        heartbeats.leave(part, at=now)


def test_cache_that_is_away_is_asked_once_and_not_for_each_sign(client, monkeypatch) -> None:
    questions = []

    def refuse(*key: object, **_given: object) -> None:
        questions.append(key)
        raise ConnectionError

    for name in ("get", "set", "get_many"):
        monkeypatch.setattr(heartbeats.cache, name, refuse)
    parts = client.get("/readyz").json()
    assert len(questions) == 1
    assert not parts["cache"]["ok"]
    for part in ("worker", "outgoing", "schedule", "tasks"):
        assert parts[part] == {"ok": False, "detail": "nobody can tell while the cache is away"}


@pytest.mark.parametrize("stuck", ["celery", "outgoing"])
@pytest.mark.usefixtures("alive")
def test_not_ready_when_workers_beat_and_nothing_succeeds(client, now, stuck: str) -> None:
    for queue in heartbeats.QUEUES:
        heartbeats.note_success(queue, "any", at=now - timedelta(minutes=11 if queue == stuck else 1))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert not answer.json()["tasks"]["ok"]
    part = {"celery": "worker", "outgoing": "worker for outgoing requests"}[stuck]
    assert f"no task of the {part} has succeeded for 66" in answer.json()["tasks"]["detail"]


@pytest.mark.usefixtures("alive")
def test_not_ready_when_no_task_ever_found_a_worker(client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert not answer.json()["tasks"]["ok"]


def test_ready_before_the_first_task_has_had_its_turn(client, now) -> None:
    for part in heartbeats.SILENT_AFTER:
        heartbeats.leave(part, at=now)
    assert client.get("/readyz").json()["tasks"]["ok"]


@pytest.mark.parametrize(("times", "ok"), [(2, True), (3, False)])
@pytest.mark.usefixtures("alive")
def test_not_ready_when_one_task_fails_again_and_again(client, now, times: int, ok: bool) -> None:
    for queue in heartbeats.QUEUES:
        heartbeats.note_success(queue, "projects.tasks.refresh_due", at=now)
    for _number in range(times):
        heartbeats.note_failure(DIGESTS)
    assert client.get("/readyz").json()["tasks"]["ok"] == ok
    heartbeats.note_success("celery", DIGESTS, at=now)
    assert client.get("/readyz").json()["tasks"]["ok"]


@pytest.mark.parametrize(("success_after", "ok"), [(None, False), (-1, False), (1, True)])
@pytest.mark.usefixtures("alive")
def test_not_ready_while_a_task_that_expired_has_not_succeeded_since(client, now, success_after, ok: bool) -> None:
    for queue in heartbeats.QUEUES:
        heartbeats.note_success(queue, "projects.tasks.refresh_due", at=now)
    expired_at = now - timedelta(seconds=90)
    heartbeats.note_expiry(DIGESTS, at=expired_at)
    if success_after is not None:
        heartbeats.note_success("celery", DIGESTS, at=expired_at + timedelta(seconds=success_after))
    answer = client.get("/readyz")
    assert answer.json()["tasks"]["ok"] is ok
    assert (answer.status_code == 200) is ok
    assert (f"{DIGESTS} came too late to a worker 9" in answer.json()["tasks"]["detail"]) is not ok


@pytest.mark.usefixtures("alive")
def test_what_is_not_of_the_schedule_may_expire(client, now) -> None:
    for queue in heartbeats.QUEUES:
        heartbeats.note_success(queue, DIGESTS, at=now)
    heartbeats.note_expiry("projects.tasks.ask_second_reader", at=now)  # an editor's page waits no longer
    assert client.get("/readyz").json()["tasks"]["ok"]


@pytest.mark.usefixtures("alive")
def test_a_real_worker_notes_what_it_drops_because_it_came_too_late(client, now) -> None:
    for queue in heartbeats.QUEUES:
        heartbeats.note_success(queue, "projects.tasks.refresh_due", at=now)
    app.send_task(DIGESTS, expires=now - timedelta(seconds=5))
    with start_worker(app, pool="solo", perform_ping_check=False):
        until = time.monotonic() + 120
        while not heartbeats.signs_of([DIGESTS])[DIGESTS].expiries and time.monotonic() < until:
            time.sleep(0.02)
    assert heartbeats.signs_of([DIGESTS])[DIGESTS].expiries == 1
    assert f"{DIGESTS} came too late to a worker" in client.get("/readyz").json()["tasks"]["detail"]


def test_what_was_counted_is_not_forgotten_by_a_folder_as_cache(settings, tmp_path, now) -> None:
    folder = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path)}
    settings.CACHES = {"default": folder}
    for _number in range(2):
        heartbeats.note_expiry(DIGESTS, at=now)
        heartbeats.note_failure(DIGESTS)
    with time_machine.travel(now + timedelta(days=2)):
        signs = heartbeats.signs_of([DIGESTS])[DIGESTS]
    assert (signs.expiries, signs.failures, signs.expired_at) == (2, 2, now)


def test_a_task_expires_before_the_next_one_is_sent_and_not_much_earlier(now) -> None:
    for name, entry in app.conf.beat_schedule.items():
        first = entry["schedule"].remaining_delta(now)
        sent = first[0] + first[1]
        again = entry["schedule"].remaining_delta(sent)
        between = (again[0] + again[1] - sent).total_seconds()
        assert 0.9 * between < entry["options"]["expires"] < between, name


class Task:
    """A task as Celery's signals hand it over."""

    name = DIGESTS

    def __init__(self, queue: str) -> None:
        self.request = SimpleNamespace(delivery_info={"routing_key": queue})


def test_end_of_a_task_leaves_a_sign_for_its_queue(now) -> None:
    for queue in heartbeats.QUEUES:
        task_success.send(Task(queue), result=None)
    assert all(heartbeats.last_success(part) >= now for part in heartbeats.QUEUES.values())
    for _number in range(3):
        task_failure.send(Task("celery"), task_id="x")
    assert heartbeats.signs_of([DIGESTS])[DIGESTS].failures == 3
    task_revoked.send(Task("celery"), expired=False, terminated=True)
    assert heartbeats.signs_of([DIGESTS])[DIGESTS].expiries == 0, "it was ended by somebody, not by the clock"
    task_revoked.send(Task("celery"), expired=True)
    assert heartbeats.signs_of([DIGESTS])[DIGESTS].expiries == 1


def test_browser_gets_a_page(client) -> None:
    answer = client.get("/readyz", headers={"accept": "text/html"})
    assert answer.status_code == 503
    assert "FAILING" in answer.content.decode()


@pytest.mark.parametrize(("language", "words"), [("ru", "НЕ РАБОТАЕТ"), ("kk", "ЖҰМЫС ІСТЕМЕЙДІ")])
def test_people_are_told_in_their_language_and_programs_in_english(client, language: str, words: str) -> None:
    speaks = {"accept-language": language}
    page = client.get("/readyz", headers={"accept": "text/html", **speaks}).content.decode()
    assert words in page
    assert not foreign(re.sub("sqlite|postgresql|redis|memory", "", page), language)
    assert client.get("/readyz", headers=speaks).json()["digests"] == {"ok": True, "detail": "none is late"}


def test_asking_too_often_is_not_remembered(client) -> None:
    assert "no-cache" in client.get("/readyz").headers["Cache-Control"]
