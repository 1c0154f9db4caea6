"""The queue of drafts with its filters, and those that an editor keeps under a name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from projects.desk.access import desk_page, editor_of, moment, render_desk
from projects.http.pages import clean_query, render_bad_parameters
from projects.models import Draft, SavedFilter
from projects.models.saved_filter import MAX_SAVED
from projects.models.text import stored_text
from projects.reports.editing.draft_queue import NOBODY, DraftFilter, DraftQueue, draft_queue, waiting_imports
from projects.reports.parameters import PAGING, SEARCH, BadParametersError, Kind, Parameter, read_parameters

PAGE = PAGING[0]
FILTERS = (
    Parameter("state", Kind.CHOICE, "Only drafts in this state.", choices=("open", *Draft.State.values)),
    Parameter("kind", Kind.CHOICE, "Only drafts of this kind.", choices=tuple(Draft.Kind.values)),
    Parameter("origin", Kind.CHOICE, "Only drafts that came this way.", choices=tuple(Draft.Origin.values)),
    Parameter("person", Kind.WHOLE, "Only drafts that this person saved last.", maximum=10**12),
    Parameter("assigned", Kind.CHOICE, "Only drafts assigned to me, or to nobody.", choices=("me", NOBODY)),
    SEARCH,
)
OPEN_ONLY = {"state": "open"}


@desk_page
@require_safe
def list_drafts(request: HttpRequest) -> HttpResponse:
    """Without a question: whatever is open."""
    try:
        values = read_parameters((*FILTERS, PAGE), clean_query(request), blank_is_absent=True)
    except BadParametersError as error:
        return render_bad_parameters(request, error)
    page = values.pop("page", 1)
    chosen = {name: str(value) for name, value in values.items()} if "state" in request.GET or values else OPEN_ONLY
    asked_of = {**chosen, "assigned": str(editor_of(request).pk)} if chosen.get("assigned") == "me" else chosen
    report = draft_queue(DraftFilter(**asked_of), page, moment())
    query = QueryDict(mutable=True)
    query.update(chosen)
    context: dict[str, Any] = {
        "report": report,
        "imports": waiting_imports(DraftFilter(**asked_of)),
        "chosen": DraftFilter(**chosen),
        "query": query.urlencode(),
        "is_default": chosen == OPEN_ONLY,
        "selects": _selects(report),
        "saved_filters": SavedFilter.objects.filter(owner=editor_of(request).pk),
    }
    return render_desk(request, "desk/review/queue.html", **context)


def _selects(report: DraftQueue) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Name, label and options of each choice; an option says how many there are."""
    labels = {"state": Draft.State, "kind": Draft.Kind, "origin": Draft.Origin}
    counts = {"state": report.states, "kind": report.kinds, "origin": report.origins}
    options = {
        name: [(value, f"{choices(value).label} ({number})") for value, number in counts[name]]
        for name, choices in labels.items()
    }
    options["state"].insert(0, ("open", _("open")))
    options["person"] = [(str(person), name) for person, name in report.people]
    options["assigned"] = [("me", _("me")), (NOBODY, _("nobody"))]
    words = {
        "state": _("State"),
        "kind": _("Kind"),
        "origin": _("Came by"),
        "person": _("Saved by"),
        "assigned": _("Assigned to"),
    }
    return [(name, words[name], options[name]) for name in words]


@desk_page
@require_POST
def save_filter(request: HttpRequest) -> HttpResponse:
    """Keeps the question that is shown under a name, or (``remove``) forgets one."""
    own = SavedFilter.objects.filter(owner=editor_of(request).pk)
    removed = request.POST.get("remove", "")
    if removed:
        if removed.isascii() and removed.isdigit() and len(removed) < 19:
            own.filter(pk=removed).delete()
        return HttpResponseRedirect(reverse("desk-drafts"))
    query = _query(request.POST.get("query", ""))
    name = stored_text(request.POST.get("name", "").replace("\0", ""))[:60]
    with transaction.atomic():
        if not name:
            messages.error(request, _("Give the filter a name."))
        elif own.exclude(name=name).count() >= MAX_SAVED:
            full = _("You keep %d filters, which is as many as you can; remove one first.")
            messages.error(request, full % MAX_SAVED)
        else:
            SavedFilter.objects.update_or_create(owner_id=editor_of(request).pk, name=name, defaults={"query": query})
            messages.success(request, _("Kept as “%s”.") % name)
    return HttpResponseRedirect(f"{reverse('desk-drafts')}?{query}")


def _query(sent: str) -> str:
    """Of a query string the parts that the queue knows."""
    names = {parameter.name for parameter in FILTERS}
    query = QueryDict(mutable=True)
    for name, value in QueryDict(sent[:500]).items():
        if name in names and value:
            query[name] = str(value)[:200]
    return query.urlencode()
