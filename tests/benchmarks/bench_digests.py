"""How fast digests are prepared and sent, beside Django's own SMTP backend with a ready message on a kept connection.

Everything on PostgreSQL and over SMTP to a sink in a process of its own: the backend alone, then one worker that
prepares and sends, then the backend again. And the queries that preparing a thousand people takes, with few and with
all of them in the database.

What a second worker adds is promised for a sink that takes its time, as a mail server across a network does: to one
that answers at once, one worker, its database and the sink keep two cores busy already, so that figure is about the
machine. It is printed all the same, beside what a second sender adds to Django's backend alone.
"""

from __future__ import annotations

import json
import os
import pickle
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

LOADED_AT = datetime(2025, 12, 1, 12, tzinfo=UTC)
FOLLOWED_AT = datetime(2025, 12, 20, 12, tzinfo=UTC)
DUE_AT = datetime(2026, 1, 15, 3, tzinfo=UTC)
PROMISED = 1 / 3  # of the mails a second that the backend alone sends
PROMISED_OF_TWO = 1.7  # times what one worker sends
THINKS = 0.04  # seconds that the second mail server takes for a mail, as one across a network does
EACH_FOLLOWS = 10


def compare(name: str, url: str, *, people: int = 50_000, mails: int = 3_000) -> bool:
    """Measure and print the lines; True when the promises are kept."""
    with tempfile.TemporaryDirectory() as folder, _sink() as near, _sink(THINKS) as far:

        def step(*words: Any, port: int = near) -> dict[str, Any]:
            command = [sys.executable, "-m", "tests.benchmarks.bench_digests", *map(str, words)]
            environment = {**os.environ, "DATABASE_URL": url, "TRACKER_DATA": folder, "LOG_LEVEL": "ERROR"}
            environment["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
            return dict(json.loads(done.stdout))

        step("load", folder)
        step("follow", people // 10)
        few = step("queries")
        here = step("follow", people)
        many = step("queries")
        before, whole, after = step("backend", 1, mails), step("workers", 1, mails), step("backend", 1, mails)
        bare_two, whole_two = step("backend", 2, mails), step("workers", 2, mails)
        single, two = (step("workers", number, number * mails // 3, port=far) for number in (1, 2))
    backend = (before["per_second"] + after["per_second"]) / 2
    bare_gain, gain = bare_two["per_second"] / backend, whole_two["per_second"] / whole["per_second"]
    ratio, of_two = whole["per_second"] / backend, two["per_second"] / single["per_second"]
    print(
        f"digests {name}: {here['people']} people, {here['follows']} follows, {many['items'] / 1000:.1f} goals each\n"
        f"  queries for a thousand people   {few['queries']} among {people // 10}, {many['queries']} among {people}"
        "  (promised no more)\n"
        f"  preparing a thousand            {many['seconds']:6.1f} s\n"
        f"  Django's backend alone          {backend:6.0f} mails/s of {before['bytes'] // 1024} KiB\n"
        f"  preparing and sending           {whole['per_second']:6.0f} mails/s, ratio {ratio:.2f}"
        f"  (promised {PROMISED:.2f})\n"
        f"  by two at once                  {gain:6.2f} times as many; by Django's backend alone"
        f" {bare_gain:.2f} times\n"
        f"  to a server that takes {THINKS * 1000:.0f} ms    {single['per_second']:6.0f} mails/s by one worker,"
        f" {two['per_second']:.0f} by two: {of_two:.2f} times  (promised {PROMISED_OF_TWO:.1f})",
        flush=True,
    )
    return bool(few["queries"] >= many["queries"] and ratio >= PROMISED and of_two >= PROMISED_OF_TWO)


@contextmanager
def _sink(thinks: float = 0) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.benchmarks.sink", str(port), str(thinks)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield port
    finally:
        process.terminate()
        process.wait()


# --- in the children -----------------------------------------------------------------------------------------------


def _load(work: Path) -> dict[str, Any]:
    from django.core.management import call_command
    from django.db import transaction

    from projects.actions.refresh import refresh_assessments
    from projects.models.system_user import system_user
    from projects.packages.load import staged_package
    from tests.benchmarks.record import Size, write_record

    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    package = write_record(work / "package", Size(targets=2_000, outcomes=20_000, sources=300))
    with transaction.atomic(), staged_package(package) as staged:
        staged.load(by_id=system_user().pk, at=LOADED_AT)
    refresh_assessments(as_of=FOLLOWED_AT.date(), at=LOADED_AT)
    refresh_assessments(as_of=DUE_AT.date(), at=DUE_AT - timedelta(hours=1))
    return {}


def _follow(people: int) -> dict[str, Any]:
    """Makes people with ten follows and a due digest each, in three languages."""
    from django.db import connection

    from accounts.models import DigestPreferences, Follow, User
    from projects.models import Target

    chance = random.Random(7)
    chains = list(Target.objects.filter(revises=None).order_by("id").values_list("id", flat=True))
    here = User.objects.filter(email__startswith="reader-").count()
    users = User.objects.bulk_create(
        (User(email=f"reader-{number}@example.org") for number in range(here, people)), batch_size=5000
    )
    DigestPreferences.objects.bulk_create(
        (DigestPreferences(user=user, due_at=DUE_AT, language=chance.choice(("en", "ru", "kk"))) for user in users),
        batch_size=5000,
    )
    Follow.objects.bulk_create(
        (
            Follow(user=user, target_id=chain, created_at=FOLLOWED_AT)
            for user in users
            for chain in chance.sample(chains, EACH_FOLLOWS)
        ),
        batch_size=5000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"people": people, "follows": Follow.objects.count()}


def _queries() -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from accounts.notices.digests.claim import due_people
    from accounts.notices.digests.draft import draft_digests

    people = list(due_people(DUE_AT)[:1000])
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        drafted = draft_digests(people, DUE_AT)
    items = sum(len(draft.digest.items) for of_one in drafted.values() for draft in of_one)
    return {
        "queries": len(captured),
        "drafts": len(drafted),
        "items": items,
        "seconds": time.perf_counter() - start,
        "sql": sum(float(q["time"]) for q in captured.captured_queries),
    }


def _backend(number: int, mails: int) -> dict[str, Any]:
    """Django's own backend, a message that is ready, one connection for each of so many senders."""
    from accounts.delivery.channels.mail import mail_for
    from accounts.models import Message
    from accounts.notices.digests.claim import claim_due

    claim_due(DUE_AT, limit=20)
    sizes = sorted(Message.objects.all(), key=lambda message: len(message.html))
    ready = mail_for(sizes[len(sizes) // 2])
    _again()
    with tempfile.NamedTemporaryFile() as file:
        file.write(pickle.dumps(ready))
        file.flush()
        seconds = _at_once(number, "send", file.name, mails // number)
    return {"per_second": mails / seconds, "bytes": len(ready.message().as_bytes())}


def _send(file: Path, mails: int) -> dict[str, Any]:
    from django.core.mail import get_connection

    ready = pickle.loads(file.read_bytes())  # our own, of a moment ago
    line = get_connection()
    line.open()
    print("ready", flush=True)
    sys.stdin.readline()
    for _number in range(mails):
        line.send_messages([ready])
    line.close()
    return {}


def _at_once(number: int, *words: Any) -> float:
    """Runs a step in several processes; returns the seconds from when all had loaded until the last was done."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_digests", *map(str, words)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(number)
    ]
    for process in processes:
        process.stdout.readline()  # it has loaded
    start = time.perf_counter()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    if sum(process.wait() != 0 for process in processes):
        raise SystemExit("A sender failed; its last words are above.")
    return time.perf_counter() - start


def _again() -> None:
    from accounts.models import DigestPreferences, Message

    Message.objects.all().delete()
    DigestPreferences.objects.update(due_at=DUE_AT)


def _workers(number: int, mails: int) -> dict[str, Any]:
    from accounts.models import DigestPreferences, Message

    _again()
    due = DigestPreferences.objects.order_by("pk").values_list("pk", flat=True)[:mails]
    DigestPreferences.objects.exclude(pk__in=list(due)).update(due_at=DUE_AT + timedelta(days=7))
    seconds = _at_once(number, "sweep")
    sent = Message.objects.filter(state="sent").count()
    _again()
    return {"per_second": sent / seconds, "sent": sent}


def _sweep() -> dict[str, Any]:
    from accounts.notices.digests.sweep import sweep_mail

    print("ready", flush=True)
    sys.stdin.readline()
    return dict(sweep_mail(lambda: DUE_AT))


def _main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    step, *words = sys.argv[1:]
    steps = {
        "load": lambda folder: _load(Path(folder)),
        "follow": lambda people: _follow(int(people)),
        "queries": _queries,
        "backend": lambda number, mails: _backend(int(number), int(mails)),
        "send": lambda file, mails: _send(Path(file), int(mails)),
        "workers": lambda number, mails: _workers(int(number), int(mails)),
        "sweep": _sweep,
    }
    print(json.dumps(steps[step](*words)))


if __name__ == "__main__":
    _main()
