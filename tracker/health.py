"""Is it alive, is it ready: /healthz and /readyz.

Whoever reads the page of it, or the front page of the admin, is told in their language; programs in English always.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.delivery import queue_health
from projects.actions import judging_plans
from projects.exports.record.published import current_set, is_due
from tracker import heartbeats
from tracker.celery import app
from tracker.databases.watch import REPLICA, watch
from tracker.version import WRITTEN

# The parts as people call them.
PARTS = {
    "database": gettext_lazy("database"),
    "cache": gettext_lazy("cache"),
    "broker": gettext_lazy("broker of tasks"),
    "worker": gettext_lazy("worker"),
    "outgoing": gettext_lazy("worker for outgoing requests"),
    "schedule": gettext_lazy("schedule"),
    "tasks": gettext_lazy("tasks of the schedule"),
    "digests": gettext_lazy("digests"),
    "queue": gettext_lazy("queue of messages"),
    "files": gettext_lazy("files of the whole record"),
    "judging": gettext_lazy("judging of all verdicts"),
    "replica": gettext_lazy("copy of the database"),
}

# Why readers are not sent to the replica.
STANDINGS = {
    "unknown": gettext_lazy("not looked at yet by this process"),
    "replica away": gettext_lazy("it does not answer: readers are sent to the primary"),
    "behind": gettext_lazy("too far behind: readers are sent to the primary"),
}
JUDGING_STUCK = timedelta(minutes=15)
FILES_LATE = timedelta(hours=3)  # after the hour at which they are made


@dataclass(frozen=True)
class State:
    """One part's state; `detail` is a sentence for the operator and says what to do when the part is not well."""

    ok: bool
    detail: str


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The web process answers, and which version of the tracker it is; says nothing of the rest."""
    return HttpResponse(f"alive\nversion {WRITTEN}\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Every part the tracker needs, with its state: 200 when all are well, 503 otherwise; HTML for a browser."""
    at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
    if request.accepts("text/html") and "text/html" in request.headers.get("Accept", ""):
        named_states = [(PARTS[name], state) for name, state in states(at).items()]
        ready = all(state.ok for _name, state in named_states)
        shown = {"ready": ready, "parts": named_states, "version": WRITTEN}
        return render(request, "tracker/readyz.html", shown, status=200 if ready else 503)
    with override("en"):
        parts = states(at)
    ready = all(state.ok for state in parts.values())
    status = 200 if ready else 503
    head = {"ready": ready, "at": at.isoformat(), "version": WRITTEN}
    answer = {**head, **{name: asdict(state) for name, state in parts.items()}}
    return JsonResponse(answer, status=status, json_dumps_params={"indent": 2, "ensure_ascii": False})


def states(at: datetime) -> dict[str, State]:
    """Every part with its state: what /readyz, the admin's front page and /metrics say alike."""
    cache_ = _asked(_cache)
    signs: dict[str, Callable[[], State]] = {
        **{part: partial(_heartbeat, part, at) for part in heartbeats.SILENT_AFTER},
        "tasks": partial(_tasks, at),
    }
    # Signs are left in the cache. One that is slow to say nothing is asked once, and not once for each of them.
    seen = signs if cache_.ok else dict.fromkeys(signs, _unseen)
    return {
        "database": _asked(_database),
        "cache": cache_,
        "broker": _asked(_broker),
        **{part: _asked(state) for part, state in seen.items()},
        "digests": _asked(partial(_digests, at)),
        "queue": _asked(partial(_queue, at)),
        "files": _asked(partial(_files, at)),
        "judging": _asked(partial(_judging, at)),
        "replica": _asked(_replica),
    }


def _asked(part: Callable[[], State]) -> State:
    try:
        return part()
    except Exception as error:  # whatever a driver raises, the answer is that this part is not well
        return State(ok=False, detail=_("does not answer (%s); see the log and its address") % type(error).__name__)


def _database() -> State:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return State(ok=True, detail=_("%s answers") % connection.vendor)


def _cache() -> State:
    cache.set("readyz", "asked", timeout=60)
    if cache.get("readyz") != "asked":
        return State(ok=False, detail=_("forgets what it is given: is its disk or memory full?"))
    return State(ok=True, detail=_("keeps what it is given"))


def _unseen() -> State:
    return State(ok=False, detail=_("nobody can tell while the cache is away"))


def _broker() -> State:
    folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("data_folder_in")
    if folder and not Path(folder).is_dir():
        return State(ok=False, detail=_("its folder %s is missing: start the tracker with make run") % folder)
    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=3)
        return State(ok=True, detail=_("%s takes messages") % broker.transport.driver_type)


def _heartbeat(part: str, at: datetime) -> State:
    last = heartbeats.last(part)
    if last is None:
        return State(ok=False, detail=_("no heartbeat yet: is the %s running?") % PARTS[part])
    silent = at - last
    seconds = int(silent.total_seconds())
    if silent > heartbeats.SILENT_AFTER[part]:
        values = {"seconds": seconds, "part": PARTS[part]}
        return State(ok=False, detail=_("silent for %(seconds)s s: start the %(part)s again and read its log") % values)
    return State(ok=True, detail=_("beat %s s ago") % max(seconds, 0))


def scheduled_tasks() -> list[str]:
    """The names of the tasks that the schedule sends."""
    return sorted({entry["task"] for entry in app.conf.beat_schedule.values()})


def _tasks(at: datetime) -> State:
    """Not well when a queue has had no success for too long, or a task of the schedule expires or fails."""
    problems = [*_problems_of_tasks(at)]
    successes = []
    for part in heartbeats.QUEUES.values():
        last = heartbeats.last_success(part)
        since = last or heartbeats.awaited_since(part) or at  # without a heartbeat the part itself is not well
        seconds = int((at - since).total_seconds())
        if at - since > heartbeats.SUCCEEDS_WITHIN:
            values = {"seconds": seconds, "part": PARTS[part]}
            problems.append(_("no task of the %(part)s has succeeded for %(seconds)s s: read its log") % values)
        if last is not None:
            successes.append(seconds)
    if problems:
        return State(ok=False, detail="; ".join(problems))
    if len(successes) < len(heartbeats.QUEUES):
        return State(ok=True, detail=_("not every queue has had its turn yet"))
    return State(ok=True, detail=_("each queue had a success in the last %s s") % max(*successes, 1))


def _problems_of_tasks(at: datetime) -> Iterator[str]:
    for task, signs in heartbeats.signs_of(scheduled_tasks()).items():
        if signs.is_failing:
            values = {"task": task, "times": signs.failures}
            yield _("%(task)s has failed %(times)s times in a row: read the worker's log") % values
        if signs.expired_at is not None and signs.is_expired:
            seconds = max(int((at - signs.expired_at).total_seconds()), 0)
            expired = _("%(task)s came too late to a worker %(seconds)s s ago and has not succeeded since")
            yield expired % {"task": task, "seconds": seconds}


def _digests(at: datetime) -> State:
    late = queue_health.late_digest_count(at)
    if late:
        return State(ok=False, detail=_("%s due more than an hour ago and not sent: see the outbox") % late)
    return State(ok=True, detail=_("none is late"))


def _queue(at: datetime) -> State:
    """Not well when something has been due for an hour and no worker takes it."""
    queue = queue_health.queue_state(at)
    minutes = int(queue.untouched_for(at).total_seconds() // 60)
    length = _("%(waiting)s waiting, %(in_hand)s in hand") % {"waiting": queue.waiting, "in_hand": queue.sending}
    if queue.untouched_for(at) > queue_health.LATE:
        untouched = _("one untouched for %s min: look at workers and schedule") % minutes
        return State(ok=False, detail=f"{length}; {untouched}")
    return State(ok=True, detail=length)


def _files(at: datetime) -> State:
    """Not well when a night has passed without a new set. Before the first set the task itself is watched."""
    published = current_set()
    if published is None:
        return State(ok=True, detail=_("none yet: the worker makes them soon after its start"))
    hours = int((at - published.made_at).total_seconds() // 3600)
    if is_due(at - FILES_LATE, published):
        late = _("made %s h ago: read the worker's log and see whether the disk is full")
        return State(ok=False, detail=late % hours)
    return State(ok=True, detail=_("made %s h ago") % max(hours, 0))


def _judging(at: datetime) -> State:
    """Not well when a plan is under way and for a quarter of an hour no chunk of it was judged."""
    progress = judging_plans.progress(at)
    if progress is None:
        return State(ok=True, detail=_("no plan is under way"))
    values = {"judged": progress.judged, "chunks": progress.chunks, "in_hand": progress.in_hand}
    detail = _("%(judged)s of %(chunks)s chunks judged, %(in_hand)s in hand") % values
    if progress.given_up:
        given_up = _("%s given up: run manage.py refresh_assessments when it is over") % progress.given_up
        return State(ok=False, detail=f"{detail}; {given_up}")
    if at - progress.latest_at > JUDGING_STUCK:
        return State(ok=False, detail=f"{detail}; {_('none for a quarter of an hour: look at the workers')}")
    return State(ok=True, detail=detail)


def _replica() -> State:
    """Whether readers of this process are sent to the replica. Not well while they cannot be."""
    if REPLICA not in settings.DATABASES:
        return State(ok=True, detail=_("there is none"))
    standing = watch.standing()
    if standing.usable:
        behind = (
            _("at most %s s behind") % ceil(standing.behind)
            if standing.behind is not None
            else _("the primary does not answer")
        )
        return State(ok=True, detail=_("readers are sent to it, %s") % behind)
    return State(ok=standing.reason == "unknown", detail=str(STANDINGS[standing.reason]))
