"""Named projects and the stages that sources report of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from projects.models import Project, ProjectEvent


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A project with its stages known by a day, oldest first. ``stage`` is the last, "" where none is known."""

    project: Project
    events: tuple[ProjectEvent, ...]

    @property
    def stage(self) -> str:
        return self.events[-1].stage if self.events else ""


def named_projects(
    as_of: date, *, programme: str | None = None, territory: str | None = None
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
        found = found.filter(territory=territory)
    stages = ProjectEvent.objects.filter(project=OuterRef("pk"))
    known = stages.filter(source__public_on__lte=as_of, date__lte=as_of)
    found = found.filter(~Exists(stages) | Exists(known))
    return tuple(NamedProject(project, tuple(project.known_events)) for project in found.order_by("name", "id"))
