"""What editors should enter: final figures, reports that are due, reasons for corrections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Max, Min, Q
from django.utils import timezone

from projects.comparison.periods import DEFAULT_INTERVAL
from projects.comparison.statuses import OPEN
from projects.models import Assessment, Indicator, Outcome
from projects.reports.named import Named

LOOK_BACK = timedelta(days=60)
KINDS = ("unreported", "report_due", "unexplained")


@dataclass(frozen=True, slots=True)
class AwaitedEntry:
    """One thing that waits, of one of the ``KINDS``, on the page of a target or, without one, of a programme.

    ``named`` is what is measured; ``on`` the day that tells: the deadline, the end of the last report, the end of the
    corrected period. It waits since ``since``. ``entered_by`` is who entered it, and needs no reminder of it.
    """

    kind: str
    key: str
    named: Named
    page: tuple[str, str]
    on: date
    since: datetime
    entered_by: int | None = None


def awaited_entries(at: datetime) -> list[AwaitedEntry]:
    """What has been awaited for at most two months, by kind; the longest wait comes first. Three queries."""
    today = timezone.localdate(at)
    entries = [*_unreported(today), *_reports_due(today), *_unexplained()]
    recent = (entry for entry in entries if at - LOOK_BACK < entry.since <= at)
    return sorted(recent, key=lambda entry: (KINDS.index(entry.kind), entry.since, entry.key))


def _unreported(today: date) -> Iterator[AwaitedEntry]:
    """A deadline has passed and no report covers it: without one the verdict stays open (rules R11.3, R11.7)."""
    passed = Assessment.objects.filter(
        status__in=["unreported", "not_assessable"],
        target__deadline__range=(today - LOOK_BACK, today - timedelta(days=1)),
    )
    for row in passed.select_related("target__indicator"):
        deadline = row.target.deadline
        if deadline is not None and {"no_report", "no_final_report"} & set(row.payload["reasons"]):
            yield AwaitedEntry(
                kind="unreported",
                key=f"unreported:{row.first_id}:{deadline.isoformat()}",
                named=Named.of(row.target.indicator),
                page=("target", row.target_id),
                on=deadline,
                since=max(_morning(deadline + timedelta(days=1)), row.target.recorded_at),
            )


def _reports_due(today: date) -> Iterator[AwaitedEntry]:
    """An indicator with a promise still ahead has had no report for as long as its reports usually take."""
    ahead = Assessment.objects.filter(
        Q(target__deadline=None) | Q(target__deadline__gte=today),
        Q(target__window_start=None) | Q(target__window_start__lte=today),
        status__in=OPEN,
    )
    indicators = Indicator.objects.filter(pk__in=ahead.values("target__indicator")).annotate(
        last=Max("outcomes__period_end", filter=Q(outcomes__period_end__lte=today)),
        entered=Max("outcomes__recorded_at"),
        promised=Min("targets__announced"),
    )
    for indicator in indicators.order_by("id"):
        last = indicator.last or indicator.promised
        due = last + timedelta(days=(indicator.reporting_interval_days or DEFAULT_INTERVAL) + 1)
        if due <= today:
            yield AwaitedEntry(
                kind="report_due",
                key=f"report:{indicator.pk}:{last.isoformat()}",
                named=Named.of(indicator),
                page=("programme", indicator.programme_id),
                on=last,
                since=max(_morning(due), indicator.entered or _morning(due)),
            )


def _unexplained() -> Iterator[AwaitedEntry]:
    """A correction of another publisher's figure does not count until a note says why it should (rule R9)."""
    corrections = Outcome.objects.filter(corrects__isnull=False, note="").exclude(
        source__publisher_key=F("corrects__source__publisher_key")
    )
    for outcome in corrections.select_related("indicator").order_by("id"):
        yield AwaitedEntry(
            kind="unexplained",
            key=f"unexplained:{outcome.pk}",
            named=Named.of(outcome.indicator),
            page=("programme", outcome.indicator.programme_id),
            on=outcome.period_end,
            since=outcome.recorded_at,
            entered_by=outcome.recorded_by_id,
        )


def _morning(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
