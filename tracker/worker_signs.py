"""What workers and schedule note of themselves for /readyz, /metrics and systemd: heartbeats, and how each task ended.

Before they start they ask whether their servers answer.
"""

from __future__ import annotations

import logging.config
from typing import Any

from celery import bootsteps
from celery.beat import Scheduler
from celery.signals import (
    beat_init,
    celeryd_init,
    setup_logging,
    task_failure,
    task_revoked,
    task_success,
    worker_ready,
)
from django.conf import settings
from django.utils import timezone

from tracker import service_manager
from tracker.start import require_servers

logger = logging.getLogger(__name__)


def _leave_heartbeat(part: str) -> None:
    from tracker import heartbeats  # noqa: PLC0415  # the cache is configured by then

    try:
        heartbeats.leave(part, at=timezone.now())  # noqa: TID251  # an edge: this is the clock
    except Exception:  # a cache that is away must end neither worker nor schedule
        logger.exception("The %s's heartbeat could not be left", part)


def _beat(part: str) -> None:
    _leave_heartbeat(part)
    service_manager.notify(service_manager.ALIVE)


class BeatingScheduler(Scheduler):
    """Celery's scheduler, in memory; leaves a heartbeat each time it looks at what is due."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        _leave_heartbeat("schedule")
        service_manager.notify(f"{service_manager.READY}\n{service_manager.ALIVE}")
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
                parent.timer.call_repeatedly(heartbeats.EVERY.total_seconds(), _beat, (part,))


@celeryd_init.connect
@beat_init.connect
def _require_servers(**_: Any) -> None:
    """A worker or schedule that is started while its servers are away says so in one line and ends."""
    require_servers()


@worker_ready.connect
def _worker_is_ready(**_: Any) -> None:
    service_manager.notify(service_manager.READY)


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


@task_revoked.connect
def _note_expiry(sender: Any = None, expired: bool = False, **_: Any) -> None:
    from tracker import heartbeats  # noqa: PLC0415  # the cache is configured by then

    if not expired:
        return
    logger.warning("%s came to this worker too late and was dropped", sender.name)
    try:
        heartbeats.note_expiry(sender.name, at=timezone.now())  # noqa: TID251  # an edge: this is the clock
    except Exception:  # as above
        logger.exception("That %s expired could not be noted", sender.name)


@setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """A receiver here is how Celery is told to leave logging as settings.LOGGING has it."""
    logging.config.dictConfig(settings.LOGGING)
