"""Which target a report is on, where that was not said: a search, and what has been waiting longest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict

from projects.desk.access import render_desk
from projects.http.pages import over_limit_response, today
from projects.http.rate_limits import SearchAllowance
from projects.reports.parameters import BadParametersError
from projects.reports.targets.target_list import find_targets
from projects.reports.targets.target_query import TargetQuery

SHOWN = 25
CARRIED = ("draft", "url", "selection")  # what goes on to the page of the report


def choose_target(request: HttpRequest) -> HttpResponse:
    """The targets that fit ``search``; without one, those past their deadline without a final report."""
    words = request.GET.get("search", "").strip()[:200]
    if words and (refusal := over_limit_response(request, SearchAllowance)):
        return refusal
    given = QueryDict(mutable=True)
    given.update({"search": words} if words else {"overdue": "true", "ordering": "-days_overdue"})
    given["page_size"] = str(SHOWN)
    try:
        report = find_targets(TargetQuery.read(given, blank_is_absent=True), today())
        targets, count = report.entries, report.count
    except BadParametersError:
        targets, count = (), 0
    carried = QueryDict(mutable=True)
    carried.update({name: request.GET[name] for name in CARRIED if request.GET.get(name)})
    return render_desk(
        request,
        "desk/report/choose.html",
        words=words,
        targets=targets,
        count=count,
        carried=carried,
        query=carried.urlencode(),
    )
