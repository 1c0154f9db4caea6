"""The figures of a trajectory as a table: in words for readers, as CSV for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects import wording
from projects.comparison.trajectory import Trajectory

COLUMNS = ("day", "series", "value", "low", "high", "unit", "terms", "claim", "deadline", "change")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a chart. ``low`` and ``high`` are "" unless the figure is an interval."""

    on: date
    what: str
    figure: str
    low: str
    high: str


def rows(data: Trajectory, lang: str) -> Iterator[Row]:
    """The table under the chart, in words."""

    def in_terms(value: Decimal | None, digits: int | None = None) -> str:
        if value is None:
            return wording.chart("no_limit", lang)
        return wording.in_terms(value, data.terms, data.unit, lang, digits=digits)

    for place, promise in enumerate(data.promised):
        what = wording.announcement("announced_anew" if place else "announced", promise.deadline, lang)
        moved = [*(wording.change(code, lang) for code in promise.change)]
        moved += [wording.chart("after_the_fact", lang)] if promise.after_the_fact else []
        figure = wording.measured(promise.value, promise.qualifier, data.terms, data.unit, lang)
        yield Row(promise.announced, what + (f" ({'; '.join(moved)})" if moved else ""), figure, "", "")
    for point in data.path:
        yield Row(point.on, wording.chart("promised_path", lang), in_terms(point.value, 6), "", "")
    if data.expected:
        yield Row(data.expected.on, wording.chart("expected", lang), in_terms(data.expected.value, 6), "", "")
    for report in data.reported:
        ends = ("", "") if report.low == report.high else (in_terms(report.low), in_terms(report.high))
        what = wording.chart("reported" if report.stands else "reported_other", lang)
        yield Row(report.on, what, in_terms(report.value), *ends)
    if data.projected:
        end, low, high = data.projected.end, data.projected.low, data.projected.high
        ends = ("", "") if low is None and high is None else (in_terms(low, 4), in_terms(high, 4))
        yield Row(end.on, wording.chart("projected", lang), in_terms(end.value, 4), *ends)


def csv_rows(data: Trajectory) -> Iterator[tuple[str, ...]]:
    """The rows for programs, without the header: plain decimals, ISO dates, empty cells for what is absent."""

    def row(
        on: date, series: str, value: Decimal, ends: tuple[Decimal | None, Decimal | None], *more: str
    ) -> tuple[str, ...]:
        figures = tuple("" if figure is None else f"{figure:f}" for figure in (value, *ends))
        return (on.isoformat(), series, *figures, data.unit, data.terms, *(*more, "", "", "")[:3])

    none = (None, None)
    for promise in data.promised:
        moved = [*promise.change, *(["revised_after_the_fact"] if promise.after_the_fact else [])]
        deadline = promise.deadline.isoformat() if promise.deadline else ""
        yield row(promise.announced, "announced", promise.value, none, promise.id, deadline, " ".join(moved))
    for point in data.path:
        yield row(point.on, "path", point.value, none)
    if data.expected:
        yield row(data.expected.on, "expected", data.expected.value, none)
    for report in data.reported:
        series = "reported" if report.stands else "reported_other"
        yield row(report.on, series, report.value, (report.low, report.high), report.id)
    if data.projected:
        *way, end = data.projected.path[1:]
        for point in way:
            yield row(point.on, "projection", point.value, none)
        yield row(end.on, "projection", end.value, (data.projected.low, data.projected.high))
