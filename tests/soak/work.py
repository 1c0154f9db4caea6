"""What a hand of the town can do, inside its process: `python -m tests.soak.work` reads [name, arguments] a line."""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from django.db import close_old_connections, transaction  # noqa: E402  # the tracker is loaded by now
from django.utils import timezone  # noqa: E402

from accounts.delivery.enqueue import MessageDraft, enqueue  # noqa: E402
from accounts.models import DigestPreferences, Follow, Message, StoppedAddress, User, WebHook  # noqa: E402
from accounts.models.rhythm import next_due  # noqa: E402
from accounts.notices.digests.sweep import sweep_mail as sweep_all  # noqa: E402
from projects.actions.record_outcome import record_outcome  # noqa: E402
from projects.actions.record_target import record_target  # noqa: E402
from projects.actions.refresh import refresh_due  # noqa: E402
from projects.actions.revise_target import revise_target  # noqa: E402
from projects.models import Outcome, Target  # noqa: E402
from projects.reports.overviews.news import report_key  # noqa: E402
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory, UserFactory  # noqa: E402
from tests.soak import proof  # noqa: E402

ZONES = ("Asia/Almaty", "Europe/Berlin", "America/New_York", "UTC")
CADENCES = ("daily", "weekly", "weekly", "monthly")


def populate(people: int, targets: int, at: datetime, seed: int = 7) -> None:
    """A record of some targets, and people who follow some of them, each with a rhythm of their own."""
    import factory

    chance = random.Random(seed)
    editor = UserFactory(editor=True, email="editor@example.org")
    for number in range(targets):
        columns = factory.build(
            dict,
            FACTORY_CLASS=TargetFactory,
            id=f"promise-{number}",
            indicator=IndicatorFactory(),
            source=SourceFactory(published=at.date()),
            announced=at.date(),
            window_start=at.date(),
            deadline=at.date() + timedelta(days=10 + 20 * number),
        )
        columns = {name: value for name, value in columns.items() if not name.startswith("recorded_")}
        record_target(by=editor, at=at, **columns)
    users = User.objects.bulk_create(User(email=f"reader-{number}@example.org") for number in range(people))
    chosen = [
        DigestPreferences(
            user=user,
            cadence=chance.choice(CADENCES),
            weekday=chance.randrange(7),
            hour=chance.randrange(24),
            time_zone=chance.choice(ZONES),
            language=chance.choice(("en", "ru", "kk")),
        )
        for user in users
    ]
    for row in chosen:
        row.due_at = next_due(row.rhythm, at)
    DigestPreferences.objects.bulk_create(chosen)
    Follow.objects.bulk_create(
        Follow(user=user, target_id=f"promise-{number}", created_at=at)
        for user in users
        for number in chance.sample(range(targets), min(3, targets))
    )


def everybody_due(at: datetime, cadence: str = "weekly", **rhythm: Any) -> None:
    """A fresh ledger, and everybody's digest due at that moment."""
    Message.objects.all().delete()
    StoppedAddress.objects.all().delete()
    DigestPreferences.objects.update(cadence=cadence, due_at=at, **rhythm)
    Follow.objects.update(created_at=at - timedelta(days=2))


def choose(at: datetime, hours: list[int], **rhythm: Any) -> None:
    """Everybody chooses this rhythm at that moment, at one hour or another, and has heard nothing yet."""
    everybody_due(at, **rhythm)
    for number, preferences in enumerate(DigestPreferences.objects.order_by("pk")):
        preferences.hour = hours[number % len(hours)]
        preferences.due_at = next_due(preferences.rhythm, at)
        preferences.save(update_fields=["hour", "due_at"])


def news(at: datetime, seed: int, number: int = 1) -> list[list[str]]:
    """Something becomes known: reports and revisions, each with its key and the chain it is about."""
    chance = random.Random(seed)
    editor = User.objects.get(email="editor@example.org")
    firsts = list(Target.objects.filter(revises=None, id__startswith="promise-").order_by("id"))
    made = []
    for _each in range(number):
        first = chance.choice(firsts)
        source = SourceFactory(published=timezone.localdate(at), id=f"source-{uuid4()}")
        last = _last_link(first)
        if chance.random() < 0.2 and last.announced < timezone.localdate(at):
            made.append([f"link:{_revise(last, source, editor, at)}", first.pk])
        else:
            made.append([report_key(_report(first, source, editor, at), first.pk), first.pk])
    return made


def _last_link(first: Target) -> Target:
    last = first
    while (newer := Target.objects.filter(revises=last).first()) is not None:
        last = newer
    return last


def _report(first: Target, source: Any, editor: User, at: datetime) -> str:
    """A report on one day of the target's window."""
    import factory

    had = Outcome.objects.filter(indicator=first.indicator_id).count()
    day: date = first.window_start + timedelta(days=had % (first.deadline - first.window_start).days)
    columns = factory.build(
        dict,
        FACTORY_CLASS=OutcomeFactory,
        indicator=first.indicator,
        id="",
        value=1,
        period_start=day,
        period_end=day,
        source=source,
    )
    columns = {name: value for name, value in columns.items() if not name.startswith("recorded_")}
    return str(record_outcome(by=editor, at=at, **columns).pk)


def _revise(last: Target, source: Any, editor: User, at: datetime) -> str:
    on = timezone.localdate(at)
    deadline = (last.deadline or on) + timedelta(days=7)
    changed = revise_target(target=last, by=editor, at=at, announced=on, source=source, deadline=deadline)
    return str(changed.pk)


def hooks(at: datetime, urls: list[str], messages: int) -> None:
    """One more person with web hooks at these addresses, and so many messages waiting for each."""
    person = UserFactory(email="holder@example.org")
    waiting = []
    for url in urls:
        hook = WebHook.objects.create(user=person, url=url, created_at=at)
        words = {"recipient": url, "language": "en", "subject": "S", "text": "T", "give_up_after": timedelta(days=1)}
        waiting += [
            MessageDraft(user_id=person.pk, kind="notice", channel="webhook", key=f"{number}@{hook.pk}", **words)
            for number in range(messages)
        ]
    enqueue(waiting, at=at)


def sweep(at: datetime) -> dict[str, int]:
    """What the two tasks of the schedule do in one minute."""
    refresh_due(as_of=timezone.localdate(at), at=at)
    return dict(sweep_all(lambda: at))


def states() -> dict[str, int]:
    counts: dict[str, int] = {}
    for state in Message.objects.values_list("state", flat=True):
        counts[state] = counts.get(state, 0) + 1
    return counts


def stopped() -> list[str]:
    return sorted(StoppedAddress.objects.active().values_list("address", flat=True))


def allow_all(at: datetime) -> None:
    """An operator allows every address again."""
    editor = User.objects.get(email="editor@example.org")
    StoppedAddress.objects.active().update(lifted_at=at, lifted_by=editor)


def due_moments() -> list[str]:
    return [
        moment.isoformat() for moment in DigestPreferences.objects.exclude(due_at=None).values_list("due_at", flat=True)
    ]


def prove(at: datetime, news: list[list[str]], taken: dict[str, int]) -> list[str]:
    return proof.problems(at=at, news=news, taken=taken)


def enqueue_task() -> None:
    """What the schedule does each minute."""
    from accounts.tasks import send_due_digests

    send_due_digests.apply_async(retry=False)


def tick_on_a_full_disk() -> list[int]:
    """The schedule ticks while no file can grow, and again when it can; the messages in the folder each time."""
    import resource
    from pathlib import Path

    from celery.beat import Service
    from django.conf import settings

    from tracker.celery import app

    folder = Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"])
    folder.mkdir(parents=True)
    schedule = Service(app, scheduler_cls=app.conf.beat_scheduler).get_scheduler()
    lying = []
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in (0, hard):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        for entry in schedule.schedule.values():
            entry.last_run_at -= timedelta(minutes=2)
        schedule._heap = None
        while schedule.tick() == 0:
            pass
        lying.append(len(list(folder.iterdir())))
    return lying


def _answer(line: str) -> dict[str, Any]:
    name, given = json.loads(line)
    moments = {key: datetime.fromisoformat(value) for key, value in given.items() if key == "at"}
    close_old_connections()  # as Celery does before each task
    try:
        return {"came": globals()[name](**{**given, **moments})}
    except Exception as error:
        return {"error": repr(error)}
    finally:
        if not transaction.get_connection().in_atomic_block:
            close_old_connections()


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(_answer(line)), flush=True)
