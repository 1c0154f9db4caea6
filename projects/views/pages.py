"""The pages that read one report each."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from projects.http.country import is_part
from projects.http.downloads import send_made_once
from projects.http.freshness import reads_the_record
from projects.http.pages import public_page, render_missing, render_page
from projects.models import Indicator, Organisation, Programme, Project, ProjectEvent, Source, Territory
from projects.models.names import active_language
from projects.packages.writer import write_package
from projects.publishing.licence import LINK
from projects.reports.catalogue.directory import body_list, place_list, programme_list
from projects.reports.catalogue.programmes import programme_page
from projects.reports.catalogue.projects import project_list, project_page
from projects.reports.catalogue.scorecards import place_page, scorecard
from projects.reports.catalogue.sources import source_list, source_page
from projects.reports.overviews.change_log import CHANGE, change_log
from projects.reports.overviews.correction_filters import OF_INDICATOR, OF_PROGRAMME, WHOSE_MISTAKE
from projects.reports.overviews.corrections import correction_list
from projects.reports.overviews.due_dates import due_dates
from projects.reports.overviews.overview import overview
from projects.reports.parameters import PAGING, SEARCH, Kind, Parameter
from projects.reports.verdicts.chain_records import Scope
from projects.reports.verdicts.track_records import Question, record_of

PAGE = PAGING[0]
YEAR = Parameter("year", Kind.WHOLE, "Which year of the calendar.", maximum=9999)
MONTH = Parameter("month", Kind.WHOLE, "Which month of that year, as a sheet of weeks.", maximum=12)
PROGRAMME = Parameter("programme", Kind.REFERENCE, "Only projects of this programme.", model=Programme)
RESPONSIBLE = Parameter(
    "responsible", Kind.REFERENCE, "Only programmes this body, or a body it succeeded, answers for.", model=Organisation
)
STAGE = Parameter("stage", Kind.CHOICE, "Only projects that came so far.", choices=tuple(ProjectEvent.Stage.values))
NO_FILTERS = {"programme": "", "territory": "", "stage": ""}
SOURCE_KIND = Parameter("kind", Kind.CHOICE, "Only sources of this kind.", choices=tuple(Source.Kind.values))


@public_page(scoped=True)
def show_overview(request: HttpRequest, as_of: date, territory: str | None = None) -> HttpResponse:
    report = overview(as_of, territory, lang=active_language(), version=reads_the_record(request))
    return render_page(request, "projects/overview.html", as_of=as_of, report=report)


@public_page(SEARCH, RESPONSIBLE, PAGE, scoped=True)
def list_programmes(
    request: HttpRequest,
    as_of: date,
    search: str | None = None,
    responsible: str | None = None,
    territory: str | None = None,
    page: int = 1,
) -> HttpResponse:
    report = programme_list(
        as_of, search=search, responsible=responsible, territory=territory, page=page, lang=active_language()
    )
    body = Organisation.objects.get(pk=responsible) if responsible else None
    context = {"report": report, "search": search or "", "responsible": responsible, "body": body}
    return render_page(request, "projects/programmes.html", as_of=as_of, **context)


@public_page(PAGE)
def show_programme(request: HttpRequest, programme_id: str, as_of: date, page: int = 1) -> HttpResponse:
    report = programme_page(programme_id, as_of, page, active_language(), reads_the_record(request))
    if report is None:
        return render_missing(request, Programme, programme_id, _("There is no programme “%s”.") % programme_id)
    track = _track(request, Question(as_of, Scope(programme=programme_id)))
    return render_page(request, "projects/programme.html", as_of=as_of, report=report, **track)


@public_page(PAGE, scoped=True)
def list_organisations(request: HttpRequest, as_of: date, page: int = 1, territory: str | None = None) -> HttpResponse:
    report = body_list(as_of, page, active_language(), territory=territory)
    return render_page(request, "projects/organisations.html", as_of=as_of, report=report)


@public_page(PAGE)
def show_organisation(request: HttpRequest, organisation_id: str, as_of: date, page: int = 1) -> HttpResponse:
    report = scorecard(organisation_id, as_of, page, active_language(), reads_the_record(request))
    if report is None:
        return render_missing(request, Organisation, organisation_id, _("There is no body “%s”.") % organisation_id)
    track = _track(request, Question(as_of, Scope(organisation=organisation_id)))
    return render_page(request, "projects/organisation.html", as_of=as_of, report=report, **track)


@public_page(PAGE)
def show_territory(request: HttpRequest, territory_id: str, as_of: date, page: int = 1) -> HttpResponse:
    report = place_page(territory_id, as_of, page, active_language(), reads_the_record(request))
    if report is None:
        return render_missing(request, Territory, territory_id, _("There is no place “%s”.") % territory_id)
    track = _track(request, Question(as_of, Scope(territory=territory_id)))
    return render_page(request, "projects/territory.html", as_of=as_of, report=report, **track)


def _track(request: HttpRequest, question: Question) -> dict[str, Any]:
    """The track record of a scope and the question that it answers, for a section of a page."""
    return {"track": record_of(question, reads_the_record(request)), "question": question}


@public_page(PAGE, scoped=True)
def list_territories(request: HttpRequest, as_of: date, page: int = 1, territory: str | None = None) -> HttpResponse:
    report = place_list(as_of, page, active_language(), territory=territory)
    return render_page(request, "projects/territories.html", as_of=as_of, report=report)


@public_page(PROGRAMME, STAGE, PAGE, scoped=True)
def list_projects(request: HttpRequest, as_of: date, page: int = 1, **filters: str) -> HttpResponse:
    report = project_list(as_of, page=page, lang=active_language(), **filters)
    narrowed = bool(filters.keys() - {"territory"}) or is_part(request, filters.get("territory"))
    context = {"report": report, "chosen": {**NO_FILTERS, **filters}, "narrowed": narrowed}
    return render_page(request, "projects/projects.html", as_of=as_of, **context)


@public_page()
def show_project(request: HttpRequest, project_id: str, as_of: date) -> HttpResponse:
    report = project_page(project_id, as_of)
    if report is None:
        return render_missing(request, Project, project_id, _("There is no project “%s”.") % project_id)
    return render_page(request, "projects/project.html", as_of=as_of, report=report, project=report.project)


@public_page(SOURCE_KIND, SEARCH, PAGE, scoped=True)
def list_sources(
    request: HttpRequest,
    as_of: date,
    kind: str | None = None,
    search: str | None = None,
    territory: str | None = None,
    page: int = 1,
) -> HttpResponse:
    report = source_list(as_of, kind=kind, search=search, territory=territory, page=page)
    return render_page(request, "projects/sources.html", as_of=as_of, report=report, kind=kind, search=search or "")


@public_page(PAGE)
def show_source(request: HttpRequest, source_id: str, as_of: date, page: int = 1) -> HttpResponse:
    report = source_page(source_id, as_of, page, reads_the_record(request))
    if report is None:
        return render_missing(request, Source, source_id, _("There is no source “%s”.") % source_id)
    return render_page(request, "projects/source.html", as_of=as_of, report=report)


@public_page(PAGE, CHANGE, scoped=True)
def list_changes(
    request: HttpRequest, as_of: date, page: int = 1, kind: str | None = None, territory: str | None = None
) -> HttpResponse:
    report = change_log(as_of, page, kind, territory, reads_the_record(request))
    return render_page(request, "projects/changes.html", as_of=as_of, report=report, kind=kind)


@public_page(WHOSE_MISTAKE, OF_PROGRAMME, OF_INDICATOR, PAGE, scoped=True)
def list_corrections(
    request: HttpRequest,
    as_of: date,
    page: int = 1,
    whose: str | None = None,
    programme: str | None = None,
    indicator: str | None = None,
    territory: str | None = None,
) -> HttpResponse:
    context = {
        "report": correction_list(
            as_of, page=page, whose=whose, programme=programme, indicator=indicator, territory=territory
        ),
        "whose": whose,
        "filters": {"programme": programme, "indicator": indicator},
        "programme": Programme.objects.get(pk=programme) if programme else None,
        "indicator": Indicator.objects.get(pk=indicator) if indicator else None,
    }
    return render_page(request, "projects/corrections.html", as_of=as_of, **context)


@public_page(YEAR, MONTH, PAGE, scoped=True)
def show_calendar(
    request: HttpRequest,
    as_of: date,
    year: int | None = None,
    month: int | None = None,
    page: int = 1,
    territory: str | None = None,
) -> HttpResponse:
    report = due_dates(as_of, year, month, page, territory=territory, version=reads_the_record(request))
    week = [date(2024, 1, day) for day in range(1, 8)]  # any week that begins with a Monday: for the names of its days
    first_day = date(report.year, month or 1, 1)
    return render_page(request, "projects/calendar.html", as_of=as_of, report=report, week=week, first_day=first_day)


@public_page()
def download_record(request: HttpRequest, as_of: date) -> HttpResponseBase:
    """The record as a zipped Data Package: all of it, or what was known on the day that was asked for."""
    day = as_of.isoformat()
    asked_for = as_of if "as_of" in request.GET else None

    def make(path: Path) -> None:
        write_package(path, as_of=asked_for)

    question = f"record {day if asked_for else 'whole'}"
    answer = send_made_once(request, f"record-{day}.zip", question, "application/zip", make)
    answer["Link"] = LINK
    return answer
