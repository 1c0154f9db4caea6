"""The first page: how all promises stand, what changed lately, what falls due next, where they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from projects.comparison.statuses import DECIDED
from projects.models.record_version import Version
from projects.reports.targets.target_entry import TargetEntry
from projects.reports.verdicts.chain_records import ChainRow, Scope, chain_rows
from projects.reports.verdicts.verdict_lookup import verdicts_of_chains
from projects.reports.version_cache import cached_for_version

from .bodies import Bodies, MostMoved, bodies, longest_past, most_moved, times_moved
from .latest_changes import LatestChange, latest_changes
from .regions import CountryRegions, countries_of, country_regions
from .snapshot import verdict_entries
from .standing import Standing, standing_of

SHOWN_DUE = 6
MOST_COUNTRIES = 4  # with their regions on one page


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page on one day, of everything or of a place and its parts.

    ``due`` holds the next of ``due_count`` deadlines ahead; ``most_moved`` and ``longest_past`` are the two extreme
    promises; ``countries`` the ids of all countries, ``regions`` those with most promises.
    """

    as_of: date
    standing: Standing
    countries: tuple[str, ...]
    changes: tuple[LatestChange, ...]
    due: tuple[TargetEntry, ...]
    due_count: int
    bodies: Bodies
    most_moved: MostMoved | None
    longest_past: TargetEntry | None
    regions: tuple[CountryRegions, ...]


def overview(
    as_of: date, territory: str | None = None, *, lang: str = "en", version: Version | None = None
) -> Overview:
    """The first page. A constant number of queries; none where it is kept for this ``version`` of the record."""

    def make() -> Overview:
        return _overview(as_of, territory, lang, version)

    return cached_for_version(version, make, "overview", as_of, territory, lang)


def _overview(as_of: date, territory: str | None, lang: str, version: Version | None) -> Overview:
    rows = chain_rows(as_of, Scope(territory=territory), version=version)
    ahead = sorted(
        (row for row in rows if row.record.status not in DECIDED and (row.record.deadline or date.min) >= as_of),
        key=lambda row: (row.record.deadline or date.max, row.record.first),
    )
    changes = latest_changes(rows, as_of, territory)
    moved, past = most_moved(rows), longest_past(rows)
    due = [row.record.first for row in ahead[:SHOWN_DUE]]
    extremes = [row.record.first for row in (moved, past) if row is not None]
    entries = entries_of([*due, *extremes, *(change.first for change in changes)], as_of)
    countries = countries_of(rows)
    return Overview(
        as_of=as_of,
        standing=standing_of(row.record.status for row in rows),
        countries=countries,
        changes=tuple(LatestChange.of(change, entries[change.first]) for change in changes if change.first in entries),
        due=tuple(entries[first] for first in due if first in entries),
        due_count=len(ahead),
        bodies=bodies(as_of, territory, version),
        most_moved=_most_moved(moved, entries),
        longest_past=None if past is None else entries.get(past.record.first),
        regions=_regions(rows, countries, territory, lang, version),
    )


def _most_moved(row: ChainRow | None, entries: Mapping[str, TargetEntry]) -> MostMoved | None:
    if row is None or row.record.first not in entries:
        return None
    return MostMoved(entries[row.record.first], times_moved(row), row.record.first_deadline, row.record.deadline)


def _regions(
    rows: Sequence[ChainRow],
    countries: Sequence[str],
    territory: str | None,
    lang: str,
    version: Version | None,
) -> tuple[CountryRegions, ...]:
    """The countries with most promises; none where less than a country is asked for."""
    if territory is not None and territory not in countries:
        return ()
    return country_regions(rows, countries[:MOST_COUNTRIES], lang, version)


def entries_of(first_ids: Iterable[str], as_of: date) -> dict[str, TargetEntry]:
    """The entries of some chains by their first links, for a page that shows a few. At most nine queries."""
    return verdict_entries(verdicts_of_chains([*first_ids], as_of).values(), as_of)
