"""The Celery app and the whole schedule, in sight.

The broker is trusted with nothing: due work lies in the database and each sweep finds it again, so a task that is
lost, late or run twice does no harm. That is why a sweep expires before the next one and the schedule keeps no file.
"""

from __future__ import annotations

import logging.config
import os
from typing import Any

from celery import Celery, bootsteps
from celery.beat import Scheduler
from celery.schedules import crontab
from celery.signals import setup_logging, task_failure, task_success
from django.conf import settings
from django.utils import timezone

from tracker import broker
from tracker.start import load_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
load_settings()

broker.instead_of_kombus()
app = Celery("tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

SWEEP = {"expires": 55}
app.conf.beat_schedule = {
    # Deadlines pass and figures become stale without anybody writing: verdicts that are due are computed anew.
    "refresh-due-assessments": {"task": "projects.tasks.refresh_due", "schedule": crontab(), "options": SWEEP},
    # The files of the whole record, at night (settings.FILES_HOUR); the first set soon after the start.
    "make-files": {"task": "projects.tasks.make_files", "schedule": crontab(), "options": SWEEP},
    # Spreadsheets of editors that a worker has lost or never heard of; else the page that takes them wakes one.
    "run-table-imports": {"task": "projects.tasks.run_table_imports", "schedule": crontab(), "options": SWEEP},
    # Deadlines of what people follow, and what the record waits for, once a day at each person's hour.
    "remind-of-what-is-due": {"task": "accounts.tasks.write_due_reminders", "schedule": crontab(), "options": SWEEP},
    # Each person's digest at the hour they chose, in their own time zone.
    "send-due-digests": {"task": "accounts.tasks.send_due_digests", "schedule": crontab(), "options": SWEEP},
    # News of targets that somebody wants to hear of within minutes.
    "alert-at-once": {"task": "accounts.tasks.write_due_alerts", "schedule": crontab(), "options": SWEEP},
    # Whether the addresses of sources still answer, each once a week (settings.CHECK_LINKS).
    "check-links": {"task": "projects.tasks.check_links", "schedule": crontab(minute="17"), "options": SWEEP},
    # A copy of each source in an archive, asked for once (settings.ARCHIVE_URL).
    "ask-archives": {"task": "projects.tasks.ask_archives", "schedule": crontab(minute="47"), "options": SWEEP},
    # Texts of others that nothing cites are kept for a while only (settings.ARTICLE_DAYS).
    "empty-articles": {
        "task": "projects.tasks.empty_articles",
        "schedule": crontab(hour="3", minute="41"),
        "options": SWEEP,
    },
    # Answers to programs' requests are kept for a day, for whoever repeats one (ADR 46).
    "forget-idempotency-keys": {
        "task": "projects.tasks.forget_idempotency_keys",
        "schedule": crontab(minute="23"),
        "options": SWEEP,
    },
    # What the feeds, site maps and pages of bodies name anew, each at most once an hour (settings.WATCH_SOURCES).
    "sweep-watches": {"task": "projects.tasks.sweep_watches", "schedule": crontab(minute="*/5"), "options": SWEEP},
    # The week that has ended, on Monday morning, to addresses without an account.
    "mail-the-week": {"task": "accounts.tasks.write_week_mails", "schedule": crontab(minute="*/5"), "options": SWEEP},
    # Addresses that nobody confirmed are kept for a while only (settings.FORGET_UNCONFIRMED_AFTER).
    "forget-unconfirmed": {
        "task": "accounts.tasks.forget_unconfirmed_addresses",
        "schedule": crontab(hour="3", minute="53"),
        "options": SWEEP,
    },
    # What became of the sources that readers sent.
    "answer-proposals": {
        "task": "accounts.tasks.write_answers_to_proposals",
        "schedule": crontab(minute="*/5"),
        "options": SWEEP,
    },
    # What was told and turned out to be our mistake, once to each of those who were told.
    "correct-what-was-told": {
        "task": "accounts.tasks.write_due_corrections",
        "schedule": crontab(),
        "options": SWEEP,
    },
    # The same to web hooks and chats. They go to servers of strangers: a queue and a worker of their own (settings'
    # CELERY_TASK_ROUTES), so that none of them keeps a mail or a verdict waiting.
    **{
        f"deliver-to-{channel}": {
            "task": "accounts.tasks.deliver_other_channels",
            "args": (channel,),
            "schedule": crontab(),
            "options": SWEEP,
        }
        for channel in ("webhook", "telegram")
    },
}
app.conf.beat_scheduler = "tracker.celery:BeatingScheduler"

logger = logging.getLogger(__name__)


def _leave_heartbeat(part: str) -> None:
    from tracker import heartbeats  # noqa: PLC0415  # the cache is configured by then

    try:
        heartbeats.leave(part, at=timezone.now())  # noqa: TID251  # an edge: this is the clock
    except Exception:  # a cache that is away must end neither worker nor schedule
        logger.exception("The %s's heartbeat could not be left", part)


class BeatingScheduler(Scheduler):
    """Celery's scheduler, in memory; leaves a heartbeat each time it looks at what is due."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        _leave_heartbeat("schedule")
        pause: float = super().tick(*args, **kwargs)
        return pause


class Heartbeat(bootsteps.StartStopStep):
    """Leaves a heartbeat for each queue that the worker works off, first at its start: /readyz need not wait."""

    requires = ("celery.worker.components:Timer", "celery.worker.components:Pool")

    def start(self, parent: Any) -> None:
        from tracker import heartbeats  # noqa: PLC0415  # the cache is configured by then

        for queue in parent.app.amqp.queues.consume_from:
            if part := heartbeats.QUEUES.get(queue):
                _leave_heartbeat(part)
                parent.timer.call_repeatedly(heartbeats.EVERY.total_seconds(), _leave_heartbeat, (part,))


app.steps["worker"].add(Heartbeat)


@task_success.connect
def _note_success(sender: Any = None, **_: Any) -> None:
    from tracker import heartbeats  # noqa: PLC0415  # the cache is configured by then

    try:
        queue = (sender.request.delivery_info or {}).get("routing_key", "")
        heartbeats.note_success(queue, sender.name, at=timezone.now())  # noqa: TID251  # an edge: this is the clock
    except Exception:  # a cache that is away must end no task
        logger.exception("The success of %s could not be noted", sender.name)


@task_failure.connect
def _note_failure(sender: Any = None, **_: Any) -> None:
    from tracker import heartbeats  # noqa: PLC0415  # the cache is configured by then

    try:
        heartbeats.note_failure(sender.name)
    except Exception:  # as above
        logger.exception("The failure of %s could not be noted", sender.name)


@setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """A receiver here is how Celery is told to leave logging as settings.LOGGING has it."""
    logging.config.dictConfig(settings.LOGGING)
