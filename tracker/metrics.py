"""/metrics for Prometheus: read from database, cache and shared memory when asked; every web process says the same."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import accumulate, product

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from accounts.delivery import queue_health
from accounts.models import Message
from projects.exports.record.published import current_set
from projects.models import Assessment
from tracker import health, heartbeats, request_counts
from tracker.celery import app
from tracker.databases.watch import REPLICA, watch
from tracker.version import REVISION, VERSION

# Whoever has written has a number; so has what was prepared for a commit in two phases, which no process needs to hold.
OLDEST_WRITER = """
SELECT coalesce(max(extract(epoch FROM clock_timestamp() - began)), 0)::float FROM (
    SELECT xact_start AS began FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND backend_xid IS NOT NULL
    UNION ALL SELECT prepared FROM pg_prepared_xacts WHERE database = current_database()
) AS writers
"""
GIVEN_UP = (Message.State.FAILED.value, Message.State.UNCERTAIN.value)

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Numbers and no people; for whoever knows METRICS_TOKEN, and on one machine (DEBUG) for anybody there."""
    if not settings.METRICS_TOKEN and not settings.DEBUG:
        raise Http404("METRICS_TOKEN is not set.")
    if settings.METRICS_TOKEN and not _knows_the_token(request):
        refusal = "Send the header Authorization: Bearer, with the value of METRICS_TOKEN.\n"
        answer = HttpResponse(refusal, status=401, content_type="text/plain; charset=utf-8")
        answer["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return answer
    registry = CollectorRegistry(auto_describe=False)
    registry.register(TrackerCollector(timezone.now()))  # noqa: TID251  # an edge: this is the clock
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _knows_the_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").encode(errors="replace")
    return constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}".encode())


class TrackerCollector(Collector):
    """Everything that can be seen from outside whether nothing is lost and nothing is late."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[Metric]:
        build = GaugeMetricFamily("tracker_build_info", "Always 1.", labels=["version", "revision"])
        build.add_metric([VERSION, REVISION], 1)
        yield build
        states = health.states(self.at)
        yield from _parts(states)
        groups: list[tuple[str, Callable[[], Iterator[Metric]]]] = [
            ("", _requests),
            ("", self._files),
            ("", _replica),
            ("cache", self._heartbeats),
            ("cache", _backup),
            ("cache", _tasks),
            ("broker", _broker),
            ("database", self._messages),
            ("database", self._verdicts),
            ("database", _database),
        ]
        for part, metrics in groups:
            # What a part that is away would say is left out; that it is away, Prometheus must hear.
            if not part or states[part].ok:
                yield from _as_far_as_it_goes(metrics)

    def _heartbeats(self) -> Iterator[Metric]:
        age = GaugeMetricFamily("tracker_heartbeat_age_seconds", "Since the last heartbeat.", labels=["part"])
        for part in heartbeats.SILENT_AFTER:
            last = heartbeats.last(part)
            age.add_metric([part], float("inf") if last is None else max((self.at - last).total_seconds(), 0))
        yield age
        succeeded = GaugeMetricFamily(
            "tracker_part_last_success_timestamp_seconds",
            "When a task of the part succeeded; 0: never.",
            labels=["part"],
        )
        for part in heartbeats.QUEUES.values():
            succeeded.add_metric([part], _timestamp(heartbeats.last_success(part)))
        yield succeeded

    def _files(self) -> Iterator[Metric]:
        free = shutil.disk_usage(settings.DATA_DIR).free
        yield _gauge("tracker_data_free_bytes", "Free on the disk of the data folder.", free)
        if published := current_set():
            age = (self.at - published.made_at).total_seconds()
            yield _gauge("tracker_files_age_seconds", "Age of the files of the whole record.", max(age, 0))

    def _verdicts(self) -> Iterator[Metric]:
        due = Assessment.objects.due(timezone.localdate(self.at)).count()
        yield _gauge("tracker_verdicts_due", "Stored verdicts that the day may have changed.", due)
        outdated = Assessment.objects.of_another_method().count()
        yield _gauge("tracker_verdicts_outdated", "Stored verdicts of another version of the method.", outdated)

    def _messages(self) -> Iterator[Metric]:
        labels = ["kind", "channel", "state"]
        messages = GaugeMetricFamily("tracker_messages", "Messages in the outbox.", labels=labels)
        # Growth from nothing is only seen where nothing was said to be 0.
        numbers = dict.fromkeys(product(Message.Kind.values, Message.Channel.values, GIVEN_UP), 0)
        numbers |= {(kind, channel, state): number for kind, channel, state, number in queue_health.message_counts()}
        for names, number in sorted(numbers.items()):
            messages.add_metric(names, number)
        yield messages
        queue = queue_health.queue_state(self.at)
        length = GaugeMetricFamily("tracker_queue_messages", "Messages under way.", labels=["state"])
        length.add_metric(["pending"], queue.waiting)
        length.add_metric(["sending"], queue.sending)
        yield length
        yield _gauge(
            "tracker_queue_age_seconds", "Age of the oldest message under way.", queue.age(self.at).total_seconds()
        )
        untouched = queue.untouched_for(self.at).total_seconds()
        yield _gauge("tracker_queue_untouched_seconds", "Since something is due that nobody takes.", untouched)
        if queue.last_sent_at is not None:
            moment = queue.last_sent_at.timestamp()
            yield _gauge("tracker_last_sent_timestamp_seconds", "When a message was last sent.", moment)
        late = queue_health.late_digest_count(self.at)
        yield _gauge("tracker_digests_late", "Digests due an hour ago and not sent.", late)
        stopped = queue_health.stopped_address_count()
        yield _gauge("tracker_stopped_addresses", "Addresses mail is stopped to.", stopped)


def _parts(states: dict[str, health.State]) -> Iterator[Metric]:
    well = GaugeMetricFamily("tracker_part_well", "1 if /readyz calls the part well.", labels=["part"])
    for part, state in states.items():
        well.add_metric([part], float(state.ok))
    yield well


def _requests() -> Iterator[Metric]:
    seconds = HistogramMetricFamily(
        "tracker_request_duration_seconds", "Requests of readers by class of status.", labels=["status"]
    )
    bounds = [*map(str, request_counts.BOUNDS), "+Inf"]
    for status, answered in request_counts.answered().items():
        seconds.add_metric([status], list(zip(bounds, accumulate(answered.buckets), strict=True)), answered.seconds)
    yield seconds


def _tasks() -> Iterator[Metric]:
    labels = ["task"]
    succeeded = GaugeMetricFamily(
        "tracker_task_last_success_timestamp_seconds", "When the task last succeeded; 0: never.", labels=labels
    )
    expired = GaugeMetricFamily(
        "tracker_task_last_expiry_timestamp_seconds",
        "When the task last came too late to a worker; 0: never.",
        labels=labels,
    )
    expiries = CounterMetricFamily("tracker_tasks_expired", "How often the task came too late.", labels=labels)
    failures = GaugeMetricFamily("tracker_task_failures_in_a_row", "Failures since its last success.", labels=labels)
    for task, signs in heartbeats.signs_of(health.scheduled_tasks()).items():
        succeeded.add_metric([task], _timestamp(signs.succeeded_at))
        expired.add_metric([task], _timestamp(signs.expired_at))
        expiries.add_metric([task], signs.expiries)
        failures.add_metric([task], signs.failures)
    yield from (succeeded, expired, expiries, failures)


def _backup() -> Iterator[Metric]:
    moment = _timestamp(heartbeats.last_backup())
    yield _gauge("tracker_backup_last_success_timestamp_seconds", "When a copy was last written; 0: not noted.", moment)


def _replica() -> Iterator[Metric]:
    """Nothing where there is none, and while nobody can tell: this process has not looked, or the primary is away."""
    standing = watch.standing() if REPLICA in settings.DATABASES else None
    if standing is not None and standing.reason in {"level", "behind", "replica away"}:
        lag = float("inf") if standing.behind is None else standing.behind
        yield _gauge("tracker_replica_lag_seconds", "How old what readers of the replica see is at most.", lag)


def _broker() -> Iterator[Metric]:
    waiting = GaugeMetricFamily("tracker_broker_tasks", "Tasks that no worker has taken yet.", labels=["queue"])
    with app.connection_for_read() as broker:
        for queue in heartbeats.QUEUES:
            waiting.add_metric([queue], broker.default_channel.queue_declare(queue, durable=True).message_count)
    yield waiting


def _database() -> Iterator[Metric]:
    sizes = {
        "postgresql": "SELECT pg_database_size(current_database())",
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    }
    with connection.cursor() as cursor:
        cursor.execute(sizes[connection.vendor])
        yield _gauge("tracker_database_size_bytes", "Size of the database.", cursor.fetchone()[0])
        if connection.vendor == "postgresql":
            cursor.execute(OLDEST_WRITER)
            meaning = "Since the oldest transaction began that has written and is open; 0: none is."
            yield _gauge("tracker_oldest_writing_transaction_seconds", meaning, cursor.fetchone()[0])


def _as_far_as_it_goes(metrics: Callable[[], Iterator[Metric]]) -> Iterator[Metric]:
    try:
        yield from metrics()
    except Exception:  # whatever a driver raises, the other numbers are told
        logger.exception("Some metrics could not be read")


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def _timestamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
