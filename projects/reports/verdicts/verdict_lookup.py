"""Verdicts on a day: stored ones where they are true on that day, judged ones otherwise.

A stored verdict is true from its own ``as_of`` until ``next_change_on``. Lists for today judge nothing. Lists for a
later day judge the few chains that change by then. For an earlier day statuses come from the history
(``status_on_day``), and only what is shown with its figures is judged. What was recorded by an earlier moment
(``known_at``) is judged from the claims.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from projects import adapters
from projects.comparison import engine
from projects.comparison.statuses import days_overdue
from projects.models import Assessment, StatusPeriod, Target

from . import status_on_day
from .stored_on_day import stored_kind, true_on

CHUNK_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict as lists sort and filter it. ``payload`` is the contract's object; None: not read yet.

    With ``status_only``, from the history, ``percent_achieved`` is not known either.
    """

    first: str
    target: str
    status: str
    percent_achieved: float | None
    payload: dict[str, Any] | None
    status_only: bool = False


def statuses_on(
    as_of: date, known_at: datetime | None = None, among: Collection[str] | None = None
) -> Iterator[Verdict]:
    """The same as ``verdicts_on`` without figures: for an earlier day from the history, where that reaches."""
    if known_at is None and stored_kind(as_of) == "periods":
        yield from _in_periods(as_of, among)
        return
    if known_at is not None or not is_past(as_of) or not status_on_day.history_reaches(as_of):
        yield from verdicts_on(as_of, known_at, among)
        return
    for first, target, status in status_on_day.statuses_on_day(as_of, among):
        yield Verdict(first, target, status, None, None, status_only=True)


def _in_periods(as_of: date, among: Collection[str] | None) -> Iterator[Verdict]:
    """The verdicts of an earlier day, or those of some first links, from the periods. One query."""
    periods = StatusPeriod.objects.on(as_of).order_by()
    if among is not None and len(among) <= CHUNK_ROWS * 10:  # databases limit the length of a list
        periods = periods.filter(first__in=among)
    for first, target, status in periods.values_list("first_id", "target_id", "status").iterator(CHUNK_ROWS):
        if among is None or first in among:
            yield Verdict(first, target, status, None, None, status_only=True)


def verdicts_on(
    as_of: date, known_at: datetime | None = None, among: Collection[str] | None = None, *, payloads: bool = False
) -> Iterator[Verdict]:
    """A verdict for each chain announced by ``as_of``; a constant number of queries, every row in memory once.

    ``among`` limits the chains by their first links; with ``payloads`` stored verdicts have their payload.
    """
    if known_at is not None or is_past(as_of):
        yield from judge_chains(as_of, among, known_at)
        return
    columns = ("first_id", "target_id", "status", "percent_achieved", *(("payload",) if payloads else ()))
    for first, target, status, percent, *payload in (
        Assessment.objects.filter(true_on(as_of)).order_by().values_list(*columns).iterator(chunk_size=CHUNK_ROWS)
    ):
        yield Verdict(first, target, status, percent, payload[0] if payload else None)
    due = set(Assessment.objects.exclude(true_on(as_of)).values_list("first_id", flat=True))
    due.update(status_on_day.unassessed(as_of).values_list("id", flat=True))
    if among is not None:
        due.intersection_update(among)
    if due:
        yield from judge_chains(as_of, due)


def is_past(as_of: date) -> bool:
    """Whether verdicts were stored on a later day. One query."""
    return Assessment.objects.filter(as_of__gt=as_of).exists()


def with_figures(verdicts: Collection[Verdict], as_of: date) -> list[Verdict]:
    """The same verdicts; those with a status only are judged. At most two queries."""
    unjudged = [verdict.first for verdict in verdicts if verdict.status_only]
    judged = {verdict.first: verdict for verdict in judge_chains(as_of, unjudged)} if unjudged else {}
    return [judged.get(verdict.first, verdict) for verdict in verdicts]


def payloads_of(verdicts: Collection[Verdict], as_of: date) -> list[tuple[str, dict[str, Any]]]:
    """The current link and assessment object of each verdict, in the order given. At most three queries.

    Where a promise was moved since the verdict was read, its link is the one that is current by now.
    """
    verdicts = with_figures(verdicts, as_of)
    unread = [verdict.first for verdict in verdicts if verdict.payload is None]
    rows = Assessment.objects.filter(first__in=unread).values_list("first_id", "target_id", "payload") if unread else ()
    stored = {first: (target, payload) for first, target, payload in rows}
    return [(verdict.target, verdict.payload) if verdict.payload else stored[verdict.first] for verdict in verdicts]


def verdicts_of_chains(first_ids: Collection[str], as_of: date) -> dict[str, Verdict]:
    """By first link, the verdicts on those of these chains that had been announced by then."""
    wanted = set(first_ids)
    columns = ("first_id", "target_id", "status", "percent_achieved")
    verdicts = {
        first: Verdict(first, target, status, percent, None)
        for first, target, status, percent in stored_verdicts_among(wanted, as_of).values_list(*columns)
        if first in wanted
    }
    unsettled = wanted - verdicts.keys()
    if unsettled:
        verdicts.update({verdict.first: verdict for verdict in judge_chains(as_of, unsettled)})
    return verdicts


def stored_verdicts_among(first_ids: Collection[str], as_of: date) -> QuerySet[Assessment]:
    """The stored verdicts on these chains that are true on the day; of very many chains, all that are."""
    stored = Assessment.objects.filter(true_on(as_of)).order_by()
    # Databases limit the length of a list.
    return stored.filter(first__in=first_ids) if len(first_ids) <= CHUNK_ROWS * 10 else stored


def announced_among(links: Collection[str], as_of: date, known_at: datetime | None = None) -> set[str]:
    """Those of some links that had been announced, and recorded here, by then. One query."""
    announced = Target.objects.announced_by(as_of).filter(pk__in=links)
    if known_at is not None:
        announced = announced.known_at(known_at)
    return set(announced.values_list("pk", flat=True))


def payloads_of_links(
    links: Collection[str], as_of: date, known_at: datetime | None = None
) -> dict[str, dict[str, Any]]:
    """By link, the assessment object of its chain; without links not announced or recorded by then.

    At most five queries. A chain is judged once, and only where no verdict on it is stored.
    """
    announced = announced_among(links, as_of, known_at)
    payloads: dict[str, dict[str, Any]] = {}
    if known_at is None and announced:
        stored = Assessment.objects.filter(true_on(as_of), first__in=Target.objects.first_links_of(announced))
        for payload in stored.values_list("payload", flat=True):
            payloads.update((step["target"], payload) for step in payload["revisions"])
    if unsettled := announced - payloads.keys():
        first_ids = list(Target.objects.first_links_of(unsettled).values_list("pk", flat=True))
        for verdict in judge_chains(as_of, first_ids, known_at):
            assert verdict.payload is not None  # it was judged
            payloads.update((step["target"], verdict.payload) for step in verdict.payload["revisions"])
    return {link: payloads[link] for link in links if link in announced}


def judge_chains(
    as_of: date, first_ids: Collection[str] | None = None, known_at: datetime | None = None
) -> Iterator[Verdict]:
    """Judges chains from their claims; those not announced by ``as_of`` are left out. Two queries."""
    for claims in adapters.claims(first_ids=first_ids, known_at=known_at):
        assessment = engine.assess(claims.chain, claims.outcomes, as_of, claims.interims)
        if assessment is None:
            continue
        percent = assessment.percent_achieved
        yield Verdict(
            first=claims.first_id,
            target=assessment.target,
            status=assessment.status,
            percent_achieved=None if percent is None else float(percent),
            payload=adapters.as_contract(assessment),
        )


def payload_on_day(payload: Mapping[str, Any], as_of: date, deadline: date | None) -> dict[str, Any]:
    """A stored assessment object as of ``as_of``: only two of its members change from day to day."""
    return {
        **payload,
        "as_of": as_of.isoformat(),
        "days_overdue": days_overdue(payload["status"], deadline, as_of),
    }


def any_outdated() -> bool:
    """Whether some stored verdict and its history are of another version of the method, and wait to be rebuilt.

    Until then no message is sent: a status that changed by the method alone is no news. One query.
    """
    return Assessment.objects.of_another_method().exists()
