"""Spreadsheets through the browser: a worker does the work, these pages ask for it and show how far it is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from celery import current_app
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects.actions.table_imports.requests import (
    answer_questions,
    approve_import,
    condemn_import,
    discard_import,
    has_answered,
    upload_table,
)
from projects.desk.access import desk_page, moment, render_desk
from projects.http.rate_limits import ImportAllowance
from projects.models import TableImport
from projects.models.names import active_language
from projects.packages.sheets.templates import csv_template, xlsx_template
from projects.packages.spreadsheet import write_table
from projects.packages.tables import BY_NAME

from .answer_form import answers_from
from .import_page import import_page, table_choices
from .upload_form import UploadForm

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TASK = "projects.tasks.run_table_imports"
PER_PAGE = 30
LONGEST_NUMBER = 10  # digits
logger = logging.getLogger(__name__)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def list_imports(request: HttpRequest) -> HttpResponse:
    """All imports of all editors, and the form that brings another one."""
    if request.method != "POST":
        return _render_list(request, UploadForm(initial={"table": request.GET.get("table", "outcomes")}))
    form = UploadForm(request.POST, request.FILES)
    if (seconds := ImportAllowance().spend(request)) is not None:
        form.add_error(None, _("Too many files in one minute: come again in %d seconds.") % seconds)
        return _render_list(request, form, 429)
    if not form.is_valid():
        return _render_list(request, form, 400)
    try:
        table_import = upload_table(
            table=BY_NAME[form.cleaned_data["table"]],
            file_name=form.file_name(),
            content=form.cleaned_data["file"].read(),
            by=request.user,  # type: ignore[arg-type]  # desk_page lets in nobody else
            at=moment(),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _render_list(request, form, 409)
    _wake_a_worker()
    return HttpResponseRedirect(reverse("desk-import", args=[table_import.pk]))


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_import(request: HttpRequest, import_id: int) -> HttpResponse:
    """A POST does one thing (``do``) and comes back; what is refused is said on the page."""
    table_import = _import(import_id)
    if request.method != "POST":
        return _render(request, table_import)
    action = ACTIONS.get(request.POST.get("do", ""))
    if action is None:
        return _render(request, table_import, _("Choose what is to be done with it."), 400)
    try:
        action(request, table_import)
    except PermissionDenied as error:
        return _render(request, table_import, str(error), 403)
    except ValidationError as error:
        return _render(request, _import(import_id), " ".join(error.messages), 400)
    _wake_a_worker()
    return HttpResponseRedirect(reverse("desk-import", args=[import_id]))


@desk_page
@require_safe
def show_progress(request: HttpRequest, import_id: int) -> HttpResponse:
    """How far a worker is, as a piece of the page; htmx loads the page anew when there is more to see."""
    table_import = _import(import_id)
    if not table_import.is_at_work:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "desk/imports/_progress.html", {"page": import_page(table_import, request.user)})


@desk_page
@require_safe
def download_problems(request: HttpRequest, import_id: int) -> HttpResponse:
    """The problems of a file as a table, for whoever mends it."""
    table_import = _import(import_id)
    rows = [
        (str(problem["line"] or ""), problem["column"], problem["what"], problem["value"])
        for problem in table_import.result.get("problems", [])
    ]
    answer = HttpResponse(content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="problems-{table_import.pk}.csv"'
    write_table(answer, (_("row"), _("column"), _("what is wrong"), _("cell")), rows)
    return answer


@desk_page
@require_safe
def download_template(request: HttpRequest, table_name: str, kind: str) -> HttpResponse:
    """An empty table in the reader's language."""
    table = BY_NAME.get(table_name)
    if table is None or kind not in {"csv", "xlsx"}:
        raise Http404(_("There is no such template."))
    lang = active_language()
    content = csv_template(table, lang) if kind == "csv" else xlsx_template(table, lang)
    answer = HttpResponse(content, content_type=XLSX if kind == "xlsx" else CSV)
    answer["Content-Disposition"] = f'attachment; filename="{table.name}.{kind}"'
    return answer


# --- What a POST asks for ------------------------------------------------------------------------------------------


def _answer(request: HttpRequest, table_import: TableImport) -> None:
    answers = answers_from(request.POST, table_import)
    answer_questions(table_import=table_import, answers=answers, by=_person(request), at=moment())


def _approve(request: HttpRequest, table_import: TableImport) -> None:
    confirmed, sent = bool(request.POST.get("as_printed")), request.POST.get("attempt", "")
    attempt = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < LONGEST_NUMBER else 0
    approve_import(table_import=table_import, attempt=attempt, confirmed=confirmed, by=_person(request), at=moment())


def _undo(request: HttpRequest, table_import: TableImport) -> None:
    reason = request.POST.get("reason", "")
    condemn_import(table_import=table_import, reason=reason, by=_person(request), at=moment())


def _discard(request: HttpRequest, table_import: TableImport) -> None:
    discard_import(table_import=table_import, by=_person(request), at=moment())
    messages.success(request, _("The file was discarded."))


ACTIONS: dict[str, Callable[[HttpRequest, TableImport], None]] = {
    "answer": _answer,
    "publish": _approve,
    "undo": _undo,
    "discard": _discard,
}


def _person(request: HttpRequest) -> Any:
    return request.user


def _import(import_id: int) -> TableImport:
    people = ("uploaded_by", "asked_by", "published_by", "undone_by")
    table_import = TableImport.objects.select_related(*people).filter(pk=import_id).first()
    if table_import is None:
        raise Http404(_("There is no import %s.") % import_id)
    return table_import


def _render(request: HttpRequest, table_import: TableImport, error: str = "", status: int = 200) -> HttpResponse:
    page = import_page(table_import, request.user, request.POST, has_answered=has_answered(table_import, request.user))
    return render_desk(request, "desk/imports/import.html", status, page=page, error=error)


def _render_list(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    imports = TableImport.objects.select_related("uploaded_by", "published_by")
    pages = Paginator(imports, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = [import_page(table_import, request.user) for table_import in page]
    return render_desk(
        request, "desk/imports/list.html", status, form=form, rows=rows, page=page, tables=table_choices()
    )


def _wake_a_worker() -> None:
    """A worker looks every minute anyway, so a broker that is away costs that minute."""
    try:
        current_app.send_task(TASK, retry=False)
    except Exception:
        logger.warning("No worker could be woken for a spreadsheet; one looks within a minute", exc_info=True)
