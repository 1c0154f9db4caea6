"""The collections of the API that are rows of the record: their filters, and what was known of them on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from projects.comparison.statuses import STATUSES
from projects.models import (
    Indicator,
    Organisation,
    Outcome,
    Programme,
    Project,
    ProjectEvent,
    Source,
    StatusChange,
    Target,
    Territory,
)
from projects.packages import tables
from projects.reports.hierarchies import announced_by_day, with_parts, with_predecessors
from projects.reports.parameters import SEARCH, Kind, Parameter
from projects.reports.search import containing

from . import record_serializers as serializers
from .collections import Asked, Collection

Rows = QuerySet[Any]
ADDED_ROW = "+"  # as simple-history writes it
NAMES = ("id", "name", "name_ru", "name_kk")


def _equal(rows: Rows, asked: Asked, **columns: str) -> Rows:
    """Rows whose columns (or look-ups) have the values asked for; ``columns`` maps parameter → look-up."""
    return rows.filter(**{lookup: asked[name] for name, lookup in columns.items() if name in asked})


def _found(rows: Rows, asked: Asked, *paths: str) -> Rows:
    return rows.filter(containing(asked["search"], paths)) if "search" in asked else rows


def _reference(name: str, about: str, model: Any) -> Parameter:
    return Parameter(name, Kind.REFERENCE, about, model=model)


def _with_history(model: Any) -> Callable[[], Rows]:
    """The rows of a kind that is edited by hand, whose history says when each was recorded."""
    added = model.history.model.objects.filter(id=OuterRef("pk"), history_type=ADDED_ROW).order_by("-history_date")
    return lambda: model.objects.annotate(recorded_at=Subquery(added.values("history_date")[:1]))


def _recorded_by_history(rows: Rows, moment: datetime) -> Rows:
    history: Any = rows.model
    added = history.history.model.objects.filter(history_type=ADDED_ROW, history_date__gt=moment)
    return rows.filter(pk__in=added.values("id"))


# --- Bodies and places -------------------------------------------------------------------------------------------


def _organisations(rows: Rows, asked: Asked) -> Rows:
    return _found(_equal(rows, asked, kind="kind", parent="parent", succeeds="succeeds"), asked, *NAMES)


ORGANISATIONS = Collection(
    name="organisations",
    table=tables.ORGANISATIONS,
    about="Bodies that promise, answer for or report. With as_of: those that had come into being by then.",
    serializer=serializers.OrganisationSerializer,
    rows=_with_history(Organisation),
    recorded=_recorded_by_history,
    order=("id",),
    filters=(
        Parameter("kind", Kind.CHOICE, "Only bodies of this kind.", choices=tuple(Organisation.Kind.values)),
        _reference("parent", "Only parts of this body.", Organisation),
        _reference("succeeds", "Only bodies that took over from this one.", Organisation),
        SEARCH,
    ),
    narrow=_organisations,
    known=lambda rows, on: rows.exclude(succeeded_on__gt=on),
)

TERRITORIES = Collection(
    name="territories",
    table=tables.TERRITORIES,
    about="Countries and their parts, by ISO 3166 code. They have no dates, so as_of changes nothing.",
    serializer=serializers.TerritorySerializer,
    rows=_with_history(Territory),
    recorded=_recorded_by_history,
    order=("id",),
    filters=(_reference("parent", "Only the parts of this place.", Territory), SEARCH),
    narrow=lambda rows, asked: _found(_equal(rows, asked, parent="parent"), asked, *NAMES),
    known=lambda rows, on: rows,
)


# --- Sources -----------------------------------------------------------------------------------------------------


def _sources(rows: Rows, asked: Asked) -> Rows:
    rows = _equal(
        rows,
        asked,
        kind="kind",
        language="language",
        published_after="published__gte",
        published_before="published__lte",
    )
    if "publisher" in asked:
        rows = rows.filter(publisher__in=Source.objects.spellings(asked["publisher"]))
    return _found(rows, asked, "id", "title", "publisher", "note")


SOURCES = Collection(
    name="sources",
    table=tables.SOURCES,
    about="Citable evidence. With as_of: what was public by then (`public_on`, rule R1).",
    serializer=serializers.SourceSerializer,
    rows=_with_history(Source),
    recorded=_recorded_by_history,
    order=("id",),
    filters=(
        Parameter("publisher", Kind.TEXT, "Only this publisher, whatever the case and the spacing of the name."),
        Parameter("kind", Kind.CHOICE, "Only sources of this kind.", choices=tuple(Source.Kind.values)),
        Parameter("language", Kind.TEXT, "Only this language, such as en or ru."),
        Parameter("published_after", Kind.DATE, "Published on or after that day."),
        Parameter("published_before", Kind.DATE, "Published on or before that day."),
        SEARCH,
    ),
    narrow=_sources,
    known=lambda rows, on: rows.filter(public_on__lte=on),
)


# --- Programmes and indicators -----------------------------------------------------------------------------------


def _programmes(rows: Rows, asked: Asked) -> Rows:
    rows = _equal(rows, asked, sector="sector")
    if "responsible" in asked:
        rows = rows.filter(responsible__in=with_predecessors(asked["responsible"]))
    if "territory" in asked:
        rows = rows.filter(territory__in=with_parts(asked["territory"]))
    return _found(rows, asked, *NAMES, "summary", "summary_ru", "summary_kk")


PROGRAMMES = Collection(
    name="programmes",
    table=tables.PROGRAMMES,
    about="Announced undertakings. With as_of: without those whose every target was announced later.",
    serializer=serializers.ProgrammeSerializer,
    rows=_with_history(Programme),
    recorded=_recorded_by_history,
    order=("id",),
    filters=(
        _reference("responsible", "Only what this body, or a body it succeeded, answers for.", Organisation),
        _reference("territory", "Only programmes of this place or a part of it.", Territory),
        Parameter("sector", Kind.TEXT, "Only this sector, as written."),
        SEARCH,
    ),
    narrow=_programmes,
    known=lambda rows, on: announced_by_day(rows, "indicator__programme", on),
)


def _indicators(rows: Rows, asked: Asked) -> Rows:
    rows = _equal(rows, asked, programme="programme", unit="unit", accumulation="accumulation", direction="direction")
    return _found(rows, asked, *NAMES, "definition", "definition_ru", "definition_kk")


INDICATORS = Collection(
    name="indicators",
    table=tables.INDICATORS,
    about="What is measured. With as_of: without those whose every target was announced later.",
    serializer=serializers.IndicatorSerializer,
    rows=_with_history(Indicator),
    recorded=_recorded_by_history,
    order=("id",),
    filters=(
        _reference("programme", "Only indicators of this programme.", Programme),
        Parameter("unit", Kind.TEXT, "Only this unit, such as KZT or jobs."),
        Parameter("accumulation", Kind.CHOICE, "How it adds up.", choices=tuple(Indicator.Accumulation.values)),
        Parameter("direction", Kind.CHOICE, "Which way is good.", choices=tuple(Indicator.Direction.values)),
        SEARCH,
    ),
    narrow=_indicators,
    known=lambda rows, on: announced_by_day(rows, "indicator", on),
)


# --- Outcomes ----------------------------------------------------------------------------------------------------


def _outcomes(rows: Rows, asked: Asked) -> Rows:
    rows = _equal(
        rows,
        asked,
        indicator="indicator",
        programme="indicator__programme",
        source="source",
        period_after="period_end__gte",
        period_before="period_end__lte",
        final="final",
    )
    if "territory" in asked:
        places = with_parts(asked["territory"])
        rows = rows.filter(
            Q(territory__in=places)
            | Q(territory=None, indicator__territory__in=places)
            | Q(territory=None, indicator__territory=None, indicator__programme__territory__in=places)
        )
    return _found(rows, asked, "id", "note", "speaker", *(f"indicator__{name}" for name in NAMES))


OUTCOMES = Collection(
    name="outcomes",
    table=tables.OUTCOMES,
    about="Reported values, each by one source for one period; append-only. With as_of: those whose source was "
    "public and whose period had ended by then (rule R1).",
    serializer=serializers.OutcomeSerializer,
    rows=Outcome.objects.all,
    order=("id",),
    filters=(
        _reference("indicator", "Only reports on this indicator.", Indicator),
        _reference("programme", "Only reports on indicators of this programme.", Programme),
        _reference("source", "Only what this source reports.", Source),
        _reference("territory", "Only reports for this place or a part of it.", Territory),
        Parameter("period_after", Kind.DATE, "Period ended on or after that day."),
        Parameter("period_before", Kind.DATE, "Period ended on or before that day."),
        Parameter("final", Kind.FLAG, "true: only final figures; false: only provisional ones."),
        SEARCH,
    ),
    narrow=_outcomes,
    known=lambda rows, on: rows.filter(source__public_on__lte=on, period_end__lte=on),
)


# --- Projects ----------------------------------------------------------------------------------------------------


def _events(asked: Asked) -> Rows:
    events = ProjectEvent.objects.all()
    return _events_by(events, asked["as_of"]) if "as_of" in asked else events


def _events_by(events: Rows, on: date) -> Rows:
    return events.filter(date__lte=on, source__public_on__lte=on)


def _projects(rows: Rows, asked: Asked) -> Rows:
    rows = _equal(rows, asked, programme="programme")
    if "territory" in asked:
        rows = rows.filter(territory__in=with_parts(asked["territory"]))
    if "stage" in asked:
        latest = _events(asked).filter(project=OuterRef("pk")).order_by("-date", "-id")
        rows = rows.alias(latest=Subquery(latest.values("stage")[:1])).filter(latest__in=asked["stage"])
    return _found(rows, asked, *NAMES, "company", "note")


def _known_projects(rows: Rows, on: date) -> Rows:
    events = ProjectEvent.objects.filter(project=OuterRef("pk"))
    return rows.filter(~Exists(events) | Exists(_events_by(events, on)))


def _with_events(found: list[dict[str, Any]], asked: Asked) -> None:
    columns = ("id", "stage", "date", "source_id", "locator", "note")
    events: dict[str, list[dict[str, Any]]] = defaultdict(list)
    rows = _events(asked).filter(project__in=[project["id"] for project in found]).order_by("date", "id")
    for project, *values in rows.values_list("project_id", *columns):
        event = {name.removesuffix("_id"): value or None for name, value in zip(columns, values, strict=True)}
        events[project].append(event)
    for project in found:
        history = events[project["id"]]
        project["stage"] = history[-1]["stage"] if history else None
        project["events"] = history


PROJECTS = Collection(
    name="projects",
    table=tables.PROJECTS,
    about="Named undertakings with their dated stages. With as_of: the stages known by then, without the projects "
    "of which nothing was known.",
    serializer=serializers.ProjectSerializer,
    rows=_with_history(Project),
    recorded=_recorded_by_history,
    order=("id",),
    filters=(
        _reference("programme", "Only projects of this programme.", Programme),
        _reference("territory", "Only projects in this place or a part of it.", Territory),
        Parameter(
            "stage", Kind.CHOICE, "Only projects at this stage; may be repeated.", serializers.STAGES, repeatable=True
        ),
        SEARCH,
    ),
    narrow=_projects,
    known=_known_projects,
    complete=_with_events,
)


# --- Project events ----------------------------------------------------------------------------------------------


def _project_events(rows: Rows, asked: Asked) -> Rows:
    return _equal(
        rows,
        asked,
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
        _reference("project", "Only stages of this project.", Project),
        _reference("programme", "Only stages of projects of this programme.", Programme),
        _reference("source", "Only what this source reports.", Source),
        Parameter("stage", Kind.CHOICE, "Only these stages; may be repeated.", serializers.STAGES, repeatable=True),
        Parameter("since", Kind.DATE, "On or after that day."),
        Parameter("until", Kind.DATE, "On or before that day."),
    ),
    narrow=_project_events,
    known=_events_by,
)


# --- Status changes ----------------------------------------------------------------------------------------------


def _status_changes(rows: Rows, asked: Asked) -> Rows:
    rows = _equal(
        rows,
        asked,
        programme="first__indicator__programme",
        status="to_status__in",
        since="on__gte",
        until="on__lte",
    )
    if "target" in asked:
        first = Target.objects.first_links_of([asked["target"]])
        rows = rows.filter(first__in=list(first.values_list("pk", flat=True)))
    return rows


def _with_change_ids(found: list[dict[str, Any]], asked: Asked) -> None:
    for change in found:
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
        _reference("target", "Only changes of the chain that this target belongs to.", Target),
        _reference("programme", "Only changes of targets of this programme.", Programme),
        Parameter("status", Kind.CHOICE, "Only changes to these verdicts; may be repeated.", STATUSES, repeatable=True),
        Parameter("since", Kind.DATE, "On or after that day."),
        Parameter("until", Kind.DATE, "On or before that day."),
    ),
    narrow=_status_changes,
    known=lambda rows, on: rows.filter(on__lte=on),
    complete=_with_change_ids,
    find=_change,
    id_pattern=serializers.CHANGE_PATTERN,
)

COLLECTIONS = (
    ORGANISATIONS,
    TERRITORIES,
    SOURCES,
    PROGRAMMES,
    INDICATORS,
    OUTCOMES,
    PROJECTS,
    PROJECT_EVENTS,
    STATUS_CHANGES,
)
