"""Is it alive, is it ready: /healthz and /readyz."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.ledger import standing
from tracker import heartbeats
from tracker.celery import app


@dataclass(frozen=True)
class State:
    """One part's state; `detail` is a sentence for the operator and says what to do when the part is not well."""

    ok: bool
    detail: str


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The web process answers; says nothing of the rest."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Every part the tracker needs, with its state: 200 when all are well, 503 otherwise; HTML for a browser."""
    at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
    parts = states(at)
    ready = all(state.ok for state in parts.values())
    status = 200 if ready else 503
    if request.accepts("text/html") and "text/html" in request.headers.get("Accept", ""):
        return render(request, "tracker/readyz.html", {"ready": ready, "parts": parts}, status=status)
    answer = {"ready": ready, "at": at.isoformat(), **{name: asdict(state) for name, state in parts.items()}}
    return JsonResponse(answer, status=status, json_dumps_params={"indent": 2, "ensure_ascii": False})


def states(at: datetime) -> dict[str, State]:
    """Every part with its state: what /readyz, the admin's front page and /metrics say alike."""
    return {
        "database": _asked(_database),
        "cache": _asked(_cache),
        "broker": _asked(_broker),
        **{part: _asked(partial(_heartbeat, part, at)) for part in heartbeats.SILENT_AFTER},
        "digests": _asked(partial(_digests, at)),
        "queue": _asked(partial(_queue, at)),
    }


def _asked(part: Callable[[], State]) -> State:
    try:
        return part()
    except Exception as error:  # whatever a driver raises, the answer is that this part is not well
        return State(ok=False, detail=f"does not answer ({type(error).__name__}); see the log and its address")


def _database() -> State:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return State(ok=True, detail=f"{connection.vendor} answers")


def _cache() -> State:
    cache.set("readyz", "asked", timeout=60)
    if cache.get("readyz") != "asked":
        return State(ok=False, detail="forgets what it is given: is its disk or memory full?")
    return State(ok=True, detail="keeps what it is given")


def _broker() -> State:
    folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("data_folder_in")
    if folder and not Path(folder).is_dir():
        return State(ok=False, detail=f"its folder {folder} is missing: start the tracker with make run")
    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=3)
        return State(ok=True, detail=f"{broker.transport.driver_type} takes messages")


def _heartbeat(part: str, at: datetime) -> State:
    last = heartbeats.last(part)
    if last is None:
        return State(ok=False, detail=f"no heartbeat yet: is the {part} running?")
    silent = at - last
    seconds = int(silent.total_seconds())
    if silent > heartbeats.SILENT_AFTER[part]:
        return State(ok=False, detail=f"silent for {seconds} s: start the {part} again and read its log")
    return State(ok=True, detail=f"beat {max(seconds, 0)} s ago")


def _digests(at: datetime) -> State:
    late = standing.late_digests(at)
    if late:
        return State(ok=False, detail=f"{late} due more than an hour ago and not sent: see the ledger of messages")
    return State(ok=True, detail="none is late")


def _queue(at: datetime) -> State:
    """Not well when something has been due for an hour and no worker takes it."""
    queue = standing.queue(at)
    minutes = int(queue.untouched_for(at).total_seconds() // 60)
    length = f"{queue.waiting} waiting, {queue.in_hand} in hand"
    if queue.untouched_for(at) > standing.LATE:
        return State(ok=False, detail=f"{length}; one untouched for {minutes} min: look at workers and schedule")
    return State(ok=True, detail=length)
