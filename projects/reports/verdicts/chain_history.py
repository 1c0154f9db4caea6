"""What the verdicts and the history of each chain say of it on a day: its status, its moves, its changes of status.

Statuses come from the stored history, what a revision moved from the stored verdicts. Only chains that the store does
not reach on that day are judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, Value, When

from projects import adapters
from projects.comparison import engine
from projects.comparison.figures import METHOD_VERSION, RevisionStep
from projects.comparison.history import HistoryStep
from projects.comparison.readings import OutcomeIndex
from projects.comparison.track_record import Move, moves_of
from projects.models import Assessment, StatusChange, Target

from .stored_on_day import true_on
from .verdict_lookup import CHUNK_ROWS

AT_ONCE = 10_000  # revised chains whose claims are in memory


class Link(NamedTuple):
    """A link as it was announced and by whom, with the indicator that it is about."""

    id: str
    revises: str | None
    announced: date
    deadline: date | None
    person: str | None
    bundle: str
    indicator: str
    programme: str
    organisation: str
    territory: str
    sector: str
    kind: str
    unit: str


class ChainHistory(NamedTuple):
    """A chain up to a day. ``links`` and ``steps``, all its changes of status, are in order, the oldest first.

    ``first_status`` is the verdict on the first announcement, "" where nothing stored says it. ``judged``: the store
    did not reach the day.
    """

    links: tuple[Link, ...]
    status: str
    first_status: str
    moves: tuple[Move, ...]
    steps: Sequence[HistoryStep]
    judged: bool = False


def chain_histories(
    as_of: date, known_at: datetime | None = None, first_ids: Collection[str] | None = None
) -> Iterator[ChainHistory]:
    """Every chain announced by a day, in no order, or those that begin with ``first_ids``.

    At most six queries, and one more for every 10,000 revised chains.

    Every link is in memory once, with texts and days shared by all that have the same; changes of status are in memory
    for one chain at a time. What was recorded by an earlier moment (``known_at``) is judged from the claims, as the
    store does not hold it.
    """
    links = _links(as_of, known_at, first_ids)
    if known_at is not None:
        yield from _judged(first_ids, links, as_of, known_at)
        return
    later = {link.revises for link in links.values() if link.revises is not None}
    stored, unsettled = _stored(as_of, first_ids)
    firsts = {link.id for link in links.values() if link.revises is None}
    revised = _revised({first: stored[first] for first in firsts & later & stored.keys() - unsettled}, links)
    settled: set[str] = set()
    for first, steps in _steps(as_of, first_ids):
        if first not in firsts or first in unsettled or (first in later and first not in revised):
            continue
        settled.add(first)
        status = steps[-1].status
        chain, first_status, moves = revised.get(first, ((links[first],), status, ()))
        yield ChainHistory(chain, status, first_status, moves, steps)
    if unsettled := firsts - settled:
        yield from _judged(unsettled, links, as_of)


def chains_moved_between(earlier: date, later: date) -> frozenset[str]:
    """The first links of the chains of which the store may say something else on a later day.

    Those that were announced, revised or changed their status in between, and those whose stored verdict holds on one
    of the days alone. Four queries.
    """
    announced = Target.objects.filter(announced__gt=earlier, announced__lte=later).order_by()
    firsts = Target.objects.first_links_of(list(announced.values_list("pk", flat=True))).order_by()
    changes = StatusChange.objects.filter(on__gt=earlier, on__lte=later).order_by()
    verdicts = Assessment.objects.filter(
        Q(as_of__gt=earlier, as_of__lte=later) | Q(next_change_on__gt=earlier, next_change_on__lte=later)
    ).order_by()
    of_store = (rows.values_list("first_id", flat=True) for rows in (changes, verdicts))
    return frozenset(firsts.values_list("pk", flat=True)).union(*of_store)


def _links(as_of: date, known_at: datetime | None, first_ids: Collection[str] | None) -> dict[str, Link]:
    """The links announced by the day, with what their indicators belong to."""
    announced = (Target.objects.all() if first_ids is None else Target.objects.links_of(first_ids)).announced_by(as_of)
    if known_at is not None:
        announced = announced.known_at(known_at)
    path = "indicator__"
    of_indicator = ("programme_id", "programme__responsible_id", "territory_id", "programme__territory_id")
    names = ("programme__sector", "accumulation", "unit")
    own = ("id", "revises_id", "announced", "deadline", "spoken_by_id", "bundle", "indicator_id")
    columns = (*own, *(path + name for name in (*of_indicator, *names)))
    rows = announced.order_by().values_list(*columns).iterator(chunk_size=CHUNK_ROWS)
    shared: dict[Any, Any] = {}
    return {row[0]: Link(row[0], *(shared.setdefault(value, value) for value in _of_link(row))) for row in rows}


def _of_link(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """What many links have in common. An indicator without a place of its own has that of its programme."""
    return (*row[1:9], row[9] or row[10], *row[11:])


def _of_chains(first_ids: Collection[str] | None) -> Q:
    return Q() if first_ids is None else Q(first__in=list(first_ids))


def _steps(as_of: date, first_ids: Collection[str] | None) -> Iterator[tuple[str, list[HistoryStep]]]:
    """The stored changes of status up to the day, chain by chain with its first link."""
    rows = (
        StatusChange.objects.filter(_of_chains(first_ids), on__lte=as_of)
        .order_by("first_id", "on")
        .values_list("first_id", "on", "target_id", "to_status")
        .iterator(chunk_size=CHUNK_ROWS)
    )
    shared: dict[str, str] = {}
    for first, changes in groupby(rows, itemgetter(0)):
        yield (
            first,
            [HistoryStep(on, target, shared.setdefault(status, status), ()) for _first, on, target, status in changes],
        )


def _stored(
    as_of: date, first_ids: Collection[str] | None
) -> tuple[dict[str, tuple[list[RevisionStep], str]], set[str]]:
    """What is stored of revised chains, and the chains whose stored verdict and history do not reach the day (ADR 4).

    By the first link of a revised chain: its links, and the verdict on the first where it is true on the day, else "".
    """
    outdated = ~Q(method_version=METHOD_VERSION) | Q(as_of__lt=as_of, next_change_on__lte=as_of)
    columns = ("first_id", "payload__revisions", "payload__first__status")
    rows = (
        Assessment.objects.filter(_of_chains(first_ids), outdated | ~Q(target=F("first")))
        .order_by()
        .annotate(old=_said(outdated), true=_said(true_on(as_of)))
        .values_list("old", "true", *columns)
    )
    revised: dict[str, tuple[list[RevisionStep], str]] = {}
    unsettled: set[str] = set()
    for old, true, first, revisions, status in rows.iterator(chunk_size=CHUNK_ROWS):
        if old:
            unsettled.add(first)
        else:
            steps = [
                RevisionStep(step["target"], tuple(step["change"]), step["revised_after_the_fact"])
                for step in revisions
            ]
            revised[first] = steps, status if true else ""
    return revised, unsettled


def _said(condition: Q) -> Case:
    """Whether a condition holds; an unknown is no."""
    return Case(When(condition, then=Value(True)), default=Value(False))


def _revised(
    stored: Mapping[str, tuple[list[RevisionStep], str]], links: Mapping[str, Link]
) -> dict[str, tuple[tuple[Link, ...], str, tuple[Move, ...]]]:
    """By the first link of a revised chain: its links, the verdict on the first, and its moves.

    The claims of some thousand chains are in memory at a time.
    """
    revised: dict[str, tuple[tuple[Link, ...], str, tuple[Move, ...]]] = {}
    order = list(stored)
    for start in range(0, len(order), AT_ONCE):
        firsts = order[start : start + AT_ONCE]
        claims = {link.id: link for _first, chain, _interims in adapters.chains(firsts, None) for link in chain}
        for first in firsts:
            revisions, first_status = stored[first]
            announced = [step for step in revisions if step.target in links]
            moves = moves_of([claims[step.target] for step in announced], announced)
            revised[first] = tuple(links[step.target] for step in announced), first_status, moves
    return revised


def _judged(
    first_ids: Collection[str] | None, links: Mapping[str, Link], as_of: date, known_at: datetime | None = None
) -> Iterator[ChainHistory]:
    """Some chains, or all of them, judged from their claims."""
    for claims in adapters.claims(first_ids=first_ids, known_at=known_at):
        index = OutcomeIndex(claims.outcomes)
        assessment, steps = engine.assess_with_history(claims.chain, index, as_of, claims.interims)
        announced = engine.announced(claims.chain, as_of)
        if assessment is None or assessment.first is None or any(link.id not in links for link in announced):
            continue  # recorded while this was read
        yield ChainHistory(
            tuple(links[link.id] for link in announced),
            assessment.status,
            assessment.first.status,
            moves_of(announced, assessment.revisions),
            steps,
            judged=True,
        )
