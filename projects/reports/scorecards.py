"""Scorecards of bodies and places: counts per status and the targets behind them, never an average (R12)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from projects.models import Organisation, Programme, Target, Territory

from .projects import NamedProject, named_projects
from .scope import announced, bodies
from .standing import StatusCount, count_statuses, standing
from .target_entry import TargetEntry
from .target_list import find_targets
from .target_query import TargetQuery

ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body with the targets it answers for, those of the bodies it took over from included."""

    organisation: Organisation
    counts: tuple[StatusCount, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A body. ``inherited`` are the bodies it took over from, whose targets count here too."""

    organisation: Organisation
    as_of: date
    counts: tuple[StatusCount, ...]
    entries: tuple[TargetEntry, ...]
    inherited: tuple[Organisation, ...]
    successors: tuple[Organisation, ...]
    programmes: tuple[Programme, ...]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place with the targets for it and its parts, and the projects named in it."""

    territory: Territory
    as_of: date
    counts: tuple[StatusCount, ...]
    entries: tuple[TargetEntry, ...]
    parts: tuple[Territory, ...]
    projects: tuple[NamedProject, ...]


def body_list(as_of: date) -> tuple[BodyLine, ...]:
    """Every body that answered for something by then, itself or through a predecessor it had taken over from."""
    responsible = dict(Target.objects.order_by().values_list("id", "indicator__programme__responsible"))
    own: dict[str, list[str]] = defaultdict(list)
    for verdict in standing(as_of).verdicts:
        own[responsible[verdict.target]].append(verdict.status)
    organisations = {body.id: body for body in Organisation.objects.order_by("name", "id")}
    lines = []
    for body in organisations.values():
        if body.succeeded_on is not None and body.succeeded_on > as_of:
            continue
        statuses = [status for each in _lineage(body, organisations) for status in own.get(each, ())]
        if statuses:
            lines.append(BodyLine(body, count_statuses(statuses), len(statuses)))
    return tuple(sorted(lines, key=lambda line: -line.total))


def _lineage(body: Organisation, organisations: dict[str, Organisation]) -> list[str]:
    """The body and those it took over from, one after another; a circle ends it."""
    ids = [body.id]
    while (before := organisations[ids[-1]].succeeds_id) is not None and before not in ids:
        ids.append(before)
    return ids


def scorecard(organisation_id: str, as_of: date) -> Scorecard | None:
    """One body; None where there is none of that id."""
    found = Organisation.objects.select_related("parent", "succeeds").filter(id=organisation_id).first()
    if found is None:
        return None
    answers_for = bodies(organisation_id)
    entries = find_targets(TargetQuery(responsible=organisation_id, page_size=ALL), as_of).entries
    return Scorecard(
        organisation=found,
        as_of=as_of,
        counts=count_statuses(str(entry.assessment["status"]) for entry in entries),
        entries=entries,
        inherited=tuple(Organisation.objects.filter(id__in=answers_for - {organisation_id}).order_by("name", "id")),
        successors=tuple(found.successors.exclude(succeeded_on__gt=as_of).order_by("name", "id")),
        programmes=tuple(
            announced(Programme.objects.filter(responsible__in=answers_for), "indicator__programme", as_of).order_by(
                "name", "id"
            )
        ),
    )


def place_page(territory_id: str, as_of: date) -> PlacePage | None:
    """One place; None where there is none of that id."""
    found = Territory.objects.select_related("parent").filter(id=territory_id).first()
    if found is None:
        return None
    entries = find_targets(TargetQuery(territory=territory_id, page_size=ALL), as_of).entries
    return PlacePage(
        territory=found,
        as_of=as_of,
        counts=count_statuses(str(entry.assessment["status"]) for entry in entries),
        entries=entries,
        parts=tuple(found.parts.order_by("name", "id")),
        projects=named_projects(as_of, territory=territory_id),
    )
