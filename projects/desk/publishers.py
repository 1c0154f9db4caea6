"""Pages on which editors see publishers, join two spellings of one, part them again, or say that two are two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.actions.changes import Change, ChangesRefusedError
from projects.actions.drafts.enter_changes import enter_changes
from projects.actions.join_publishers import joining_changes, keep_apart, parting_changes
from projects.actions.preview_changes import preview_changes
from projects.desk.access import desk_page, moment, render_desk
from projects.desk.effects import Effects, effects_of
from projects.http.pages import over_limit_response
from projects.http.rate_limits import PreviewAllowance
from projects.models import Publisher
from projects.models.publisher import LONGEST_NAME
from projects.reports.catalogue.publishers import alike_pairs, publisher_page
from projects.reports.parameters import MAX_PAGE

MOST_SPELLINGS = 200  # of one publisher, in one request


@desk_page
@require_safe
def list_publishers(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("search", "")[:LONGEST_NAME]
    report = publisher_page(search, _page(request))
    return render_desk(request, "desk/publishers/list.html", report=report, search=search)


@desk_page
@require_safe
def list_alike(request: HttpRequest) -> HttpResponse:
    return render_desk(request, "desk/publishers/alike.html", report=alike_pairs(_page(request)))


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def join_publishers(request: HttpRequest) -> HttpResponse:
    """Two names, what joining them does, and the button that does it."""
    sent = request.POST if request.method == "POST" else request.GET
    keep, other = (_name(sent, name) for name in ("keep", "other"))
    title = _("%(other)s is another spelling of %(keep)s") % {"keep": keep, "other": other}
    page: dict[str, Any] = {"keep": keep, "other": other, "longest": LONGEST_NAME}
    if not (keep and other) and request.method != "POST":
        return render_desk(request, "desk/publishers/join.html", **page)
    return _entered(
        request, "desk/publishers/join.html", title, lambda: joining_changes(keep=keep, others=[other]), page
    )


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def part_publishers(request: HttpRequest) -> HttpResponse:
    """The spellings that were chosen, what parting them does, and the button that does it."""
    sent = request.POST if request.method == "POST" else request.GET
    chosen = sent.getlist("spelling")[:MOST_SPELLINGS]
    rows = {row.pk: row for row in Publisher.objects.filter(pk__in=[id for id in chosen if "\0" not in id])}
    spellings = [rows[row_id] for row_id in dict.fromkeys(chosen) if row_id in rows]
    names = ", ".join(row.name for row in spellings)
    title = _("%(names)s: a publisher of its own") % {"names": names}
    return _entered(
        request,
        "desk/publishers/part.html",
        title,
        lambda: parting_changes(spellings=spellings),
        {"spellings": spellings, "names": names},
    )


@desk_page
@require_POST
def keep_publishers_apart(request: HttpRequest) -> HttpResponse:
    names = _name(request.POST, "keep"), _name(request.POST, "other")
    try:
        keep_apart(names=names, by=_person(request), at=moment())
        messages.success(request, _("Noted: %(keep)s and %(other)s are two.") % {"keep": names[0], "other": names[1]})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(reverse("desk-publishers-alike"))


def _entered(
    request: HttpRequest, template: str, title: str, plan: Callable[[], Sequence[Change]], page: dict[str, Any]
) -> HttpResponse:
    """The changes made, or sent to a second person; of a GET, and where they are refused, the page that shows them."""
    if request.method != "POST" and (refusal := over_limit_response(request, PreviewAllowance)):
        return refusal
    person, at = _person(request), moment()
    try:
        changes = plan()
        if request.method == "POST":
            entered = enter_changes(kind="row", origin="desk", title=title[:200], changes=changes, by=person, at=at)
            published = _("Done; the verdicts have followed.")
            waiting = _("Sent to review: it takes effect once another editor has published it.")
            messages.success(request, published if entered.applied is not None else waiting)
            return HttpResponseRedirect(reverse("desk-publishers"))
        preview = preview_changes(changes, by=person, at=at)
        refusals = [problem.text for problem in preview.problems]
        effects: Effects | None = effects_of(preview, at)
    except ValidationError as error:
        refusals, effects = error.messages, None
    except ChangesRefusedError as error:
        refusals, effects = [problem.text for problem in error.problems], None
    status = 409 if refusals else 200
    return render_desk(request, template, status, **page, refusals=refusals, effects=None if refusals else effects)


def _name(sent: QueryDict, name: str) -> str:
    """A name as it was typed, without what no database holds."""
    return sent.get(name, "").replace("\0", "").strip()[:LONGEST_NAME]


def _page(request: HttpRequest) -> int:
    """Which page of a list; the first where it is no number."""
    text = request.GET.get("page", "1")
    return min(max(int(text), 1), MAX_PAGE) if text.isascii() and text.isdecimal() and len(text) < 8 else 1


def _person(request: HttpRequest) -> Any:
    """Whoever is logged in: nobody else gets to these pages."""
    return request.user
