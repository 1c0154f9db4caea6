"""What became known about chains between two moments, and how they stand: the contents of a digest.

What counts is when the tracker knew it: news recorded late is still news. A claim whose source becomes public
after it was recorded (rule R1: a date printed as a month counts from its last day) is news from that day on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from projects.models import Assessment, Outcome, StatusChange, Target
from projects.reports.targets.target_entry import Revision, TargetEntry, target_entries
from projects.reports.verdicts.stored_on_day import true_on
from projects.reports.verdicts.verdict_lookup import judge_chains

from .news_moments import moment_known, reports_in_window, window
from .other_terms_news import OtherTermsNews, news_in_other_terms

AT_ONCE = 10_000
UNREPORTED = re.compile(r"(\bstatus:[^:]+:)unreported\b")  # in a key that names a verdict


@dataclass(frozen=True, slots=True)
class StatusNews:
    """The verdict that stands now began on ``on`` and became known in the window."""

    key: str
    known_at: datetime
    on: date
    status: str


@dataclass(frozen=True, slots=True)
class RevisionNews:
    """A link announced in the window: the first of its chain (``before`` is None) or one that revises."""

    key: str
    known_at: datetime
    link: Revision
    before: Revision | None


@dataclass(frozen=True, slots=True)
class ReportNews:
    """A figure reported on a target's window. Values in base units, as printed.

    One report can be news of several chains: ``key`` names the report and the chain. ``replaces`` is the report that
    no longer stands because of this one (R9); a correction that does not count replaces none.
    """

    key: str
    known_at: datetime
    outcome: str
    basis: str
    qualifier: str
    value: Decimal | None
    upper_value: Decimal | None
    unit: str
    period_start: date | None
    period_end: date
    final: bool
    corrects: bool
    publisher: str
    compared_with: tuple[date | None, date | None] = (None, None)
    replaces: str = ""
    slip_mended_on: date | None = None  # of a correction of our own slip: the publisher corrected nothing


@dataclass(frozen=True, slots=True)
class DisputeNews:
    """Reports of different sources that cannot all be right (rule R9), known since the last of them was."""

    key: str
    known_at: datetime
    sides: tuple[ReportNews, ...]


@dataclass(frozen=True, slots=True)
class ChainNews:
    """A chain as it stands on a date, with what became known about it, each list oldest first.

    ``changes`` are all its changes of status ever, by the day that they are about; ``owed_according_to`` names the
    publishers whose reports show that an overdue target is still owed (R11.7). ``in_other_terms``: while nothing
    counts, what the programme reported of nearly the same thing.
    """

    first_id: str
    entry: TargetEntry
    changes: list[StatusNews] = field(default_factory=list)
    revisions: list[RevisionNews] = field(default_factory=list)
    reports: list[ReportNews] = field(default_factory=list)
    disputes: list[DisputeNews] = field(default_factory=list)
    owed_according_to: list[str] = field(default_factory=list)
    in_other_terms: list[OtherTermsNews] = field(default_factory=list)

    def verdict_since(self, since: datetime, until: datetime) -> StatusNews | None:
        """The present verdict if it differs from that at ``since``. A change reversed in between is no news."""
        if not self.changes:
            return None
        latest = self.changes[-1]
        if latest.status != self.status:
            # The day changed the verdict, and the schedule has not stored the change yet.
            return StatusNews(_status_key(self.first_id, self.status), until, timezone.localdate(until), self.status)
        before = next((change for change in reversed(self.changes) if change.known_at <= since), None)
        if latest.known_at <= since or (before is not None and before.status == self.status):
            return None
        return latest

    @property
    def status(self) -> str:
        return str(self.entry.assessment["status"])

    @property
    def days_overdue(self) -> int:
        """Days since the deadline of a target past it (R11.7); 0 for any other."""
        return int(self.entry.assessment["days_overdue"] or 0)


def news_of(
    first_ids: Collection[str], since: datetime, until: datetime, *, as_known: bool = False
) -> dict[str, ChainNews]:
    """By first link, every chain announced by ``until``, as it stands on that day, with the news after ``since``.

    ``as_known``: with the verdict on what had been recorded by ``until``, not on all that is recorded now. At most
    twelve queries for every 10,000 chains: databases take no list of any length.
    """
    if len(first_ids) > AT_ONCE:
        every = sorted(first_ids)
        parts = (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))
        return {
            first: chain for part in parts for first, chain in news_of(part, since, until, as_known=as_known).items()
        }
    as_of = timezone.localdate(until)
    stored = Assessment.objects.filter(true_on(as_of), first__in=first_ids)
    payloads = {} if as_known else dict(stored.values_list("first_id", "payload"))
    unsettled = set(first_ids) - payloads.keys()
    if unsettled:
        verdicts = judge_chains(as_of, unsettled, until if as_known else None)
        payloads.update({verdict.first: verdict.payload for verdict in verdicts})
    order = sorted(payloads)
    shown = target_entries([(payloads[first]["target"], payloads[first]) for first in order], as_of)
    chains = {first: ChainNews(first, entry) for first, entry in zip(order, shown, strict=True)}
    _add_changes(chains, until)
    _add_revisions(chains, since, until)
    _add_reports(chains, since, until)
    _add_disputes(chains, since, until)
    _add_who_says_so(chains)
    for first, news in news_in_other_terms(((first, chain.entry) for first, chain in chains.items()), since, until):
        chains[first].in_other_terms.append(news)
    return chains


def _status_key(first_id: str, status: str) -> str:
    return f"status:{first_id}:{status}"


def _add_changes(chains: dict[str, ChainNews], until: datetime) -> None:
    """Adds all changes of status, because the windows of readers differ."""
    changes = StatusChange.objects.filter(first__in=chains, recorded_at__lte=until).order_by("on")
    for first, known_at, on, status in changes.values_list("first_id", "recorded_at", "on", "to_status"):
        chains[first].changes.append(StatusNews(_status_key(first, status), known_at, on, status))


def _add_revisions(chains: dict[str, ChainNews], since: datetime, until: datetime) -> None:
    first_of = {link.id: first for first, chain in chains.items() for link in chain.entry.revisions}
    recorded = Target.objects.filter(id__in=first_of).filter(window("announced", since, until))
    moments = {
        link: moment_known(recorded_at, announced)
        for link, recorded_at, announced in recorded.values_list("id", "recorded_at", "announced")
    }
    for chain in chains.values():
        before = None
        for link in chain.entry.revisions:
            if link.id in moments and since < moments[link.id] <= until:
                chain.revisions.append(RevisionNews(f"link:{link.id}", moments[link.id], link, before))
            before = link


def _add_reports(chains: dict[str, ChainNews], since: datetime, until: datetime) -> None:
    by_indicator: dict[str, list[ChainNews]] = defaultdict(list)
    for chain in chains.values():
        by_indicator[chain.entry.indicator.id].append(chain)
    outcomes = (
        reports_in_window(Q(indicator__in=by_indicator), since, until)
        .select_related("source", "corrects__source")
        .order_by("period_end", "id")
    )
    for outcome in outcomes:
        known_at = moment_known(outcome.recorded_at, outcome.source.public_on)
        for chain in by_indicator[outcome.indicator_id]:
            if since < known_at <= until and _is_about(outcome, chain.entry):
                chain.reports.append(_report(outcome, known_at, chain))


def _add_disputes(chains: dict[str, ChainNews], since: datetime, until: datetime) -> None:
    groups = {first: chain.entry.assessment["conflicts"] for first, chain in chains.items()}
    wanted = {id for of_chain in groups.values() for id in _flat(of_chain)}
    outcomes = Outcome.objects.filter(id__in=wanted).select_related("source", "corrects__source") if wanted else ()
    by_id = {outcome.id: outcome for outcome in outcomes}
    for first, of_chain in groups.items():
        for group in of_chain:
            rows = sorted((by_id[id] for id in group if id in by_id), key=lambda row: (row.source.publisher, row.id))
            sides = tuple(
                _report(row, moment_known(row.recorded_at, row.source.public_on), chains[first]) for row in rows
            )
            known_at = max((side.known_at for side in sides), default=since)
            if since < known_at <= until:
                key = f"dispute:{first}:{'+'.join(sorted(group))}"
                chains[first].disputes.append(DisputeNews(key, known_at, sides))


def report_key(outcome: str, first: str) -> str:
    """The key of a report as news of a chain."""
    return f"outcome:{outcome}@{first}"


def was_told(key: str, told_keys: Collection[str]) -> bool:
    """Whether a key is among those that were told, or the one under which an earlier tracker told the same.

    Keys of reports once named no chain, and the first method called unreported targets overdue.
    """
    return key in told_keys or key.partition("@")[0] in told_keys or UNREPORTED.sub(r"\1overdue", key) in told_keys


def _add_who_says_so(chains: dict[str, ChainNews]) -> None:
    """Adds the publishers of the reports that show a chain overdue. One query; none if no chain is overdue."""
    overdue = [chain for chain in chains.values() if chain.status == "overdue"]
    wanted = {id for chain in overdue for id in chain.entry.assessment["evidence"]}
    rows = Outcome.objects.filter(id__in=wanted).values_list("id", "source__publisher") if wanted else ()
    publishers = dict(rows)
    for chain in overdue:
        named = (publishers.get(id) for id in chain.entry.assessment["evidence"])
        chain.owed_according_to.extend(dict.fromkeys(filter(None, named)))


def _report(outcome: Outcome, known_at: datetime, chain: ChainNews) -> ReportNews:
    counts = outcome.counts_as_correction
    return ReportNews(
        key=report_key(outcome.id, chain.first_id),
        known_at=known_at,
        outcome=outcome.id,
        basis=outcome.basis,
        qualifier=outcome.qualifier,
        value=outcome.value,
        upper_value=outcome.upper_value,
        unit=chain.entry.unit,
        period_start=outcome.period_start,
        period_end=outcome.period_end,
        final=outcome.final,
        corrects=outcome.corrects_id is not None,
        publisher=outcome.source.publisher,
        compared_with=(outcome.compared_with_start, outcome.compared_with_end),
        replaces=str(outcome.corrects_id) if counts else "",
        slip_mended_on=timezone.localdate(outcome.recorded_at) if outcome.our_slip else None,
    )


def _is_about(outcome: Outcome, entry: TargetEntry) -> bool:
    """Whether a report is about this target: its verdict uses it, or it lies in the target's window and place."""
    used = {*entry.assessment["evidence"], *_flat(entry.assessment["conflicts"])}
    if outcome.id in used:
        return True
    starts_in = entry.window_start is None or (outcome.period_start or outcome.period_end) >= entry.window_start
    ends_in = entry.deadline is None or outcome.period_end <= entry.deadline or entry.timing == "by_deadline"
    return (outcome.territory_id or entry.territory) == entry.territory and starts_in and ends_in


def _flat(groups: Iterable[Iterable[str]]) -> Iterable[str]:
    return (id for group in groups for id in group)
