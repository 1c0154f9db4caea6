"""What the activities are made of: programmes with their promises on a day, and the reports on their indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from projects.models import Indicator, Outcome, Programme, Target
from projects.reports.hierarchies import Places, places
from projects.reports.targets.target_entry import TargetEntry, target_entries
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts import verdict_lookup

LINKS_AT_ONCE = 1000  # announcements of the programmes that are read together
INDICATORS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ActivityRows:
    """A programme with the chains that are promised in it, each by its link of the day, and their indicators.

    ``places`` are the territories of its indicators and of their reports, among ``all_places`` of the record;
    ``changed_at`` is when a claim on it was last recorded.
    """

    programme: Programme
    entries: tuple[TargetEntry, ...]
    indicators: dict[str, Indicator]
    places: tuple[str, ...]
    all_places: Places
    changed_at: datetime

    def by_indicator(self) -> Iterator[IndicatorRows]:
        """Each indicator with its promises and reports. A query for every ``INDICATORS_AT_ONCE``."""
        promises: defaultdict[str, list[TargetEntry]] = defaultdict(list)
        for entry in self.entries:
            promises[entry.indicator.id].append(entry)
        as_of = date.fromisoformat(self.entries[0].assessment["as_of"])
        for ids in _batches(sorted(promises), INDICATORS_AT_ONCE):
            reports: defaultdict[str, list[Outcome]] = defaultdict(list)
            for outcome in _reports(ids, as_of).select_related("source"):
                reports[outcome.indicator_id].append(outcome)
            for id in ids:
                yield IndicatorRows(self.indicators[id], self.programme, promises[id], reports[id], as_of)


@dataclass(frozen=True, slots=True)
class IndicatorRows:
    """An indicator with its promises, in the order of their deadlines, and all reports known on the day."""

    indicator: Indicator
    programme: Programme
    promises: Sequence[TargetEntry]
    reports: Sequence[Outcome] = field(default_factory=list)
    as_of: date = date.min

    @property
    def territory(self) -> str:
        """The place that is measured: the indicator's own, else the programme's."""
        return self.indicator.territory_id or self.programme.territory_id


def activity_rows(as_of: date, query: TargetQuery) -> Iterator[ActivityRows]:
    """The programmes in which something was promised by then, in the order of their ids; ``query`` narrows them."""
    links = announced_links(as_of, query)
    all_places = places()
    counts = dict(links.order_by().values_list("indicator__programme").annotate(Count("pk")))
    ids: list[str] = []
    for programme in sorted(counts):
        if ids and sum(counts[id] for id in ids) + counts[programme] > LINKS_AT_ONCE:
            yield from _batch(ids, links, all_places, as_of)
            ids = []
        ids.append(programme)
    if ids:
        yield from _batch(ids, links, all_places, as_of)


def _batches(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def announced_links(as_of: date, query: TargetQuery) -> QuerySet[Target]:
    """The links announced by then that answer the query. No query of its own."""
    return Target.objects.announced_by(as_of).filter(query.link_conditions())


def _batch(ids: Sequence[str], links: QuerySet[Target], all_places: Places, as_of: date) -> Iterator[ActivityRows]:
    wanted = set(links.filter(indicator__programme__in=ids).order_by().values_list("pk", flat=True))
    payloads = verdict_lookup.payloads_of_links(wanted, as_of)
    current = {payload["target"]: payload for payload in payloads.values() if payload["target"] in wanted}
    entries: defaultdict[str, list[TargetEntry]] = defaultdict(list)
    for entry in target_entries(list(current.items()), as_of):
        entries[entry.programme.id].append(entry)
    shown = {entry.indicator.id for group in entries.values() for entry in group}
    indicators: defaultdict[str, dict[str, Indicator]] = defaultdict(dict)
    for indicator in Indicator.objects.filter(pk__in=shown):
        indicators[indicator.programme_id][indicator.pk] = indicator
    measured, changed = _measured_places(shown, as_of), _changed(shown, as_of)
    rows = Programme.objects.filter(pk__in=entries).select_related("responsible", "territory")
    for programme in sorted(rows, key=lambda row: row.pk):
        yield ActivityRows(
            programme,
            tuple(sorted(entries[programme.pk], key=_in_order)),
            indicators[programme.pk],
            measured.get(programme.pk, ()),
            all_places,
            changed[programme.pk],
        )


def _in_order(entry: TargetEntry) -> tuple[str, date, str]:
    return entry.indicator.id, entry.deadline or date.max, entry.id


def _reports(indicators: Iterable[str], as_of: date) -> QuerySet[Outcome]:
    return Outcome.objects.known_by(as_of).filter(indicator__in=list(indicators)).order_by("period_end", "id")


def _measured_places(indicators: Iterable[str], as_of: date) -> dict[str, tuple[str, ...]]:
    """The places of indicators and their reports by programme, in the order of their ids. Two queries."""
    measured = Indicator.objects.filter(pk__in=indicators, territory__isnull=False).order_by()
    reported = _reports(indicators, as_of).filter(territory__isnull=False).order_by()
    pairs: set[tuple[str, Any]] = set(measured.values_list("programme", "territory"))
    pairs.update(reported.values_list("indicator__programme", "territory").distinct())
    by_programme: defaultdict[str, list[str]] = defaultdict(list)
    for programme, territory in sorted(pairs):
        by_programme[programme].append(territory)
    return {programme: tuple(territories) for programme, territories in by_programme.items()}


def _changed(indicators: Iterable[str], as_of: date) -> dict[str, datetime]:
    """When a claim on each programme was last recorded. Two queries."""
    targets = Target.objects.announced_by(as_of).filter(indicator__in=indicators)
    changed: dict[str, datetime] = {}
    for rows in (targets, _reports(indicators, as_of)):
        latest = rows.order_by().values_list("indicator__programme").annotate(Max("recorded_at"))
        for programme, moment in latest:
            changed[programme] = max(changed.get(programme, moment), moment)
    return changed
