"""What became new in one week, of all promises or of one country's: each promise once, in its most telling section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from django.db.models import Max, Min

from projects.models import StatusChange, Target
from projects.reports.hierarchies import for_places, with_parts
from projects.reports.paging import clamp_page

from .correction_lines import CorrectionLine
from .corrections import lines_corrected
from .iso_week import Week
from .week_entries import WeekEntry, WeekNumbers, week_entries
from .week_events import SECTION_OF_STATUS, ChainEvents, events_of_weeks

PAGE_SIZE = 50
MOST_CORRECTIONS = 10


@dataclass(frozen=True, slots=True)
class WeekSection:
    """The entries of one section that are shown, of ``count`` in all."""

    name: str
    count: int
    entries: tuple[WeekEntry, ...]


@dataclass(frozen=True, slots=True)
class WeekReport:
    """A page of one week. ``corrected``: mistakes of earlier weeks that it put right; ``corrected_since``: its own.

    ``begins`` is the first week of the record, ``earlier`` the last week before this one in which something is known to
    have happened; ``under_way``: it has not ended on the day of the report.
    """

    week: Week
    as_of: date
    numbers: WeekNumbers
    sections: tuple[WeekSection, ...]
    page: int
    pages: int
    corrected: tuple[CorrectionLine, ...]
    corrected_since: tuple[CorrectionLine, ...]
    begins: Week
    earlier: Week | None

    @property
    def under_way(self) -> bool:
        return self.week.sunday >= self.as_of

    @property
    def is_empty(self) -> bool:
        return not (self.numbers.count or self.corrected)

    @property
    def previous(self) -> Week | None:
        return self.week.after(-1) if self.week > self.begins else None

    @property
    def next(self) -> Week | None:
        return self.week.after() if self.week < Week.of(self.as_of) else None


def week_report(
    week: Week, as_of: date, *, territory: str | None = None, page: int = 1, per_section: int | None = None
) -> WeekReport:
    """One page of a week, as the record knows it of days up to ``as_of``. At most 18 queries.

    ``per_section``: instead of a page, the first so many entries of every section.
    """
    places = with_parts(territory) if territory is not None else None
    chains = events_of_weeks(week, week, as_of, places).get(week, [])
    page, pages = (1, 1) if per_section is not None else clamp_page(len(chains), page, PAGE_SIZE)
    shown = chains[(page - 1) * PAGE_SIZE : page * PAGE_SIZE] if per_section is None else _first(chains, per_section)
    corrections = partial(lines_corrected, as_of=as_of, places=places, limit=MOST_CORRECTIONS)
    return WeekReport(
        week,
        as_of,
        WeekNumbers.of(week, chains),
        _sections(week, chains, shown),
        page,
        pages,
        corrections(corrected=(week.start, week.end), entered=(None, week.start)),
        corrections(corrected=(week.end, None), entered=(week.start, week.end)),
        first_week(as_of) or week,
        _earlier(week, places),
    )


def first_week(as_of: date) -> Week | None:
    """The week of the record's first announcement; None for an empty record. One query."""
    begun = Target.objects.announced_by(as_of).aggregate(day=Min("announced"))["day"]
    return None if begun is None else Week.of(begun)


def has_entries(week: Week, as_of: date, territory: str | None = None) -> bool:
    """Whether a week has an entry. At most five queries."""
    places = with_parts(territory) if territory is not None else None
    return bool(events_of_weeks(week, week, as_of, places).get(week))


@dataclass(frozen=True, slots=True)
class PastWeek:
    """A week that has ended and its first entries, for lists of weeks."""

    week: Week
    numbers: WeekNumbers
    entries: tuple[WeekEntry, ...]


def past_weeks(
    last: Week, weeks: int, as_of: date, *, territory: str | None = None, entries: int = 20
) -> list[PastWeek]:
    """Those of the ``weeks`` up to ``last`` that have entries, the latest first. At most seven queries."""
    places = with_parts(territory) if territory is not None else None
    by_week = events_of_weeks(last.after(1 - weeks), last, as_of, places)
    ordered = [(week, by_week[week]) for week in sorted(by_week, reverse=True) if by_week[week]]
    shown = iter(week_entries([(week, chain) for week, chains in ordered for chain in chains[:entries]]))
    return [
        PastWeek(week, WeekNumbers.of(week, chains), tuple(next(shown) for _chain in chains[:entries]))
        for week, chains in ordered
    ]


def _first(chains: Sequence[ChainEvents], number: int) -> list[ChainEvents]:
    """The first so many chains of each section."""
    return [chain for _name, of_section in groupby(chains, key=_section) for chain in list(of_section)[:number]]


def _sections(week: Week, chains: Sequence[ChainEvents], shown: Sequence[ChainEvents]) -> tuple[WeekSection, ...]:
    counts = Counter(map(_section, chains))
    entries = week_entries([(week, chain) for chain in shown])
    by_section = groupby(entries, key=lambda entry: entry.section)
    return tuple(WeekSection(name, counts[name], tuple(theirs)) for name, theirs in by_section)


def _section(chain: ChainEvents) -> str:
    return chain.section


def _earlier(week: Week, places: Collection[str] | None) -> Week | None:
    """The week of the last day before this one on which a promise was made or decided. Two queries."""
    changes, links = StatusChange.objects.filter(on__lt=week.monday), Target.objects.filter(announced__lt=week.monday)
    if places is not None:
        changes = changes.filter(for_places(places, "target__indicator__"))
        links = links.filter(for_places(places, "indicator__"))
    decided = changes.filter(to_status__in=SECTION_OF_STATUS).exclude(from_status="").aggregate(day=Max("on"))["day"]
    made = links.aggregate(day=Max("announced"))["day"]
    days = [day for day in (decided, made) if day is not None]
    return Week.of(max(days)) if days else None
