"""The list of targets: one entry for each chain of revisions, for the page, the API and exports alike.

``find_targets(TargetQuery.read(request.GET), today)`` answers with a page of ``TargetEntry``, of which the API sends
``entry.contract()``; ``find_rows`` with the same page as ``TargetRow``, which is all that a row of a table shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import Any, Generic, TypeVar

from django.db.models import Case, F, OrderBy, QuerySet, When
from django.utils.translation import gettext as _

from projects.comparison.statuses import PAST_DEADLINE, days_overdue
from projects.models import Assessment, StatusPeriod, Target
from projects.models.record_version import Version
from projects.reports.compiled_queries import CompiledQuery
from projects.reports.parameters import BadParametersError, Problem
from projects.reports.verdicts import verdict_lookup
from projects.reports.verdicts.stored_on_day import stored_kind
from projects.reports.verdicts.verdict_lookup import Verdict
from projects.reports.version_cache import cached_for_version
from projects.wording.languages import language

from .list_formats import ENTRY_FORMAT, Item, ListFormat, Row, row_format
from .target_entry import TargetEntry, target_entries
from .target_objects import object_format
from .target_query import TargetQuery
from .target_row import TargetRow

MOST_JUDGED = 2_000  # chains that one request may judge only to sort them; takes a second or two
INDEXED = "deadline"
# So far into the list PostgreSQL reads all columns in their order; further in, or in another order, it would read the
# verdicts of whatever it sorts and passes over.
NEAR = 1000
CHUNK = 200  # entries of all pages that are held at a time
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class TargetListPage(Generic[Item]):
    """A page of the list. ``count`` is the number of entries on all pages."""

    query: TargetQuery
    as_of: date
    count: int
    entries: tuple[Item, ...]

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.count // self.query.page_size))


def find_targets(query: TargetQuery, today: date, version: Version | None = None) -> TargetListPage[TargetEntry]:
    """The page of targets that the query asks for, as of its own date or else today.

    A page beyond the last one is empty. The number of queries depends on the filters, never on the
    size of the page or the record. ``version`` is the version of the record if the caller has read it: a count cached
    for it is used again. An earlier day is read from the history of statuses, and only the
    page that is shown is judged. Raises BadParametersError if sorting would judge more than ``MOST_JUDGED`` chains.
    """
    return _page(ENTRY_FORMAT, query, today, version)


def find_rows(query: TargetQuery, today: date, lang: str, version: Version | None = None) -> TargetListPage[TargetRow]:
    """The same page as rows with the names in a language."""
    return _page(row_format(language(lang)), query, today, version)


def find_objects(
    query: TargetQuery, today: date, names: tuple[str, ...] | None = None, version: Version | None = None
) -> TargetListPage[dict[str, Any]]:
    """The same page as objects of the API, with all members or those that are named."""
    return _page(object_format(names), query, today, version)


def _page(shape: ListFormat[Item], query: TargetQuery, today: date, version: Version | None) -> TargetListPage[Item]:
    as_of = query.as_of or today
    filters, query = query.filters, query.settled(as_of, version)
    kind = stored_kind(as_of, version) if query.known_at is None else None
    if kind == "verdicts":
        return _from_store(shape, query, filters, as_of, version)
    if kind == "periods" and not query.ordering.endswith("percent_achieved"):
        return _from_periods(shape, query, filters, as_of, version)
    return _from_verdicts(shape, query, as_of)


def all_objects(
    query: TargetQuery, today: date, names: tuple[str, ...] | None = None, version: Version | None = None
) -> Iterator[dict[str, Any]]:
    """The objects of all pages, of which a few hundred are held at a time.

    For files: call it, and read what it gives, within one transaction, so that the list is of one moment.
    """
    as_of, shape = query.as_of or today, object_format(names)
    query = query.settled(as_of, version)
    kind = stored_kind(as_of) if query.known_at is None else None
    if kind == "verdicts":
        ids = _asked(query).order_by(_order(query.ordering), "target_id").values_list("pk").iterator(CHUNK)
        return (row for chunk in _chunks(ids) for row in shape.of_rows(_of_ids(shape, chunk), as_of))
    verdicts: Iterator[Verdict]
    if kind == "periods" and not query.ordering.endswith("percent_achieved"):
        verdicts = map(_status_only, _on_day(query, as_of).iterator(CHUNK))
    else:
        verdicts = iter(_in_order(query, as_of))
    judged = (target_entries(verdict_lookup.payloads_of(chunk, as_of), as_of) for chunk in _chunks(verdicts))
    return (row for entries in judged for row in shape.of_entries(entries))


def _chunks(items: Iterator[Thing]) -> Iterator[list[Thing]]:
    while chunk := list(islice(items, CHUNK)):
        yield chunk


def find_target(link: str, as_of: date, known_at: datetime | None = None) -> TargetEntry | None:
    """Any link with its chain's verdict; None where it had not been announced or recorded by then."""
    payloads = verdict_lookup.payloads_of_links([link], as_of, known_at)
    return target_entries(list(payloads.items()), as_of)[0] if payloads else None


def _from_store(
    shape: ListFormat[Item], query: TargetQuery, filters: TargetQuery, as_of: date, version: Version | None
) -> TargetListPage[Item]:
    """``filters`` are those of the query before it was settled: the links that these leave are too many for a key."""
    # Which links have the words of a search depends on the day that was asked for, and on whether one was.
    days = query.as_of, as_of
    count = cached_for_version(version, lambda: _asked(query).count(), "count", filters, *days)
    few = query.only is None and query.answering is None  # else the text of the query has an id for every link
    written = cached_for_version(
        version if few else None, partial(_written, shape, query), "list", shape.name, filters, query.ordering
    )
    start = (query.page - 1) * query.page_size
    if query.ordering == INDEXED and start + query.page_size <= NEAR:
        rows = written.rows.page(start, query.page_size)
    else:
        rows = _of_ids(shape, written.ids.page(start, query.page_size))
    return TargetListPage(query, as_of, count, shape.of_rows(rows, as_of))


@dataclass(frozen=True, slots=True)
class _Written:
    """The compiled queries for a page: of all columns, and of ids alone."""

    rows: CompiledQuery
    ids: CompiledQuery


def _written(shape: ListFormat[Any], query: TargetQuery) -> _Written:
    in_order = _asked(query).order_by(_order(query.ordering), "target_id")
    return _Written(CompiledQuery(in_order.values_list(*shape.columns)), CompiledQuery(in_order.values_list("pk")))


def _asked(query: TargetQuery) -> QuerySet[Assessment]:
    return Assessment.objects.filter(query.verdict_conditions(), query.link_conditions("target__"))


def _of_ids(shape: ListFormat[Any], ids: Sequence[tuple[str]]) -> list[Row]:
    """The rows of some ids, in their order. One query; none for no ids."""
    rows = {row[0]: row[1:] for row in shape.by_id([id for (id,) in ids])}
    return [rows[id] for (id,) in ids]


def _from_periods(
    shape: ListFormat[Item], query: TargetQuery, filters: TargetQuery, as_of: date, version: Version | None
) -> TargetListPage[Item]:
    """A page of an earlier day: found and counted like a page of today, and only its own rows are judged."""
    on_day = _on_day(query, as_of)
    count = cached_for_version(version, on_day.order_by().count, "count", filters, query.as_of, as_of)
    verdicts = [_status_only(row) for row in on_day[_window(query)]]
    shown_entries = target_entries(verdict_lookup.payloads_of(verdicts, as_of), as_of)
    return TargetListPage(query, as_of, count, shape.of_entries(shown_entries))


def _on_day(query: TargetQuery, as_of: date) -> QuerySet[StatusPeriod, tuple[str, str, str]]:
    periods = StatusPeriod.objects.on(as_of).filter(query.verdict_conditions(), query.link_conditions("target__"))
    return periods.order_by(_order(query.ordering), "target_id").values_list("first_id", "target_id", "status")


def _status_only(row: tuple[str, str, str]) -> Verdict:
    first, target, status = row
    return Verdict(first, target, status, None, None, status_only=True)


def _order(ordering: str) -> OrderBy:
    name, turned = ordering.removeprefix("-"), ordering.startswith("-")
    key: F | Case
    if name == "percent_achieved":
        key = F("percent_achieved")
    elif name == "days_overdue":  # more days past it: an earlier deadline
        key, turned = Case(When(status__in=PAST_DEADLINE, then=F("target__deadline"))), not turned
    else:
        key = F(f"target__{name}")
    return OrderBy(key, descending=turned, nulls_last=True)


def _from_verdicts(shape: ListFormat[Item], query: TargetQuery, as_of: date) -> TargetListPage[Item]:
    verdicts = _in_order(query, as_of)
    shown_entries = target_entries(verdict_lookup.payloads_of(verdicts[_window(query)], as_of), as_of)
    return TargetListPage(query, as_of, len(verdicts), shape.of_entries(shown_entries))


def _in_order(query: TargetQuery, as_of: date) -> list[Verdict]:
    """The verdicts that the query leaves, in its order."""
    conditions = query.link_conditions()
    links = Target.objects.filter(conditions).announced_by(as_of)
    if query.without is not None and query.known_at is None:
        links = links.current_on(as_of)  # or the chain that is left out would be judged for an earlier link of it
    dates = {link: dates for link, *dates in links.order_by().values_list("id", "deadline", "announced")}
    among = set(Target.objects.first_links_of(list(dates)).values_list("pk", flat=True)) if conditions else None
    verdicts = [
        verdict
        for verdict in verdict_lookup.statuses_on(as_of, query.known_at, among)
        if verdict.target in dates and query.accepts(verdict.status, verdict.target != verdict.first)
    ]
    if query.ordering.endswith("percent_achieved"):
        verdicts = _with_percent(verdicts, as_of)
    return _sorted(verdicts, query.ordering, dates, as_of)


def _with_percent(verdicts: list[Verdict], as_of: date) -> list[Verdict]:
    """Verdicts with percent achieved, which the history does not hold. Raises BadParametersError for too many."""
    unjudged = sum(verdict.status_only for verdict in verdicts)
    if unjudged > MOST_JUDGED:
        detail = _(
            "On an earlier day how far each target had come is worked out one by one, for at most %(most)s; these are "
            "%(found)s. Narrow the list, or choose another order."
        )
        raise BadParametersError([Problem("ordering", detail % {"most": MOST_JUDGED, "found": unjudged})])
    return verdict_lookup.with_figures(verdicts, as_of)


def _sorted(verdicts: Sequence[Verdict], ordering: str, dates: dict[str, list[Any]], as_of: date) -> list[Verdict]:
    name, turned = ordering.removeprefix("-"), ordering.startswith("-")

    def key(verdict: Verdict) -> float | None:
        deadline, announced = dates[verdict.target]
        if name == "percent_achieved":
            return verdict.percent_achieved
        if name == "days_overdue":
            return days_overdue(verdict.status, deadline, as_of)
        moment = deadline if name == "deadline" else announced
        return moment.toordinal() if moment else None

    keyed = [(key(verdict), verdict) for verdict in sorted(verdicts, key=lambda verdict: verdict.target)]
    present = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0] or 0, reverse=turned)
    return [verdict for _value, verdict in present] + [verdict for value, verdict in keyed if value is None]


def _window(query: TargetQuery) -> slice:
    start = (query.page - 1) * query.page_size
    return slice(start, start + query.page_size)
