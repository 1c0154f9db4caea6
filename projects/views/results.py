"""The record in the form that aid transparency uses: activities with results, as an IATI file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.http.country import TERRITORY
from projects.http.downloads import send_made_once
from projects.http.pages import public_page
from projects.iati.file import CONTENT_TYPE, has_activities, write_activities
from projects.models import Programme
from projects.publishing.licence import LINK
from projects.reports.parameters import Kind, Parameter
from projects.reports.targets.target_query import TargetQuery

PROGRAMME = Parameter("programme", Kind.REFERENCE, "Only this programme.", model=Programme)


@public_page(PROGRAMME, TERRITORY)
def download_iati(request: HttpRequest, as_of: date, **filters: str) -> HttpResponseBase:
    """The promises of a day as IATI activities: all, or those of a programme or a place. Made once for a record."""
    query = TargetQuery(**filters)  # type: ignore[arg-type]  # the names of its own fields
    if not has_activities(as_of, query):
        raise Http404(_("Nothing was promised there by that day, and an IATI file has at least one activity."))
    moment = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down

    def make(path: Path) -> None:
        with path.open("wb") as stream:
            write_activities(stream, as_of, moment, query)

    publisher = (settings.IATI_ORGANISATION, settings.IATI_ORGANISATION_TYPE)
    question = " ".join(("iati", as_of.isoformat(), *publisher, query.canonical()))
    answer = send_made_once(request, f"iati-{as_of.isoformat()}.xml", question, CONTENT_TYPE, make)
    answer["Link"] = LINK
    return answer
