"""The verdicts on a day, one for each chain; counting and selecting take no further query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from projects.comparison import rollup
from projects.comparison.statuses import PAST_DEADLINE, STATUSES
from projects.comparison.track_record import ChainRecord
from projects.models import Target
from projects.models.record_version import Version
from projects.reports.hierarchies import Hierarchies
from projects.reports.targets.target_entry import TargetEntry, target_entries
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts import verdict_lookup
from projects.reports.verdicts.chain_records import EVERYTHING, ChainRow, chain_rows, rows_at_hand
from projects.reports.verdicts.stored_on_day import Kind, rows_of, stored_kind
from projects.reports.verdicts.verdict_lookup import Verdict


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many chains have a status."""

    status: str
    count: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The chains announced by ``as_of`` with their verdicts, and the deadline of each link that stands."""

    as_of: date
    verdicts: tuple[Verdict, ...]
    deadlines: dict[str, date | None]

    def counts(self) -> tuple[StatusCount, ...]:
        """Chains per status, in the order of the method (R12)."""
        return count_statuses(verdict.status for verdict in self.verdicts)

    def deadline(self, verdict: Verdict) -> date | None:
        return self.deadlines.get(verdict.target)

    def by_deadline(self) -> list[Verdict]:
        """By deadline, the earliest first; chains without a deadline come last."""
        return sorted(self.verdicts, key=lambda verdict: (self.deadline(verdict) or date.max, verdict.target))

    def longest_overdue(self) -> Verdict | None:
        return next((verdict for verdict in self.by_deadline() if verdict.status in PAST_DEADLINE), None)

    def entries(self, chosen: Iterable[Verdict]) -> dict[str, TargetEntry]:
        """The entries of some verdicts, by the first link of their chain. At most four queries."""
        return verdict_entries(chosen, self.as_of)


def verdict_entries(chosen: Iterable[Verdict], as_of: date) -> dict[str, TargetEntry]:
    """The same for verdicts on a day that were looked up before."""
    wanted = {verdict.first: verdict for verdict in chosen}
    shown = verdict_lookup.payloads_of(wanted.values(), as_of)
    return dict(zip(wanted, target_entries(shown, as_of), strict=True))


def take_snapshot(as_of: date, query: TargetQuery | None = None) -> Snapshot:
    """The verdicts on all chains that a query selects, on all of its pages. A constant number of queries."""
    question = (query or TargetQuery()).settled(as_of)
    if kind := stored_kind(as_of):
        return _from_store(as_of, kind, question, Hierarchies())
    links = Target.objects.filter(question.link_conditions()).order_by()
    deadlines = dict((links.filter(announced__lte=as_of) if question.filtered else links).values_list("id", "deadline"))
    among = None
    if question.filtered:
        reached = Target.objects.first_links_of(list(deadlines))
        among = set(reached.values_list("pk", flat=True))
    verdicts = (
        verdict
        for verdict in verdict_lookup.statuses_on(as_of, None, among)
        if verdict.target in deadlines and question.accepts(verdict.status, verdict.target != verdict.first)
    )
    return Snapshot(as_of, tuple(sorted(verdicts, key=lambda verdict: verdict.target)), deadlines)


def snapshot_of_scope(query: TargetQuery, as_of: date, version: Version | None = None) -> Snapshot:
    """The same for a page that has a track record too, from the chains that it reads; ``query`` has a scope alone.

    At most three queries where the verdicts are stored, or where the chains are kept for the ``version``.
    """
    if (snapshot := snapshot_at_hand(query, as_of, version)) is not None:
        return snapshot
    if stored_kind(as_of, version) == "verdicts":
        return _from_store(as_of, "verdicts", query, Hierarchies(version))
    return _of_rows(chain_rows(as_of, query.scope, version=version), False, as_of)


def snapshot_at_hand(query: TargetQuery, as_of: date, version: Version | None = None) -> Snapshot | None:
    """The same where this process keeps every chain and few have to be read again; else None."""
    chosen = chains_at_hand(query, as_of, version)
    return None if chosen is None else _of_rows(*chosen, as_of)


def chains_at_hand(
    query: TargetQuery, as_of: date, version: Version | None = None
) -> tuple[Sequence[ChainRow], bool] | None:
    """The rows of which ``snapshot_at_hand`` is made, and whether the figures of their verdicts are stored; or None."""
    rows = rows_at_hand(as_of, version)
    if rows is None:
        return None
    chosen = rows if query.scope == EVERYTHING else query.scope.narrowed(rows, Hierarchies(version))
    return chosen, stored_kind(as_of, version) == "verdicts"


def stored_verdict(chain: ChainRecord, *, figures_stored: bool) -> Verdict:
    """The verdict on a chain, of which only what is shown reads the figures."""
    return Verdict(chain.first, chain.target, chain.status, None, None, status_only=not figures_stored)


def _of_rows(rows: Iterable[ChainRow], figures_stored: bool, as_of: date) -> Snapshot:
    chains = sorted((row.record for row in rows), key=lambda chain: chain.target)
    return Snapshot(
        as_of,
        tuple(stored_verdict(chain, figures_stored=figures_stored) for chain in chains),
        {chain.target: chain.deadline for chain in chains},
    )


def _from_store(as_of: date, kind: Kind, query: TargetQuery, hierarchies: Hierarchies) -> Snapshot:
    conditions = query.verdict_conditions(), query.link_conditions("target__", hierarchies)
    stored = rows_of(kind, as_of).filter(*conditions).order_by()
    past = kind == "periods"  # which hold no figures
    columns = ("target__deadline", "first_id", "target_id", "status", *(() if past else ("percent_achieved",)))
    rows = sorted(stored.values_list(*columns), key=lambda row: row[2])
    return Snapshot(
        as_of,
        tuple(
            Verdict(first, target, status, percent[0] if percent else None, None, status_only=past)
            for _deadline, first, target, status, *percent in rows
        ),
        {target: deadline for deadline, _first, target, *_others in rows},
    )


def count_statuses(statuses: Iterable[str]) -> tuple[StatusCount, ...]:
    """Counts in the order of the method; statuses without a chain are left out. Never an average (R12)."""
    counted = rollup.counts(list(statuses))
    return tuple(StatusCount(status, counted[status]) for status in STATUSES if counted.get(status))
