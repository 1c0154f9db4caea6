"""The list of targets, the page of one, and the figures behind its verdict as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects.comparison.figures import STATUSES
from projects.models import Target
from projects.reports.filter_choices import filter_choices
from projects.reports.inputs import COLUMNS, inputs
from projects.reports.parameters import BadParametersError
from projects.reports.target_list import find_targets
from projects.reports.target_page import target_page
from projects.reports.target_query import TargetQuery

from .edges import asked, bad_parameters, found, page, shown, today

ON_A_PAGE = (25, 50, 100, 250)
NARROWING = (
    "status", "programme", "responsible", "territory", "sector", "unit", "bundle", "due_before", "due_after",
    "overdue", "revised",
)  # fmt: skip


@require_safe
def list_targets(request: HttpRequest) -> HttpResponse:
    """The list; its filters live in the address and are read as the API reads them."""
    try:
        query = TargetQuery.read(asked(request), blank_is_absent=True)
    except BadParametersError as error:
        return bad_parameters(request, error)
    report = find_targets(query, today())
    if query.page > report.pages:
        query = replace(query, page=report.pages)
        report = find_targets(query, today())
    return shown(
        request,
        "projects/targets.html",
        as_of=report.as_of,
        report=report,
        query=query,
        choices=filter_choices(),
        page_sizes=sorted({*ON_A_PAGE, query.page_size}),
        statuses=STATUSES,
        orderings=_orderings(),
        narrowed=sum(getattr(query, name) not in (None, ()) for name in NARROWING),
    )


def _orderings() -> list[tuple[str, str]]:
    return [
        ("deadline", _("deadline, earliest first")),
        ("-deadline", _("deadline, latest first")),
        ("-days_overdue", _("longest overdue first")),
        ("days_overdue", _("shortest overdue first")),
        ("-percent_achieved", _("furthest along first")),
        ("percent_achieved", _("least along first")),
        ("-announced", _("newest announcement first")),
        ("announced", _("oldest announcement first")),
    ]


@page()
def show_target(request: HttpRequest, target_id: str, as_of: date) -> HttpResponse:
    """Any link of a chain, under its own address."""
    report = target_page(target_id, as_of)
    if report is None:
        announced = Target.objects.filter(id=target_id).values_list("announced", flat=True).first()
        found(announced, _("There is no target “%s”.") % target_id)
        return shown(request, "projects/not_yet.html", as_of=as_of, announced=announced, target_id=target_id)
    return shown(request, "projects/target.html", as_of=as_of, report=report, entry=report.entry)


@page()
def download_inputs(request: HttpRequest, target_id: str, as_of: date) -> HttpResponseBase:
    """Every figure that the verdict on a target can rest on, for a third party to recompute it."""
    rows = found(inputs(target_id, as_of), _("There is no target “%s” on that day.") % target_id)
    answer = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{target_id}-{as_of.isoformat()}.csv"'
    return answer


def _lines(rows: list[dict[str, str]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
