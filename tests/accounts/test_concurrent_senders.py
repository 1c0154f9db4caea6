"""Never two, never an empty one: many senders at once over many people, with real SMTP."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection, connections

from accounts.digests.send import sweep
from accounts.models import Digest, Follow, Preferences, User

DUE = datetime(2024, 7, 8, 3, tzinfo=UTC)
SENDERS, PEOPLE, SILENT = 8, 200, 20


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_senders_over_two_hundred_people_send_two_hundred_mails(desk, postbox):
    overdue = desk.promise("overdue", deadline=date(2024, 6, 30))
    quiet = desk.promise("quiet")
    people = User.objects.bulk_create(User(email=f"reader-{n}@example.org") for n in range(PEOPLE + SILENT))
    Preferences.objects.bulk_create(Preferences(user=person, due_at=DUE) for person in people)
    Follow.objects.bulk_create(
        Follow(user=person, target=overdue if number < PEOPLE else quiet, created_at=datetime(2024, 3, 4, tzinfo=UTC))
        for number, person in enumerate(people)
    )
    start = threading.Barrier(SENDERS)

    def sender(_number: int) -> Counter[str]:
        start.wait()
        try:
            return sweep(clock=lambda: DUE)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(SENDERS) as pool:
        done = sum(pool.map(sender, range(SENDERS)), Counter())

    assert connection.vendor == "postgresql"
    assert Counter(postbox.recipients) == Counter(person.email for person in people[:PEOPLE])
    assert len({message["Message-ID"] for _recipient, message in postbox.taken}) == PEOPLE
    assert (done["sent"], done["silent"], done["failed"], done["uncertain"]) == (PEOPLE, SILENT, 0, 0)
    assert Counter(Digest.objects.values_list("state", flat=True)) == {"sent": PEOPLE}
    assert not Preferences.objects.filter(due_at__lte=DUE).exists()
