"""What editors could do next, whoever they are: figures to find, disputes to settle, texts to translate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Max, Min, OuterRef, Q, Subquery

from projects.comparison.periods import DEFAULT_INTERVAL
from projects.comparison.statuses import OPEN
from projects.models import (
    Article,
    Assessment,
    Indicator,
    LinkCheck,
    Organisation,
    Target,
)
from projects.reports.named import NAME_COLUMNS, Named

MOST_SHOWN = 10  # of a list on the first page of the desk
SILENT_AFTER = timedelta(days=365)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Some(Generic[Row]):
    """The first rows of a list, and how many there are in all."""

    rows: tuple[Row, ...]
    count: int


@dataclass(frozen=True, slots=True)
class OpenTarget:
    """A target by the name of its indicator; ``days`` since its deadline."""

    id: str
    named: Named
    deadline: date | None
    days: int


@dataclass(frozen=True, slots=True)
class DueReport:
    """An indicator whose next report is due ``since``; ``last`` is the end of the last period, or the announcement.

    ``target``: one that waits for it.
    """

    named: Named
    last: date
    since: date
    target: str


@dataclass(frozen=True, slots=True)
class SilentBody:
    """A body with promises under way, of which nothing has been published for a year; ``last`` is None for never."""

    named: Named
    last: date | None


def without_a_figure(today: date) -> Some[OpenTarget]:
    """Targets past their deadline that no report covers, the longest first. Two queries."""
    rows = Assessment.objects.filter(status="unreported", target__deadline__lt=today)
    return _targets(rows.order_by("target__deadline", "target_id"), today)


def disputed(today: date) -> Some[OpenTarget]:
    """Targets about which sources disagree, those with the nearest deadline first. Two queries."""
    rows = Assessment.objects.filter(disputed=True)
    return _targets(rows.order_by("target__deadline", "target_id"), today)


def due_reports(today: date) -> Some[DueReport]:
    """Indicators with a promise under way and no report for longer than their reports take, the longest first.

    Two queries.
    """
    under_way = Assessment.objects.filter(
        Q(target__deadline=None) | Q(target__deadline__gte=today),
        Q(target__window_start=None) | Q(target__window_start__lte=today),
        status__in=OPEN,
    )
    indicators = Indicator.objects.filter(pk__in=under_way.values("target__indicator")).annotate(
        last=Max("outcomes__period_end", filter=Q(outcomes__period_end__lte=today)), promised=Min("targets__announced")
    )
    due = []
    for *names, days, last, promised in indicators.order_by().values_list(
        *NAME_COLUMNS, "reporting_interval_days", "last", "promised"
    ):
        since = (last or promised) + timedelta(days=(days or DEFAULT_INTERVAL) + 1)
        if since <= today:
            due.append((since, Named(*names), last or promised))
    due.sort()
    shown = due[:MOST_SHOWN]
    waiting = _targets_of([named.id for _since, named, _last in shown])
    rows = (DueReport(named, last, since, waiting.get(named.id, "")) for since, named, last in shown)
    return Some(tuple(rows), len(due))


def silent_bodies(today: date) -> Some[SilentBody]:
    """Bodies with promises under way of which nothing was published for a year, the longest silent first. One query."""
    open_programmes = Assessment.objects.filter(status__in=OPEN, target__announced__lte=today - SILENT_AFTER)
    bodies = Organisation.objects.filter(
        programmes__in=open_programmes.values("target__indicator__programme")
    ).annotate(last=Max("programmes__indicators__outcomes__source__public_on"))
    silent = [
        SilentBody(Named(*names), last)
        for *names, last in bodies.order_by().values_list(*NAME_COLUMNS, "last")
        if last is None or last < today - SILENT_AFTER
    ]
    silent.sort(key=lambda body: (body.last or date.min, body.named.id))
    return Some(tuple(silent[:MOST_SHOWN]), len(silent))


def dead_links() -> Some[LinkCheck]:
    """Sources whose address has answered nothing for days, the longest first; ``article`` is a text kept of it.

    Two queries.
    """
    rows = LinkCheck.objects.dead()
    texts = Article.objects.filter(source=OuterRef("pk"), emptied_at=None).order_by("-taken_at", "-pk").values("pk")
    shown = rows.annotate(article=Subquery(texts[:1])).select_related("source").order_by("first_failed_at", "pk")
    return Some(tuple(shown[:MOST_SHOWN]), rows.count())


def _targets(rows: Any, today: date) -> Some[OpenTarget]:
    names = [f"target__indicator__{column}" for column in NAME_COLUMNS]
    shown = rows.values_list("target_id", "target__deadline", *names)[:MOST_SHOWN]
    targets = tuple(
        OpenTarget(target, Named(*indicator), deadline, (today - deadline).days if deadline is not None else 0)
        for target, deadline, *indicator in shown
    )
    return Some(targets, rows.order_by().count())


def _targets_of(indicators: Iterable[str]) -> dict[str, str]:
    """Indicator → the target of it with the next deadline that nobody has replaced."""
    rows = Target.objects.filter(indicator__in=list(indicators), revised_by=None, withdrawn=False)
    return dict(rows.order_by("-deadline", "-pk").values_list("indicator_id", "pk"))
