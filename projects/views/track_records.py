"""Track records (R15): the page of the whole record or of one scope, and the same numbers as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from projects.http.country import TERRITORY, is_part
from projects.http.freshness import reads_the_record
from projects.http.pages import over_limit_response, public_page, render_bad_parameters, render_page, today
from projects.http.rate_limits import OtherDayAllowance
from projects.models.names import active_language
from projects.models.record_version import Version
from projects.publishing.csv_files import csv_file
from projects.publishing.track_table import COLUMNS, track_table
from projects.reports.paging import Page, paginate
from projects.reports.parameters import PAGING, BadParametersError, Kind, Parameter
from projects.reports.verdicts.chain_records import Scope
from projects.reports.verdicts.counted_promises import AGAINST
from projects.reports.verdicts.scope_names import heading_of, scope_names
from projects.reports.verdicts.track_records import (
    ORDERINGS,
    SCOPE_PARAMETERS,
    SUBJECTS,
    Question,
    SubjectRecord,
    in_order,
    record_of,
    records_by,
    records_by_year,
)

from .sharing import FRAME_CHOICES, track_sharing

AT_FIRST, ON_A_PAGE = 8, 40  # rows of each table on the page of all, and of one table alone
BY = Parameter("by", Kind.CHOICE, "Only the table of these subjects.", choices=SUBJECTS)
ORDERING = Parameter("ordering", Kind.CHOICE, "Order of that table; a minus turns it round.", choices=ORDERINGS)
OTHERS = tuple(parameter for parameter in SCOPE_PARAMETERS if parameter.name != TERRITORY.name)


@dataclass(frozen=True, slots=True)
class Table:
    """The track records of the subjects of one kind, those of one page."""

    kind: str
    title: str
    rows: Page[SubjectRecord]


@public_page(*OTHERS, AGAINST, BY, ORDERING, PAGING[0], *FRAME_CHOICES, scoped=True)
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types know no view with arguments
def show_track_record(
    request: HttpRequest,
    as_of: date,
    against: str = "current",
    by: str | None = None,
    ordering: str = "-due",
    page: int = 1,
    **given: str,
) -> HttpResponse:
    """What became of all promises, or of those of a body, a place, a sector or a programme."""
    if as_of != today() and (refusal := over_limit_response(request, OtherDayAllowance)):
        return refusal
    choices = {choice.name: given.pop(choice.name) for choice in FRAME_CHOICES if choice.name in given}
    question = Question(as_of, Scope(**given), against == "first")
    version, names = reads_the_record(request), scope_names(question.scope)
    try:
        tables = [
            _table(kind, question, ordering, page if by else None, version) for kind in ((by,) if by else SUBJECTS)
        ]
        record = record_of(question, version)
        context = {
            "question": question,
            "record": record,
            "years": records_by_year(question, version),
            "tables": [table for table in tables if by or table.rows.count > 1],
            "subjects": names,
            "narrowed": given.keys() - {TERRITORY.name} or is_part(request, given.get(TERRITORY.name)),
            "heading": heading_of(names),
            "by": by,
            "ordering": ordering,
            "columns": _columns(ordering),
            "chosen": bool(choices),
            **track_sharing(request, record, question, names, choices),
        }
    except BadParametersError as error:
        return render_bad_parameters(request, error)
    return render_page(request, "projects/track_record.html", as_of=as_of, **context)


@public_page(*SCOPE_PARAMETERS, AGAINST)
def download_track_record(request: HttpRequest, as_of: date, against: str = "current", **scope: str) -> HttpResponse:
    """The same as figures: the scope as a whole, each year of announcement, and each subject in it."""
    if as_of != today() and (refusal := over_limit_response(request, OtherDayAllowance)):
        return refusal
    question = Question(as_of, Scope(**scope), against == "first")
    try:
        rows = list(track_table(question, reads_the_record(request)))
    except BadParametersError as error:
        return render_bad_parameters(request, error)
    return csv_file(COLUMNS, rows, f"track-record-{as_of.isoformat()}.csv")


def _table(kind: str, question: Question, ordering: str, page: int | None, version: Version) -> Table:
    titles = {
        "organisation": _("Bodies"),
        "person": _("People"),
        "territory": _("Places"),
        "sector": _("Sectors"),
        "programme": _("Programmes"),
    }
    records = in_order(records_by(kind, question, version), ordering, active_language())
    return Table(kind, titles[kind], paginate(records, page or 1, ON_A_PAGE if page else AT_FIRST))


def _columns(ordering: str) -> list[tuple[str, str, str, str]]:
    """Each column of a table: what orders by it next, its title, how it is ordered now for ARIA, its name."""
    titles = {
        "name": _("Name"),
        "due": _("Fell due"),
        "kept": _("Kept in time"),
        "late": _("Kept late"),
        "missed": _("Missed"),
        "unreported": _("No final report"),
        "share": _("Kept in time, of those decided"),
        "moved": _("Moved"),
    }
    ordered_by, turned = ordering.removeprefix("-"), ordering.startswith("-")
    columns = []
    for name, title in titles.items():
        falling = name != "name"
        following = ("" if turned else "-") + name if name == ordered_by else ("-" if falling else "") + name
        now = ("descending" if turned else "ascending") if name == ordered_by else ""
        columns.append((following, title, now, name))
    return columns
