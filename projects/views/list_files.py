"""Any filtered list of the record as a file: the parameters of the API, in four formats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects.exports.lists.list_file import FORMATS, ListFile
from projects.exports.lists.public_list import PublicList
from projects.exports.lists.public_lists import PUBLIC_LISTS
from projects.exports.parquet import can_write_parquet
from projects.exports.workbook import MOST_ROWS, TooManyRowsError
from projects.http.downloads import Folder, send_made_once
from projects.http.extra_packages import INSTALL
from projects.http.file_problems import bad_parameters, no_file, reads_pages
from projects.http.freshness import reads_the_record
from projects.http.pages import LANG, clean_query, today
from projects.http.rate_limits import ListAllowance, MakingAllowance, SearchAllowance
from projects.publishing.licence import LINK
from projects.reports.parameters import AS_OF, BadParametersError, Kind, Parameter, read_parameters

SHORT = 5_000  # entries of a list that is made at once, whatever else is being made
SHORT_LISTS = Folder("lists", 48, ListAllowance, one_at_a_time=False)
LONG_LISTS = Folder("long-lists", 6, MakingAllowance)
PARQUET_LISTS = Folder("parquet-lists", 24, MakingAllowance)  # each starts a process, however short it is
BOM = Parameter("bom", Kind.FLAG, "true: begin with a byte order mark, without which Excel misreads Cyrillic letters.")
LANG_OF_FILE = Parameter(LANG.name, LANG.kind, "The language in which the file says what it is.", LANG.choices)
MOST_OF_A_NAME = 80  # characters
_NOT_OF_NAMES = re.compile(r"[^a-z0-9]+")


@require_safe
def download_list(request: HttpRequest, collection: str, format: str) -> HttpResponseBase:
    """A list as a file. Answers 404 for no such list or format, 501 where the format cannot be written here."""
    listed = PUBLIC_LISTS.get(collection)
    if listed is None or format not in FORMATS:
        return _unknown(request, collection, format)
    if format == "parquet" and not can_write_parquet():
        detail = _(
            "Parquet files are written by DuckDB, which is not installed here. Take another format, or ask whoever "
            "runs this site to install it: %s"
        )
        return no_file(request, 501, _("No Parquet here"), detail % INSTALL)
    return _send(request, listed, format)


@require_safe
def download_targets(request: HttpRequest) -> HttpResponseBase:
    """``/targets.csv``: the list with filters. Without one it leads to the inputs of all verdicts, as it used to be.

    From 2028 on it may be the list without filters too.
    """
    given = clean_query(request)
    if given.keys() <= {AS_OF.name}:
        words = given.urlencode()
        return HttpResponsePermanentRedirect(reverse("inputs") + (f"?{words}" if words else ""))
    return download_list(request, "targets", "csv")


def _unknown(request: HttpRequest, collection: str, format: str) -> HttpResponse:
    if format not in FORMATS:
        detail = _("There is no format “%(name)s”; there are: %(names)s.")
        words = {"name": format[:40], "names": ", ".join(FORMATS)}
    else:
        detail = _("There is no list “%(name)s”; there are: %(names)s.")
        words = {"name": collection[:40], "names": ", ".join(PUBLIC_LISTS)}
    return no_file(request, 404, _("There is no such file"), detail % words)


def _send(request: HttpRequest, listed: PublicList, format: str) -> HttpResponseBase:
    version, now = reads_the_record(request), today()
    given = clean_query(request)
    try:
        query = read_parameters((*listed.parameters, LANG_OF_FILE, *([BOM] if format == "csv" else ())), given)
        if "search" in query and (seconds := SearchAllowance().spend(request)) is not None:
            return _too_many(request, seconds)
        lang, bom = query.pop(LANG.name, "en"), query.pop(BOM.name, False)
        words = given.urlencode()
        address = f"{settings.SITE_URL}{request.path}" + (f"?{words}" if words else "")
        file = ListFile(listed, query, now, version, address, lang, bom)
        folder = _folder(format, is_short=listed.at_most(query, now, version) <= SHORT)
        question = f"{address} {now.isoformat()}"
        name = file_name(listed.name, query, file.about.as_of, format)
        answer = send_made_once(
            request, name, question, FORMATS[format].media_type, partial(file.write, format), folder
        )
    except BadParametersError as error:
        return bad_parameters(request, error)
    except TooManyRowsError:
        detail = _("A sheet has room for %(most)d rows, and this list is longer. Narrow it, or take another format.")
        return no_file(request, 400, _("The list is too long for a sheet"), detail % {"most": MOST_ROWS})
    if answer.status_code != 200 and not reads_pages(request):
        return _too_many(request, int(answer["Retry-After"]), answer.status_code)
    answer["Link"], answer["Content-Language"] = LINK, lang
    return answer


def _folder(format: str, *, is_short: bool) -> Folder:
    if not is_short:
        return LONG_LISTS
    return PARQUET_LISTS if format == "parquet" else SHORT_LISTS


def _too_many(request: HttpRequest, seconds: int, status: int = 429) -> HttpResponse:
    detail = _("Too much is being made at once, or for your address. Ask again in %(seconds)d seconds.")
    return no_file(request, status, _("One moment"), detail % {"seconds": seconds}, seconds)


def file_name(collection: str, query: Mapping[str, Any], as_of: date, format: str) -> str:
    """What the file is called: ``targets-overdue-kz-2026-11-28.csv``; of filters in other letters only their names."""
    parts = [collection, *(_part(name, value) for name, value in query.items() if name not in ("as_of", "fields"))]
    return f"{'-'.join(filter(None, parts))[:MOST_OF_A_NAME].rstrip('-')}-{as_of.isoformat()}.{format}"


def _part(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return f"{_NOT_OF_NAMES.sub('-', name)}" if value else f"not-{_NOT_OF_NAMES.sub('-', name)}"
    values = value if isinstance(value, tuple) else (value,)
    words = (_NOT_OF_NAMES.sub("-", str(part).lower()).strip("-") for part in values)
    return "-".join(filter(None, words)) or name
