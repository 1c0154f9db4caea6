"""Programmes: the list with counts, and one with its bundles, indicators and named projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects.models import Indicator, Programme, Target

from .comparables import bundle_families
from .projects import NamedProject, named_projects
from .scope import announced
from .standing import StatusCount, by_bundle, count_statuses, standing
from .target_entry import TargetEntry
from .target_list import find_targets
from .target_query import TargetQuery

ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme with its targets counted per status."""

    programme: Programme
    counts: tuple[StatusCount, ...]
    total: int


@dataclass(frozen=True, slots=True)
class NamedCount:
    """A target counted in projects: how many were reported, and how many of those can be named."""

    entry: TargetEntry
    reported: Decimal
    named: int


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """One programme. ``bundles`` are (bundle, components); what stands alone comes last under ""."""

    programme: Programme
    as_of: date
    counts: tuple[StatusCount, ...]
    bundles: tuple[tuple[str, tuple[TargetEntry, ...]], ...]
    indicators: tuple[Indicator, ...]
    projects: tuple[NamedProject, ...]
    families: tuple[tuple[str, ...], ...]
    named: tuple[NamedCount, ...]

    @property
    def commissioned(self) -> int:
        """How many of the named projects were reported to work."""
        return sum(project.stage == "commissioned" for project in self.projects)


def programme_list(as_of: date) -> tuple[ProgrammeLine, ...]:
    """Every programme, with its counts on the day, without those whose every target was announced later."""
    programme_of = dict(Target.objects.order_by().values_list("id", "indicator__programme"))
    statuses: dict[str, list[str]] = defaultdict(list)
    for verdict in standing(as_of).verdicts:
        statuses[programme_of[verdict.target]].append(verdict.status)
    return tuple(
        ProgrammeLine(programme, count_statuses(statuses[programme.id]), len(statuses[programme.id]))
        for programme in announced(Programme.objects.all(), "indicator__programme", as_of)
        .select_related("responsible", "territory")
        .order_by("name", "id")
    )


def programme_page(programme_id: str, as_of: date) -> ProgrammePage | None:
    """One programme; None where there is none of that id."""
    found = Programme.objects.select_related("responsible", "territory").filter(id=programme_id).first()
    if found is None:
        return None
    entries = find_targets(TargetQuery(programme=programme_id, page_size=ALL), as_of).entries
    projects = named_projects(as_of, programme=programme_id)
    return ProgrammePage(
        programme=found,
        as_of=as_of,
        counts=count_statuses(str(entry.assessment["status"]) for entry in entries),
        bundles=by_bundle(entries),
        indicators=tuple(
            announced(found.indicators.all(), "indicator", as_of).select_related("territory").order_by("name", "id")
        ),
        projects=projects,
        families=bundle_families(entries),
        named=tuple(_named(entry, projects, as_of) for entry in entries if _counts_projects(entry)),
    )


def _counts_projects(entry: TargetEntry) -> bool:
    return entry.unit == "projects" and entry.accumulation == "sum" and entry.assessment["actual"] is not None


def _named(entry: TargetEntry, projects: Sequence[NamedProject], as_of: date) -> NamedCount:
    """Named are those reported to work within the window: the same that the reported number counts."""
    begins = entry.window_start or date.min
    ends = as_of if entry.timing == "by_deadline" or entry.deadline is None else entry.deadline
    named = sum(
        any(event.stage == "commissioned" and begins <= event.date <= ends for event in project.events)
        for project in projects
    )
    return NamedCount(entry, Decimal(entry.assessment["actual"]), named)
