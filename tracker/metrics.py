"""/metrics for Prometheus: read from database and cache when asked, so that every web process says the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from accounts.delivery import queue_health
from projects.models import Assessment
from tracker import health, heartbeats
from tracker.version import REVISION, VERSION


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
        yield from self._parts()
        yield from self._messages()
        yield _gauge(
            "tracker_digests_late", "Digests due an hour ago and not sent.", queue_health.late_digest_count(self.at)
        )
        yield _gauge("tracker_stopped_addresses", "Addresses mail is stopped to.", queue_health.stopped_address_count())
        due = Assessment.objects.due(timezone.localdate(self.at)).count()
        yield _gauge("tracker_verdicts_due", "Stored verdicts that the day may have changed.", due)
        outdated = Assessment.objects.of_another_method().count()
        yield _gauge("tracker_verdicts_outdated", "Stored verdicts of another version of the method.", outdated)

    def _parts(self) -> Iterator[Metric]:
        well = GaugeMetricFamily("tracker_part_well", "1 if /readyz calls the part well.", labels=["part"])
        for part, state in health.states(self.at).items():
            well.add_metric([part], float(state.ok))
        yield well
        age = GaugeMetricFamily("tracker_heartbeat_age_seconds", "Since the last heartbeat.", labels=["part"])
        for part in heartbeats.SILENT_AFTER:
            last = heartbeats.last(part)
            age.add_metric([part], float("inf") if last is None else max((self.at - last).total_seconds(), 0))
        yield age

    def _messages(self) -> Iterator[Metric]:
        labels = ["kind", "channel", "state"]
        messages = GaugeMetricFamily("tracker_messages", "Messages in the outbox.", labels=labels)
        for kind, channel, state, number in queue_health.message_counts():
            messages.add_metric([kind, channel, state], number)
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


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)
