"""Every chain of revisions as R15 counts it on a day, with all by which it is asked for: body, place, sector …"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from operator import attrgetter

from django.utils.translation import gettext as _

from projects.comparison.track_record import ChainRecord, first_answer
from projects.models.record_version import Version
from projects.reports.hierarchies import Hierarchies
from projects.reports.parameters import BadParametersError, Problem
from projects.reports.version_cache import cached_for_version

from . import verdict_lookup
from .chain_history import ChainHistory, chain_histories, chains_moved_between
from .kept_chains import ReadChain, kept_chains

MOST_JUDGED = 2_000  # chains that one request may judge for the verdict on their first announcement


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A chain on a day. What it belongs to is that of its current link; ``kind`` is how its indicator accumulates.

    ``country`` is the outermost place around ``territory``; ``people`` are all who announced it or announced it anew.
    """

    record: ChainRecord
    indicator: str
    programme: str
    organisation: str
    territory: str
    country: str
    sector: str
    kind: str
    unit: str
    bundle: str
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose promises; None: everybody's. A body has those of the bodies it took over from, a place its parts', a person
    those that they announced or announced anew.
    """

    organisation: str | None = None
    territory: str | None = None
    sector: str | None = None
    programme: str | None = None
    person: str | None = None

    def narrowed(self, rows: Iterable[ChainRow], hierarchies: Hierarchies) -> tuple[ChainRow, ...]:
        """The rows that belong to it. No query but those of ``hierarchies``."""
        bodies = None if self.organisation is None else hierarchies.with_predecessors(self.organisation)
        places = None if self.territory is None else hierarchies.with_parts(self.territory)
        return tuple(
            row
            for row in rows
            if (bodies is None or row.organisation in bodies)
            and (places is None or row.territory in places)
            and self.sector in (None, row.sector)
            and self.programme in (None, row.programme)
            and (self.person is None or self.person in row.people)
        )


EVERYTHING = Scope()
NOBODY: frozenset[str] = frozenset()  # one for all rows


def chain_rows(
    as_of: date,
    scope: Scope = EVERYTHING,
    *,
    against_first: bool = False,
    known_at: datetime | None = None,
    version: Version | None = None,
) -> tuple[ChainRow, ...]:
    """Every chain of a scope that had been announced by a day, by the ids of their first links.

    A constant number of queries; none where they are kept for this ``version`` of the record. Only with
    ``against_first`` the ``first_status`` of every row is known; else it can be "". An earlier day has no stored
    verdicts on first announcements: raises BadParametersError where more than ``MOST_JUDGED`` chains would be judged.
    """

    hierarchies = Hierarchies(version)

    def every() -> tuple[ChainRow, ...]:
        return cached_for_version(
            version,
            lambda: _every_row(as_of, known_at, version),
            "chain rows",
            as_of,
            known_at,
        )

    def make() -> tuple[ChainRow, ...]:
        chosen = every() if scope == EVERYTHING else scope.narrowed(every(), hierarchies)
        return _with_first_statuses(chosen, as_of) if against_first else chosen

    if scope == EVERYTHING and not against_first:
        return every()
    return cached_for_version(version, make, "chain rows of a scope", as_of, known_at, scope, against_first)


def rows_at_hand(as_of: date, version: Version | None) -> tuple[ChainRow, ...] | None:
    """What ``chain_rows`` gives, where this process keeps it and few chains have to be read again; else None.

    Ask it before a question to the database that goes through all chains.
    """
    if version is None:
        return None
    read = partial(_read, as_of, None)
    return cached_for_version(
        version,
        lambda: kept_chains.at_hand("chain rows", as_of, read, version, chains_moved_between),
        "chain rows at hand",
        as_of,
    )


def _every_row(as_of: date, known_at: datetime | None, version: Version | None) -> tuple[ChainRow, ...]:
    """Those of a version are kept, so that in the next one only the chains that were written meanwhile are read."""
    read = partial(_read, as_of, known_at)
    if version is not None and known_at is None:
        return kept_chains.current("chain rows", as_of, read, version, chains_moved_between)
    return tuple(chain.row for chain in sorted(read(None), key=attrgetter("first")))


def _read(as_of: date, known_at: datetime | None, first_ids: Collection[str] | None) -> Iterator[ReadChain[ChainRow]]:
    countries: dict[str, str] = {}
    hierarchies = Hierarchies()  # as they are now: those of a version may be older than what is kept
    for history in chain_histories(as_of, known_at, first_ids):
        row = _row(history, countries, hierarchies)
        yield ReadChain(row.record.first, row, history.judged)


def _row(history: ChainHistory, countries: dict[str, str], hierarchies: Hierarchies) -> ChainRow:
    first, current = history.links[0], history.links[-1]
    if current.territory not in countries:
        countries[current.territory] = hierarchies.outermost(current.territory)
    record = ChainRecord(
        first=first.id,
        target=current.id,
        announced=first.announced,
        status=history.status,
        first_status=history.first_status,
        first_deadline=first.deadline,
        deadline=current.deadline,
        answered_on=None if current.deadline is None else first_answer(history.steps, current.deadline),
        moves=history.moves,
    )
    people = {link.person for link in history.links if link.person is not None}
    return ChainRow(
        record,
        indicator=current.indicator,
        programme=current.programme,
        organisation=current.organisation,
        territory=current.territory,
        country=countries[current.territory],
        sector=current.sector,
        kind=current.kind,
        unit=current.unit,
        bundle=current.bundle,
        people=frozenset(people) if people else NOBODY,
    )


def _with_first_statuses(rows: Sequence[ChainRow], as_of: date) -> tuple[ChainRow, ...]:
    """The same rows, each with the verdict on its first announcement. At most two queries."""
    unknown = [row.record.first for row in rows if not row.record.first_status]
    if not unknown:
        return tuple(rows)
    if len(unknown) > MOST_JUDGED:
        detail = _(
            "On an earlier day first announcements are judged one by one, at most %(most)s; these are %(number)s. "
            "Ask for fewer promises, or against what stands now."
        )
        raise BadParametersError([Problem("against", detail % {"most": MOST_JUDGED, "number": len(unknown)})])
    verdicts = verdict_lookup.judge_chains(as_of, unknown)
    statuses = {verdict.first: verdict.payload["first"]["status"] for verdict in verdicts if verdict.payload}
    return tuple(
        replace(row, record=replace(row.record, first_status=row.record.first_status or statuses[row.record.first]))
        for row in rows
        if row.record.first_status or row.record.first in statuses  # else it was erased meanwhile
    )
