"""How often there is news of chains of targets: measured over the last 90 days, on the days of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet

from projects.models import Assessment, Outcome, StatusChange

MEASURED = timedelta(days=90)
MANY = 10_000  # ids in one query; above that all rows are read, because databases limit the length of a list


class _Window(NamedTuple):
    first: str
    opens: date | None
    closes: date | None


def weeks_with_news(first_ids: Collection[str], as_of: date) -> dict[str, frozenset[int]]:
    """By first link, the weeks before ``as_of`` (0 is the last seven days) in which something became known of it.

    A verdict that changed, a link that was announced, a figure reported on its window. Three queries. The days are
    those of the claims, not of their recording, so that a record that was just loaded has a pace too.
    """
    wanted = frozenset(first_ids)
    period = (date.fromordinal(max(1, as_of.toordinal() - MEASURED.days + 1)), as_of)
    weeks: dict[str, set[int]] = defaultdict(set)
    changes = _of(StatusChange.objects.filter(on__range=period), wanted)
    for first, on in changes.values_list("first_id", "on"):
        if first in wanted:
            weeks[first].add((as_of - on).days // 7)
    windows: dict[str, list[_Window]] = defaultdict(list)
    columns = (
        "first_id",
        *(f"target__{name}" for name in ("indicator", "announced", "window_start", "deadline", "timing")),
    )
    for first, indicator, announced, opens, closes, timing in _of(Assessment.objects.all(), wanted).values_list(
        *columns
    ):
        if first in wanted:
            windows[indicator].append(_Window(first, opens, None if timing == "by_deadline" else closes))
            if period[0] <= announced <= as_of:
                weeks[first].add((as_of - announced).days // 7)
    for window, on in _reports(windows, period):
        weeks[window.first].add((as_of - on).days // 7)
    return {first: frozenset(numbers) for first, numbers in weeks.items()}


def items_a_week(weeks: dict[str, frozenset[int]], first_ids: Collection[str]) -> float:
    """The mean number of these chains in a weekly digest."""
    return sum(len(weeks.get(first, ())) for first in first_ids) / (MEASURED / timedelta(days=7))


def _of(rows: QuerySet[Any], wanted: frozenset[str]) -> QuerySet[Any]:
    return (rows.filter(first__in=wanted) if len(wanted) <= MANY else rows).order_by()


def _reports(windows: dict[str, list[_Window]], period: tuple[date, date]) -> list[tuple[_Window, date]]:
    """The windows with a reported figure, each with the day on which the figure became public."""
    rows = Outcome.objects.filter(source__public_on__range=period)
    if len(windows) <= MANY:
        rows = rows.filter(indicator__in=list(windows))
    columns = ("indicator_id", "source__public_on", "period_start", "period_end")
    return [
        (window, on)
        for indicator, on, start, end in rows.order_by().values_list(*columns)
        for window in windows.get(indicator, ())
        if (window.opens is None or (start or end) >= window.opens) and (window.closes is None or end <= window.closes)
    ]
