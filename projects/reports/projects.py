"""Named projects and the stages that sources report of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from projects.models import Programme, Project, ProjectEvent, Territory

from .scope import parts


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A project with its stages known by a day, oldest first. ``stage`` is the last, "" where none is known."""

    project: Project
    events: tuple[ProjectEvent, ...]

    @property
    def stage(self) -> str:
        return self.events[-1].stage if self.events else ""


@dataclass(frozen=True, slots=True)
class ProjectList:
    """The projects that were asked for, and what else could be: each value with how many it leaves by itself."""

    lines: tuple[NamedProject, ...]
    total: int
    programmes: tuple[tuple[Programme, int], ...]
    territories: tuple[tuple[Territory, int], ...]
    stages: tuple[tuple[str, int], ...]


def project_list(
    as_of: date, *, programme: str | None = None, territory: str | None = None, stage: str | None = None
) -> ProjectList:
    """The list with its filters; a place includes its parts. Three queries."""
    everything = named_projects(as_of)
    places = parts(territory) if territory else frozenset()

    def passes(line: NamedProject, but: str = "") -> bool:
        return (
            (but == "programme" or not programme or line.project.programme_id == programme)
            and (but == "territory" or not territory or line.project.territory_id in places)
            and (but == "stage" or not stage or line.stage == stage)
        )

    def counted(name: str, key: Callable[[NamedProject], Any]) -> tuple[tuple[Any, int], ...]:
        counts = Counter(key(line) for line in everything if passes(line, but=name))
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0]))))

    return ProjectList(
        lines=tuple(line for line in everything if passes(line)),
        total=len(everything),
        programmes=counted("programme", lambda line: line.project.programme),
        territories=counted("territory", lambda line: line.project.territory),
        stages=tuple(pair for pair in counted("stage", lambda line: line.stage) if pair[0]),
    )


def project_page(project_id: str, as_of: date) -> NamedProject | None:
    """One project, with no stages where nobody had heard of it by then; None where there is none of that id."""
    known = named_projects(as_of, project=project_id)
    if known:
        return known[0]
    unheard = Project.objects.select_related("programme", "territory").filter(id=project_id).first()
    return None if unheard is None else NamedProject(unheard, ())


def named_projects(
    as_of: date, *, programme: str | None = None, territory: str | None = None, project: str | None = None
) -> tuple[NamedProject, ...]:
    """The projects, all or of one programme or place, with what had been published of them by then. Two queries.

    A project whose every stage was published later had not been heard of; one without any stage has no dates.
    """
    events = (
        ProjectEvent.objects.filter(source__public_on__lte=as_of, date__lte=as_of)
        .select_related("source")
        .order_by("date", "source__public_on", "id")
    )
    found = Project.objects.select_related("programme", "territory").prefetch_related(
        Prefetch("events", events, to_attr="known_events")
    )
    if programme is not None:
        found = found.filter(programme=programme)
    if territory is not None:
        found = found.filter(territory__in=parts(territory))
    if project is not None:
        found = found.filter(id=project)
    stages = ProjectEvent.objects.filter(project=OuterRef("pk"))
    known = stages.filter(source__public_on__lte=as_of, date__lte=as_of)
    found = found.filter(~Exists(stages) | Exists(known))
    return tuple(NamedProject(project, tuple(project.known_events)) for project in found.order_by("name", "id"))
