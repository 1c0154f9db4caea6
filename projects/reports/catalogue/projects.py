"""Named projects and the stages that sources report of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet, Subquery

from projects.models import Programme, Project, ProjectEvent, Territory
from projects.reports.hierarchies import Hierarchies, with_parts
from projects.reports.named import sorted_by_name
from projects.reports.paging import paginate

Thing = TypeVar("Thing", bound=Model)

ON_A_PAGE = 40
SAMPLE = 15  # on the page of a programme or a place
MOST_VALUES = 40  # of one filter
MOST_STAGES = 40  # on the page of a project; in a list of them a few


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A project with its stages known by a day, oldest first. ``stage`` is the last, "" where none is known."""

    project: Project
    events: tuple[ProjectEvent, ...]

    @property
    def latest(self) -> tuple[ProjectEvent, ...]:
        """The stages that a page has room for."""
        return self.events[-MOST_STAGES:]

    @property
    def stage(self) -> str:
        return self.events[-1].stage if self.events else ""


@dataclass(frozen=True, slots=True)
class ProjectList:
    """A page of the projects that were asked for (``count`` in all, of ``total``), and the values of each filter: each
    value with how many it leaves by itself, those that leave most."""

    lines: tuple[NamedProject, ...]
    count: int
    page: int
    pages: int
    total: int
    programmes: tuple[tuple[Programme, int], ...]
    territories: tuple[tuple[Territory, int], ...]
    stages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ProjectSample:
    """The projects of a programme or a place: ``count`` and ``commissioned`` of all, and the first few by name."""

    lines: tuple[NamedProject, ...]
    count: int
    commissioned: int


class _Row(NamedTuple):
    id: str
    programme: str
    territory: str
    stage: str | None
    name: str
    name_ru: str
    name_kk: str


def project_list(
    as_of: date,
    *,
    programme: str | None = None,
    territory: str | None = None,
    stage: str | None = None,
    page: int = 1,
    lang: str = "en",
) -> ProjectList:
    """The list with its filters; a place includes its parts. At most six queries."""
    everything = _rows(_known(as_of), as_of, lang)
    filters = {"programme": programme, "territory": territory, "stage": stage}
    places = with_parts(territory) if territory else frozenset()

    def passes(row: _Row, but: str = "") -> bool:
        return (
            (but == "programme" or not programme or row.programme == programme)
            and (but == "territory" or not territory or row.territory in places)
            and (but == "stage" or not stage or row.stage == stage)
        )

    def counted(name: str) -> tuple[tuple[str, int], ...]:
        """The most frequent values, and the chosen one."""
        counts = Counter(getattr(row, name) for row in everything if passes(row, but=name) and getattr(row, name))
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(pair for place, pair in enumerate(ordered) if place < MOST_VALUES or pair[0] == filters[name])

    shown = paginate([row.id for row in everything if passes(row)], page, ON_A_PAGE)
    return ProjectList(
        lines=named_projects(as_of, shown.rows, lang),
        count=shown.count,
        page=shown.page,
        pages=shown.pages,
        total=len(everything),
        programmes=_named(Programme, counted("programme")),
        territories=_named(Territory, counted("territory")),
        stages=counted("stage"),
    )


def project_sample(
    as_of: date,
    *,
    programme: str | None = None,
    territory: str | None = None,
    lang: str = "en",
    hierarchies: Hierarchies | None = None,
) -> ProjectSample:
    """The projects of a programme, or of a place and its parts. At most four queries."""
    projects = _known(as_of)
    if programme is not None:
        projects = projects.filter(programme=programme)
    if territory is not None:
        projects = projects.filter(territory__in=(hierarchies or Hierarchies()).with_parts(territory))
    rows = _rows(projects, as_of, lang)
    lines = named_projects(as_of, [row.id for row in rows[:SAMPLE]], lang)
    return ProjectSample(lines, len(rows), sum(row.stage == "commissioned" for row in rows))


def project_page(project_id: str, as_of: date) -> NamedProject | None:
    """One project, without stages if none was published by then; None for an unknown id."""
    projects = named_projects(as_of, [project_id])
    if projects:
        return projects[0]
    unheard = Project.objects.select_related("programme", "territory").filter(id=project_id).first()
    return None if unheard is None else NamedProject(unheard, ())


def named_projects(as_of: date, ids: Collection[str], lang: str = "en") -> tuple[NamedProject, ...]:
    """These projects, by name, with what had been published of them by then. Two queries.

    A project whose every stage was published later is left out; a project without stages has no dates.
    """
    events = _told(as_of).select_related("source").order_by("date", "source__public_on", "id")
    projects = _known(as_of).filter(id__in=ids).select_related("programme", "territory")
    projects = projects.prefetch_related(Prefetch("events", events, to_attr="known_events"))
    return tuple(NamedProject(project, tuple(project.known_events)) for project in sorted_by_name(projects, lang))


def commissioned_on(as_of: date, programme: str) -> tuple[tuple[str, date], ...]:
    """Each project of a programme with each day on which it was reported to have begun to work. One query."""
    events = _told(as_of).filter(project__programme=programme, stage="commissioned").order_by()
    return tuple(events.values_list("project_id", "date"))


def _told(as_of: date) -> QuerySet[ProjectEvent]:
    """The stages that had happened and were published by a day."""
    return ProjectEvent.objects.filter(source__public_on__lte=as_of, date__lte=as_of)


def _known(as_of: date) -> QuerySet[Project]:
    stages = ProjectEvent.objects.filter(project=OuterRef("pk"))
    heard = ~Exists(stages) | Exists(_told(as_of).filter(project=OuterRef("pk")))
    return Project.objects.filter(heard).order_by()


def _rows(projects: QuerySet[Project], as_of: date, lang: str) -> list[_Row]:
    last = _told(as_of).filter(project=OuterRef("pk")).order_by("-date", "-source__public_on", "-id")
    staged = projects.annotate(stage=Subquery(last.values("stage")[:1]))
    columns = ("id", "programme_id", "territory_id", "stage", "name", "name_ru", "name_kk")
    return sorted_by_name((_Row(*row) for row in staged.values_list(*columns)), lang)


def _named(model: type[Thing], counts: Iterable[tuple[str, int]]) -> tuple[tuple[Thing, int], ...]:
    """Rows by id. One query."""
    numbers = dict(counts)
    things = model._default_manager.in_bulk(numbers)
    return tuple((things[id], number) for id, number in numbers.items())
