"""The pages of people and the offices that they hold."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from projects.http.freshness import reads_the_record
from projects.http.pages import public_page, render_missing, render_page
from projects.models import Person
from projects.models.names import active_language
from projects.reports.catalogue.people import people_list
from projects.reports.catalogue.person import person_page
from projects.reports.parameters import PAGING, SEARCH
from projects.reports.verdicts.chain_records import Scope
from projects.reports.verdicts.track_records import Question, record_of

PAGE = PAGING[0]


@public_page(SEARCH, PAGE, scoped=True)
def list_people(
    request: HttpRequest, as_of: date, search: str | None = None, territory: str | None = None, page: int = 1
) -> HttpResponse:
    report = people_list(
        as_of, search=search, territory=territory, page=page, lang=active_language(), version=reads_the_record(request)
    )
    return render_page(request, "projects/people.html", as_of=as_of, report=report, search=search or "")


@public_page(PAGE)
def show_person(request: HttpRequest, person_id: str, as_of: date, page: int = 1) -> HttpResponse:
    version = reads_the_record(request)
    report = person_page(person_id, as_of, page, version)
    if report is None:
        return render_missing(request, Person, person_id, _("There is no person “%s” here.") % person_id)
    question = Question(as_of, Scope(person=person_id))
    track = record_of(question, version)
    return render_page(request, "projects/person.html", as_of=as_of, report=report, track=track, question=question)
