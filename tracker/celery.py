"""The Celery app and the whole schedule, in sight.

The broker is trusted with nothing: due work lies in the database and each sweep finds it again, so a task that is
lost, late or run twice does no harm. That is why a sweep expires before the next one and the schedule keeps no file.
One that has expired is noted: whoever has too few workers sees it in /readyz (tracker/worker_signs.py).
"""

from __future__ import annotations

import os

from celery import Celery
from celery.schedules import crontab

from tracker import broker
from tracker.start import load_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
load_settings()

broker.instead_of_kombus()
app = Celery("tracker", task_cls="tracker.task:Task")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Each expires shortly before the next of its kind is sent.
SWEEP = {"expires": 55}
FIVE_MINUTES = {"expires": 290}
HOURLY = {"expires": 3_500}
NIGHTLY = {"expires": 86_000}
app.conf.beat_schedule = {
    # Deadlines pass and figures become stale without anybody writing: verdicts that are due are computed anew.
    "refresh-due-assessments": {"task": "projects.tasks.refresh_due", "schedule": crontab(), "options": SWEEP},
    # A plan by which all verdicts are judged on several hosts: for a worker that has died, or was started meanwhile.
    "judge-planned": {
        "task": "projects.tasks.judge_planned",
        "args": (True,),
        "schedule": crontab(),
        "options": SWEEP,
    },
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
    "check-links": {"task": "projects.tasks.check_links", "schedule": crontab(minute="17"), "options": HOURLY},
    # A copy of each source in an archive, asked for once (settings.ARCHIVE_URL).
    "ask-archives": {"task": "projects.tasks.ask_archives", "schedule": crontab(minute="47"), "options": HOURLY},
    # Texts of others that nothing cites are kept for a while only (settings.ARTICLE_DAYS).
    "empty-articles": {
        "task": "projects.tasks.empty_articles",
        "schedule": crontab(hour="3", minute="41"),
        "options": NIGHTLY,
    },
    # Answers to programs' requests are kept for a day, for whoever repeats one (ADR 46).
    "forget-idempotency-keys": {
        "task": "projects.tasks.forget_idempotency_keys",
        "schedule": crontab(minute="23"),
        "options": HOURLY,
    },
    # What the feeds, site maps and pages of bodies name anew, each at most once an hour (settings.WATCH_SOURCES).
    "sweep-watches": {
        "task": "projects.tasks.sweep_watches",
        "schedule": crontab(minute="*/5"),
        "options": FIVE_MINUTES,
    },
    # The week that has ended, on Monday morning, to addresses without an account.
    "mail-the-week": {
        "task": "accounts.tasks.write_week_mails",
        "schedule": crontab(minute="*/5"),
        "options": FIVE_MINUTES,
    },
    # Addresses that nobody confirmed are kept for a while only (settings.FORGET_UNCONFIRMED_AFTER).
    "forget-unconfirmed": {
        "task": "accounts.tasks.forget_unconfirmed_addresses",
        "schedule": crontab(hour="3", minute="53"),
        "options": NIGHTLY,
    },
    # What is kept for a while only (accounts.actions.retention; the privacy page shows the same table). What one run
    # leaves of a backlog, the next takes.
    **{
        name.replace("_", "-"): {
            "task": f"accounts.tasks.{name}",
            "schedule": crontab(hour="4", minute=minute),
            "options": options,
        }
        for name, minute, options in (
            ("forget_sessions", "7", NIGHTLY),
            ("forget_unverified_accounts", "11-15", SWEEP),
            ("forget_layouts", "17-47", SWEEP),
            ("forget_words", "18-48", SWEEP),
            ("forget_expired_tokens", "53", NIGHTLY),
        )
    },
    # What became of the sources that readers sent.
    "answer-proposals": {
        "task": "accounts.tasks.write_answers_to_proposals",
        "schedule": crontab(minute="*/5"),
        "options": FIVE_MINUTES,
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
app.conf.beat_scheduler = "tracker.worker_signs:BeatingScheduler"

from tracker import worker_signs  # noqa: E402  # its receivers need the settings

app.steps["worker"].add(worker_signs.Heartbeat)
