"""One programme with its promises, its indicators and the projects that can be named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from projects.models import Indicator, Programme, Target
from projects.models.record_version import Version
from projects.reports.hierarchies import announced_by_day
from projects.reports.named import sorted_by_name
from projects.reports.overviews.snapshot import StatusCount, snapshot_of_scope
from projects.reports.overviews.timeline import Timeline, timeline
from projects.reports.paging import Page, paginate
from projects.reports.targets.comparables import bundle_families
from projects.reports.targets.target_entry import TargetEntry
from projects.reports.targets.target_query import TargetQuery
from projects.reports.verdicts.verdict_lookup import Verdict

from .projects import ProjectSample, commissioned_on, project_sample

TARGETS_ON_A_PAGE = 30
MOST_PARTS = 30  # of one bundle: a page shows a bundle whole
MOST_FAMILIES = 10
MOST_INDICATORS = 30
MOST_COUNTS = 12


@dataclass(frozen=True, slots=True)
class NamedCount:
    """A target counted in projects: the number reported, and the number of projects in the record by name."""

    entry: TargetEntry
    reported: Decimal
    named: int


@dataclass(frozen=True, slots=True)
class Promise:
    """What was announced together: a ``bundle`` with the first of its ``size`` components, or one target, under ""."""

    bundle: str
    size: int
    entries: tuple[TargetEntry, ...]


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """One programme. ``counts`` and ``due`` are of all its targets; ``promises`` are those of one page.

    Bundles come first, what was announced one by one after them, each by the earliest deadline.
    """

    programme: Programme
    as_of: date
    counts: tuple[StatusCount, ...]
    due: Timeline
    promises: tuple[Promise, ...]
    page: int
    pages: int
    indicators: Page[Indicator]
    projects: ProjectSample
    families: Page[tuple[str, ...]]
    named: tuple[NamedCount, ...]

    @property
    def bundles(self) -> tuple[Promise, ...]:
        return tuple(promise for promise in self.promises if promise.bundle)

    @property
    def alone(self) -> tuple[TargetEntry, ...]:
        return tuple(entry for promise in self.promises if not promise.bundle for entry in promise.entries)


class _Link(NamedTuple):
    bundle: str
    indicator: str
    unit: str
    accumulation: str


def programme_page(
    programme_id: str, as_of: date, page: int = 1, lang: str = "en", version: Version | None = None
) -> ProgrammePage | None:
    """One programme; None for an unknown id. A constant number of queries."""
    programme = Programme.objects.select_related("responsible", "territory").filter(id=programme_id).first()
    if programme is None:
        return None
    snapshot = snapshot_of_scope(TargetQuery(programme=programme_id), as_of, version)
    links = _links(programme_id)
    order = snapshot.by_deadline()
    pages = _pages(order, links)
    place = min(page, len(pages))
    shown = pages[place - 1]
    projects = {id for id, link in links.items() if link.unit == "projects" and link.accumulation == "sum"}
    counted = [verdict for verdict in order if verdict.target in projects][-MOST_COUNTS:]
    entries = snapshot.entries([*(verdict for promise in shown for verdict in promise[:MOST_PARTS]), *counted])
    measured = announced_by_day(programme.indicators.all(), "indicator", as_of).select_related("territory")
    bundled = [
        (link.bundle, link.indicator, snapshot.deadline(verdict))
        for verdict, link in ((verdict, links[verdict.target]) for verdict in order)
    ]
    return ProgrammePage(
        programme=programme,
        as_of=as_of,
        counts=snapshot.counts(),
        due=timeline(snapshot),
        promises=tuple(
            Promise(
                links[parts[0].target].bundle, len(parts), tuple(entries[part.first] for part in parts[:MOST_PARTS])
            )
            for parts in shown
        ),
        page=place,
        pages=len(pages),
        indicators=paginate(sorted_by_name(measured, lang), 1, MOST_INDICATORS),
        projects=project_sample(as_of, programme=programme_id, lang=lang),
        families=paginate(bundle_families(bundled)[::-1], 1, MOST_FAMILIES),
        named=_named([entries[verdict.first] for verdict in counted], commissioned_on(as_of, programme_id), as_of),
    )


def _links(programme_id: str) -> dict[str, _Link]:
    columns = ("id", "bundle", "indicator_id", "indicator__unit", "indicator__accumulation")
    rows = Target.objects.filter(indicator__programme=programme_id).order_by().values_list(*columns)
    return {id: _Link(*row) for id, *row in rows}


def _pages(order: Sequence[Verdict], links: Mapping[str, _Link]) -> list[list[list[Verdict]]]:
    """The promises, each with its components, split into pages; a promise is on one page as a whole."""
    bundles: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in order:
        if bundle := links[verdict.target].bundle:
            bundles[bundle].append(verdict)
    pages: list[list[list[Verdict]]] = [[]]
    room = TARGETS_ON_A_PAGE
    for promise in [*bundles.values(), *([verdict] for verdict in order if not links[verdict.target].bundle)]:
        takes = min(len(promise), MOST_PARTS)
        if takes > room:
            pages.append([])
            room = TARGETS_ON_A_PAGE
        pages[-1].append(promise)
        room -= takes
    return pages


def _named(counted: Sequence[TargetEntry], worked: Sequence[tuple[str, date]], as_of: date) -> tuple[NamedCount, ...]:
    """The named projects that were reported to work within the window, as the reported number counts them."""
    counts = []
    for entry in counted:
        if entry.assessment["actual"] is not None:
            begins = entry.window_start or date.min
            ends = as_of if entry.timing == "by_deadline" or entry.deadline is None else entry.deadline
            named = {project for project, on in worked if begins <= on <= ends}
            counts.append(NamedCount(entry, Decimal(entry.assessment["actual"]), len(named)))
    return tuple(counts)
