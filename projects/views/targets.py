"""The list of targets, the page of one, and the figures behind its verdict as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects.exports.inputs_file import write_inputs
from projects.http.cached_frame import in_cached_frame
from projects.http.country import in_country, lists_things
from projects.http.downloads import send_made_once
from projects.http.freshness import reads_the_record
from projects.http.pages import (
    clean_query,
    day_context,
    found_or_404,
    over_limit_response,
    public_page,
    render_bad_parameters,
    render_missing,
    render_page,
    today,
)
from projects.http.rate_limits import SearchAllowance
from projects.models import Target
from projects.models.names import active_language
from projects.packages.writing.record_rows import snapshot
from projects.publishing.csv_files import CSV_TYPE, csv_file
from projects.publishing.licence import LINK
from projects.reports.parameters import PAGING, BadParametersError
from projects.reports.targets.facets import Facet, facets
from projects.reports.targets.input_columns import NAMES
from projects.reports.targets.inputs import target_inputs
from projects.reports.targets.target_detail import current_link, target_detail
from projects.reports.targets.target_list import TargetListPage, find_rows
from projects.reports.targets.target_query import TargetQuery
from projects.reports.targets.target_row import TargetRow
from projects.reports.verdicts.forecasts import alike, past_promises
from projects.templatetags.target_list import entry_rows

from .citing import cited
from .filters import canonical_query, filter_chips, filter_labels, hidden_filters
from .sharing import CHOICES, target_sharing

ON_A_PAGE = (10, 25, 50)  # more rows would exceed 100 kB; the API gives larger pages
SELECTS = ("programme", "responsible", "territory", "sector", "unit", "bundle", "overdue", "revised")


@lists_things
@require_safe
def list_targets(request: HttpRequest) -> HttpResponseBase:
    """The list; its filters live in the address and are read as the API reads them."""
    reads_the_record(request)
    given = clean_query(request)
    try:
        query = _fitting(TargetQuery.read(given, blank_is_absent=True))
    except BadParametersError as error:
        return render_bad_parameters(request, error)
    if query.search is not None and (refusal := over_limit_response(request, SearchAllowance)):
        return refusal
    return in_country(request, query.territory, given, partial(_show_list, request, query, given))


def _show_list(request: HttpRequest, query: TargetQuery, given: QueryDict) -> HttpResponse:
    version, lang, now = reads_the_record(request), active_language(), today()
    try:
        report = find_rows(query, now, lang, version)
        if query.page > report.pages:
            query = replace(query, page=report.pages)
            report = find_rows(query, now, lang, version)
    except BadParametersError as error:
        return render_bad_parameters(request, error)
    context = {**day_context(report.as_of, now), "request": request}
    rows = entry_rows(context, report.entries, picked_for="compare")
    answer = in_cached_frame(request, report.as_of, rows, partial(_list, request, query, report, given))
    words = canonical_query(given)  # a form sends its empty fields too; the address leaves them out
    answer["HX-Push-Url"] = f"{request.path}?{words}" if words else request.path
    return answer


def _list(
    request: HttpRequest, query: TargetQuery, report: TargetListPage[TargetRow], given: QueryDict, rows: SafeString
) -> HttpResponse:
    values = facets(query, today(), reads_the_record(request))
    filters = filter_chips(query, values, given)
    return render_page(
        request,
        "projects/targets.html",
        as_of=report.as_of,
        report=report,
        rows=rows,
        query=query,
        facets=values,
        selects=partial(_selects, values),
        chips=filters,
        more_set=sum(chip.more for chip in filters),
        hidden=hidden_filters(query),
        file_query=query.without_pages(),
        page_sizes=sorted({*ON_A_PAGE, query.page_size}),
        orderings=_orderings,
    )


def _selects(values: Mapping[str, Facet]) -> list[tuple[Facet, str]]:
    called = filter_labels()
    return [(values[name], called[name]) for name in SELECTS]


def _fitting(query: TargetQuery) -> TargetQuery:
    """The query for the same place in the list with the largest page size, if a larger one was asked for."""
    most = ON_A_PAGE[-1]
    if query.page_size <= most:
        return query
    return replace(query, page=(query.page - 1) * query.page_size // most + 1, page_size=most)


def _orderings() -> list[tuple[str, str]]:
    return [
        ("deadline", _("deadline, earliest first")),
        ("-deadline", _("deadline, latest first")),
        ("-days_overdue", _("longest past the deadline first")),
        ("days_overdue", _("shortest past the deadline first")),
        ("-percent_achieved", _("furthest along first")),
        ("percent_achieved", _("least along first")),
        ("-announced", _("newest announcement first")),
        ("announced", _("oldest announcement first")),
    ]


@public_page(PAGING[0], *CHOICES)
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types know no view with arguments
def show_target(request: HttpRequest, target_id: str, as_of: date, page: int = 1, **choices: str) -> HttpResponse:
    """Any link of a chain, under its own address.

    ``page`` is that of the figures reported, ``choices`` are how it is to be embedded elsewhere.
    """
    report = target_detail(target_id, as_of, page)
    if report is None:
        announced = Target.objects.filter(id=target_id).values_list("announced", flat=True).first()
        if announced is None:
            return render_missing(request, Target, target_id, _("There is no target “%s”.") % target_id)
        earlier = current_link(target_id, as_of)
        context = {"announced": announced, "target_id": target_id, "earlier": earlier}
        return render_page(request, "projects/not_yet.html", as_of=as_of, **context)
    past = past_promises(as_of, reads_the_record(request))
    forecast = past.forecast(alike(report.entry), report.verdict["status"])
    return render_page(
        request,
        "projects/target.html",
        as_of=as_of,
        report=report,
        entry=report.entry,
        forecast=forecast,
        chosen=bool(choices),
        **target_sharing(request, report, choices),
        **cited(report, today(), active_language()),
    )


@public_page()
def download_inputs(request: HttpRequest, target_id: str, as_of: date) -> HttpResponse:
    """Every figure that the verdict on a target can rest on, for a third party to recompute it."""
    with snapshot():
        rows = list(
            found_or_404(target_inputs(target_id, as_of), _("There is no target “%s” on that day.") % target_id)
        )
    return csv_file(NAMES, rows, f"{target_id}-{as_of.isoformat()}.csv")


@public_page()
def download_all_inputs(request: HttpRequest, as_of: date) -> HttpResponseBase:
    """The same for every target, in one file."""
    day = as_of.isoformat()

    def make(path: Path) -> None:
        write_inputs(path, as_of)

    answer = send_made_once(request, f"inputs-{day}.csv", f"inputs {day}", CSV_TYPE, make)
    answer["Link"] = LINK
    return answer
