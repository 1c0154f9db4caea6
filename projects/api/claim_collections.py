"""Outcomes, projects with their stages, and changes of verdicts: their filters, and what was known on a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

from projects.comparison.statuses import STATUSES
from projects.models import (
    Indicator,
    Outcome,
    Person,
    Programme,
    Project,
    ProjectEvent,
    Source,
    StatusChange,
    Target,
    Territory,
)
from projects.packages import tables
from projects.reports.hierarchies import with_parts
from projects.reports.parameters import SEARCH, Kind, Parameter

from . import record_serializers as serializers
from .collections import Collection, Query
from .filters import NAMES, Rows, containing_text, equal, recorded_by_history, reference, with_history

SEARCHED = (
    "id",
    *(f"{name}{suffix}" for name in ("note", "speaker") for suffix in ("", "_ru", "_kk")),
    *(f"spoken_by__{name}" for name in NAMES if name != "id"),
    *(f"indicator__{name}" for name in NAMES),
)


def _outcomes(rows: Rows, query: Query) -> Rows:
    rows = equal(
        rows,
        query,
        indicator="indicator",
        programme="indicator__programme",
        source="source",
        period_after="period_end__gte",
        period_before="period_end__lte",
        final="final",
        spoken_by="spoken_by",
    )
    if "territory" in query:
        places = with_parts(query["territory"])
        rows = rows.filter(
            Q(territory__in=places)
            | Q(territory=None, indicator__territory__in=places)
            | Q(territory=None, indicator__territory=None, indicator__programme__territory__in=places)
        )
    return containing_text(rows, query, *SEARCHED)


OUTCOMES = Collection(
    name="outcomes",
    table=tables.OUTCOMES,
    about="Reported values, each by one source for one period; append-only. With as_of: those whose source was "
    "public and whose period had ended by then (rule R1).",
    serializer=serializers.OutcomeSerializer,
    rows=Outcome.objects.all,
    order=("id",),
    filters=(
        reference("indicator", "Only reports on this indicator.", Indicator),
        reference("programme", "Only reports on indicators of this programme.", Programme),
        reference("source", "Only what this source reports.", Source),
        reference("territory", "Only reports for this place or a part of it.", Territory),
        reference("spoken_by", "Only what this person said.", Person),
        Parameter("period_after", Kind.DATE, "Period ended on or after that day."),
        Parameter("period_before", Kind.DATE, "Period ended on or before that day."),
        Parameter("final", Kind.FLAG, "true: only final figures; false: only provisional ones."),
        SEARCH,
    ),
    narrow=_outcomes,
    known_on=lambda rows, on: rows.filter(source__public_on__lte=on, period_end__lte=on),
)


def _events(query: Query) -> Rows:
    events = ProjectEvent.objects.all()
    return _events_by(events, query["as_of"]) if "as_of" in query else events


def _events_by(events: Rows, on: date) -> Rows:
    return events.filter(date__lte=on, source__public_on__lte=on)


def _projects(rows: Rows, query: Query) -> Rows:
    rows = equal(rows, query, programme="programme")
    if "territory" in query:
        rows = rows.filter(territory__in=with_parts(query["territory"]))
    if "stage" in query:
        latest = _events(query).filter(project=OuterRef("pk")).order_by("-date", "-source__public_on", "-id")
        rows = rows.alias(latest=Subquery(latest.values("stage")[:1])).filter(latest__in=query["stage"])
    return containing_text(rows, query, *NAMES, "company", "note", "note_ru", "note_kk")


def _known_projects(rows: Rows, on: date) -> Rows:
    events = ProjectEvent.objects.filter(project=OuterRef("pk"))
    return rows.filter(~Exists(events) | Exists(_events_by(events, on)))


def _with_events(projects: list[dict[str, Any]], query: Query) -> None:
    columns = [f"{name}_id" if name == "source" else name for name in serializers.EventSerializer().get_fields()]
    events: dict[str, list[dict[str, Any]]] = defaultdict(list)
    rows = _events(query).filter(project__in=[project["id"] for project in projects]).order_by("date", "id")
    for project, *values in rows.values_list("project_id", *columns):
        event = {name.removesuffix("_id"): value or None for name, value in zip(columns, values, strict=True)}
        events[project].append(event)
    for project in projects:
        history = events[project["id"]]
        project["stage"] = history[-1]["stage"] if history else None
        project["events"] = history


PROJECTS = Collection(
    name="projects",
    table=tables.PROJECTS,
    about="Named undertakings with their dated stages. With as_of: the stages known by then, without the projects "
    "of which nothing was known.",
    serializer=serializers.ProjectSerializer,
    rows=with_history(Project),
    recorded=recorded_by_history,
    order=("id",),
    filters=(
        reference("programme", "Only projects of this programme.", Programme),
        reference("territory", "Only projects in this place or a part of it.", Territory),
        Parameter(
            "stage", Kind.CHOICE, "Only projects at this stage; may be repeated.", serializers.STAGES, repeatable=True
        ),
        SEARCH,
    ),
    narrow=_projects,
    known_on=_known_projects,
    complete=_with_events,
    completed_from=("id",),
)


def _project_events(rows: Rows, query: Query) -> Rows:
    return equal(
        rows,
        query,
        project="project",
        programme="project__programme",
        source="source",
        stage="stage__in",
        since="date__gte",
        until="date__lte",
    )


PROJECT_EVENTS = Collection(
    name="project-events",
    table=tables.PROJECT_EVENTS,
    about="Dated stages of projects, each as one source tells it; append-only. With as_of: those reached and public "
    "by then (rule R1).",
    serializer=serializers.ProjectEventSerializer,
    rows=ProjectEvent.objects.all,
    order=("id",),
    filters=(
        reference("project", "Only stages of this project.", Project),
        reference("programme", "Only stages of projects of this programme.", Programme),
        reference("source", "Only what this source reports.", Source),
        Parameter("stage", Kind.CHOICE, "Only these stages; may be repeated.", serializers.STAGES, repeatable=True),
        Parameter("since", Kind.DATE, "On or after that day."),
        Parameter("until", Kind.DATE, "On or before that day."),
    ),
    narrow=_project_events,
    known_on=_events_by,
)


def _status_changes(rows: Rows, query: Query) -> Rows:
    rows = equal(
        rows,
        query,
        programme="first__indicator__programme",
        status="to_status__in",
        since="on__gte",
        until="on__lte",
    )
    if "target" in query:
        first = Target.objects.first_links_of([query["target"]])
        rows = rows.filter(first__in=list(first.values_list("pk", flat=True)))
    return rows


def _with_change_ids(changes: list[dict[str, Any]], query: Query) -> None:
    for change in changes:
        change["id"] = f"{change['first']}@{change['on']:%Y-%m-%d}"


def _change(rows: Rows, id: str) -> Rows:
    first, _at, on = id.rpartition("@")
    try:
        return rows.filter(first=first, on=date.fromisoformat(on))
    except ValueError:
        return rows.none()


STATUS_CHANGES = Collection(
    name="status-changes",
    about="The days on which the verdict on a chain of targets became another, the latest first. With as_of: up to "
    "that day.",
    serializer=serializers.StatusChangeSerializer,
    rows=StatusChange.objects.all,
    order=("-on", "first_id"),
    filters=(
        reference("target", "Only changes of the chain that this target belongs to.", Target),
        reference("programme", "Only changes of targets of this programme.", Programme),
        Parameter("status", Kind.CHOICE, "Only changes to these verdicts; may be repeated.", STATUSES, repeatable=True),
        Parameter("since", Kind.DATE, "On or after that day."),
        Parameter("until", Kind.DATE, "On or before that day."),
    ),
    narrow=_status_changes,
    known_on=lambda rows, on: rows.filter(on__lte=on),
    complete=_with_change_ids,
    completed_from=("first", "on"),
    key=Concat("first_id", Value("@"), Cast("on", TextField()), output_field=TextField()),
    find=_change,
    id_pattern=serializers.CHANGE_PATTERN,
)
