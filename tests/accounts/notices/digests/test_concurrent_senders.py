"""Many senders serve many people over real SMTP: one digest each, and none that is empty."""

from __future__ import annotations

import os
import subprocess
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, connections

from accounts.models import DigestPreferences, Follow, Message, User
from accounts.notices.digests import claim
from accounts.notices.digests.sweep import sweep_mail
from tests import migrated

DUE = datetime(2024, 7, 8, 3, tzinfo=UTC)
SENDERS, PEOPLE, SILENT = 8, 200, 20


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_senders_over_two_hundred_people_send_two_hundred_mails(desk, postbox):
    overdue = desk.promise("overdue", deadline=date(2024, 6, 30))
    quiet = desk.promise("quiet")
    people = User.objects.bulk_create(User(email=f"reader-{n}@example.org") for n in range(PEOPLE + SILENT))
    DigestPreferences.objects.bulk_create(DigestPreferences(user=person, due_at=DUE) for person in people)
    Follow.objects.bulk_create(
        Follow(user=person, target=overdue if number < PEOPLE else quiet, created_at=datetime(2024, 3, 4, tzinfo=UTC))
        for number, person in enumerate(people)
    )
    start = threading.Barrier(SENDERS)

    def sender(_number: int) -> Counter[str]:
        start.wait()
        try:
            return sweep_mail(clock=lambda: DUE)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(SENDERS) as pool:
        done = sum(pool.map(sender, range(SENDERS)), Counter())

    assert connection.vendor == "postgresql"
    assert Counter(postbox.recipients) == Counter(person.email for person in people[:PEOPLE])
    assert len({message["Message-ID"] for _recipient, message in postbox.taken}) == PEOPLE
    assert (done["sent"], done["silent"], done["failed"], done["uncertain"]) == (PEOPLE, SILENT, 0, 0)
    assert Counter(Message.objects.values_list("state", flat=True)) == {"sent": PEOPLE}
    assert not DigestPreferences.objects.filter(due_at__lte=DUE).exists()


HELD = 20_261_130  # the number of an advisory lock that nothing else takes


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_early_digests_at_once_are_one(desk, follower, postbox, monkeypatch):
    """The second has people_due who is due before the first commits, and locks the row after it."""
    pool = desk.promise("pool", deadline=date(2030, 12, 31))
    person = follower(pool, email="aigul@example.org")
    desk.report(pool, at=DUE - timedelta(hours=1), value=90)
    DigestPreferences.objects.filter(user=person).update(due_at=DUE + timedelta(days=3))
    people_due = claim.due_people

    def due_people(*arguments, **options):
        waits = f"(SELECT 1 FROM pg_advisory_xact_lock({HELD})) IS NOT NULL"
        return people_due(*arguments, **options).extra(where=[waits])

    def second() -> int:
        try:
            return claim.claim_due(DUE, person.pk, limit=1, early=True).people
        finally:
            connections.close_all()

    monkeypatch.setattr(claim, "due_people", due_people)
    with ThreadPoolExecutor(1) as pool_of_one:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [HELD])
            claims = pool_of_one.submit(second)
            while not claims.done():
                cursor.execute(
                    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted", [HELD]
                )
                if cursor.fetchone():
                    break
            first = claim.claim_due(DUE, person.pk, limit=1, early=True).people
            cursor.execute("SELECT pg_advisory_unlock(%s)", [HELD])
        assert (first, claims.result(timeout=60)) == (1, 0)
    assert Message.objects.filter(kind="digest").count() == 1
    sweep_mail(lambda: DUE)
    assert postbox.recipients == ["aigul@example.org"]


PREPARE = """
from datetime import UTC, date, datetime
from accounts.models import DigestPreferences, Follow, User
from projects.actions.refresh import refresh_assessments
from tests.factories import TargetFactory
target = TargetFactory(id="overdue", deadline=date(2024, 6, 30))
refresh_assessments(as_of=date(2024, 7, 8), at=datetime(2024, 7, 2, tzinfo=UTC))
people = User.objects.bulk_create(User(email=f"reader-{n}@example.org") for n in range(60))
due_at = datetime(2024, 7, 8, 3, tzinfo=UTC)
DigestPreferences.objects.bulk_create(DigestPreferences(user=p, due_at=due_at) for p in people)
Follow.objects.bulk_create(Follow(user=p, target=target, created_at=p.date_joined) for p in people)
"""


@pytest.mark.once
def test_three_processes_on_sqlite_send_each_person_one_mail(tmp_path, postbox, settings, python):
    """The default of `make run`: one file, several writers."""
    environment = {
        **os.environ,
        "TRACKER_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'tracker.sqlite3'}",
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
    }

    def manage(*arguments: str) -> subprocess.Popen[str]:
        command = [python, "manage.py", *arguments]
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, text=True, stderr=subprocess.PIPE)

    migrated.copy(tmp_path / "tracker.sqlite3")
    prepared = manage("shell", "--no-imports", "-c", PREPARE)
    _out, output = prepared.communicate(timeout=120)
    assert prepared.returncode == 0, output
    senders = [manage("send_digests", "--now", "2024-07-08T08:00") for _ in range(3)]
    for sender in senders:
        _out, output = sender.communicate(timeout=120)
        assert sender.returncode == 0, output

    assert Counter(postbox.recipients) == Counter(f"reader-{n}@example.org" for n in range(60))
