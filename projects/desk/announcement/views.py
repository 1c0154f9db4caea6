"""The page of an announcement: shown, looked at while it is typed, kept as a draft, entered."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from projects.actions.changes import Change, ChangesRefusedError
from projects.actions.drafts.enter_changes import Entered, enter_changes
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.publishing_right import may_publish_at_once
from projects.actions.drafts.save_draft import create_draft, save_draft
from projects.actions.recording import lock_record
from projects.desk.access import desk_page, editor_of, moment, render_desk
from projects.desk.doubt_questions import CONFIRMED
from projects.desk.saved_forms import FIELD, mark_saved
from projects.desk.stored_boxes import as_if_sent, stored_boxes
from projects.http.pages import over_limit_response
from projects.http.rate_limits import PreviewAllowance
from projects.models import Draft, Organisation, Programme
from projects.models.fields import LONG_TEXT
from projects.models.names import active_language

from .line_form import MOST_LINES
from .outlook import Outlook, outlook_on
from .page import Page

TEMPLATE = "desk/announcement/page.html"
BOXES = "form"  # of what a draft keeps
LONGEST_NUMBER = 10  # digits
FIGURE = re.compile(r"\d{1,6}-\d{1,6}", re.ASCII)
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "action", "seen", "version", FIELD})


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def enter_announcement(request: HttpRequest) -> HttpResponse:
    """The empty page, that of a draft (``?draft=``), or what came with the form."""
    draft = _draft(request.GET.get("draft", ""))
    if request.method == "POST":
        return _posted(request, draft)
    if draft is None:
        return _shown(request, Page(None, lang=active_language(), initial=_initial(request)), draft)
    page = Page(_data_of(draft), lang=active_language())
    return _shown(request, page, draft, outlook_on(page, by=editor_of(request), at=moment()))


@desk_page
@require_POST
def read_announcement(request: HttpRequest) -> HttpResponse:
    """What the page would show beside the boxes as they are filled now, for htmx."""
    if refusal := over_limit_response(request, PreviewAllowance):
        return refusal
    page = Page(_typed(request), lang=active_language())
    outlook = outlook_on(page, by=editor_of(request), at=moment())
    return render_desk(request, "desk/announcement/answer.html", **_context(request, page, None, outlook))


def _posted(request: HttpRequest, draft: Draft | None) -> HttpResponse:
    action = request.POST.get("action", "look")
    if action == "add" or action.startswith("remove-"):
        page = Page(_with_other_lines(_typed(request), action), lang=active_language())
        page.leave_unchecked()
        return _returned(request, page, draft, None)
    page = Page(_typed(request), lang=active_language())
    outlook = outlook_on(page, by=editor_of(request), at=moment())
    if action == "draft":
        return _kept(request, page, draft, outlook)
    if action != "enter" or not outlook.token:
        return _returned(request, page, draft, outlook)
    if request.POST.get("seen") != outlook.token:
        messages.info(request, _("Look at what it will do, and confirm it."))
        return _returned(request, page, draft, outlook)
    try:
        entered = _entered(request, page, draft, outlook)
    except (
        ChangesRefusedError
    ) as error:  # its doubts stand at the lines already; a problem is new since the page looked
        for problem in error.problems:
            messages.error(request, problem.text)
        return _returned(request, page, draft, outlook)
    except (ValidationError, PermissionDenied) as error:
        for text in error.messages if isinstance(error, ValidationError) else [str(error)]:
            messages.error(request, text)
        return _returned(request, page, draft, outlook)
    return _done(request, page, entered)


# --- Entering --------------------------------------------------------------------------------------------------------


def _entered(request: HttpRequest, page: Page, draft: Draft | None, outlook: Outlook) -> Entered:
    """Published, or before a second person. Raises ChangesRefusedError, ValidationError, PermissionDenied."""
    by, at = editor_of(request), moment()
    content = _content(request, page, page.changes)
    if draft is None:
        return enter_changes(kind=Draft.Kind.ANNOUNCEMENT, origin=Draft.Origin.DESK, by=by, at=at, **content)
    if outlook.open_doubts:
        raise ChangesRefusedError([], outlook.open_doubts)
    publishes = may_publish_at_once(by)
    with transaction.atomic():
        if publishes:
            lock_record()  # before the draft, as whoever publishes one does
        saved = save_draft(draft=draft, version=_version(request), submit=not publishes, by=by, at=at, **content)
        if not publishes:
            return Entered(None, saved)
        return Entered(publish_draft(draft=saved, version=saved.version, by=by, at=at), None)


def _content(request: HttpRequest, page: Page, changes: list[Change]) -> dict[str, Any]:
    """What a draft of the page holds."""
    return {"title": page.title, "changes": changes, "confirmed": page.confirmed, "entry": _entry(_typed(request))}


def _done(request: HttpRequest, page: Page, entered: Entered) -> HttpResponse:
    if entered.draft is not None:
        messages.success(request, _("Sent to review: another editor publishes it."))
        return mark_saved(request, HttpResponseRedirect(reverse("desk-draft", args=[entered.draft.pk])))
    assert entered.applied is not None
    targets = [row for table, row in entered.applied.new if table == "targets"]
    rows = dict(entered.applied.rows)
    messages.success(request, _("Published. Targets: %(count)d.") % {"count": len(targets)})
    programme = page.form.programme_row.pk if page.form.programme_row is not None else rows["programmes"]
    if address := _article(request):
        return mark_saved(request, HttpResponseRedirect(address.partition("?")[0]))
    return mark_saved(request, HttpResponseRedirect(reverse("programme", args=[programme])))


def _kept(request: HttpRequest, page: Page, draft: Draft | None, outlook: Outlook) -> HttpResponse:
    """Saves a draft, whole or not. One that waits for review has to be whole."""
    by, at = editor_of(request), moment()
    changes = page.changes if outlook.token else []
    content = _content(request, page, changes)
    try:
        if draft is None:
            saved = create_draft(kind=Draft.Kind.ANNOUNCEMENT, origin=Draft.Origin.DESK, by=by, at=at, **content)
        elif draft.state == Draft.State.IN_REVIEW and not changes:
            raise ValidationError(_("It waits for review: mend what is missing before you save it."))
        else:
            saved = save_draft(draft=draft, version=_version(request), by=by, at=at, **content)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return _returned(request, page, draft, outlook)
    messages.success(request, _("Saved as a draft."))
    return mark_saved(request, HttpResponseRedirect(_where(saved)))


# --- Showing ---------------------------------------------------------------------------------------------------------


def _shown(request: HttpRequest, page: Page, draft: Draft | None, outlook: Outlook | None = None) -> HttpResponse:
    return render_desk(request, TEMPLATE, returned=False, **_context(request, page, draft, outlook))


def _returned(request: HttpRequest, page: Page, draft: Draft | None, outlook: Outlook | None) -> HttpResponse:
    """The page with what was typed, which is not saved."""
    return render_desk(request, TEMPLATE, returned=True, **_context(request, page, draft, outlook))


def _context(request: HttpRequest, page: Page, draft: Draft | None, outlook: Outlook | None) -> dict[str, Any]:
    """``version``: the one that the form was made from, so that a page that comes back overwrites no later one."""
    version = 0 if draft is None else _version(request) if request.method == "POST" else draft.version
    publishes = may_publish_at_once(request.user)
    context = {"page": page, "draft": draft, "version": version, "publishes": publishes, "outlook": outlook}
    return {**context, "article": _article(request)}


def _article(request: HttpRequest) -> str:
    """The figure of an article that one came from; empty where one came from elsewhere."""
    number, figure = request.GET.get("article", ""), request.GET.get("figure", "")
    if not (number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER):
        return ""
    place = f"?mend={figure}" if FIGURE.fullmatch(figure) else ""
    return f"{reverse('desk-read-article', args=[int(number)])}{place}"


def _initial(request: HttpRequest) -> dict[str, str]:
    """What a link to the page fills in: a programme or a body by its id, an address, the words of the source."""
    given = request.GET
    initial = {"url": given.get("url", "")[:2000], "sentence": given.get("text", "")[:LONG_TEXT]}
    programme = Programme.objects.filter(pk=given.get("programme", "").replace("\x00", "")).first()
    body = Organisation.objects.filter(pk=given.get("organisation", "").replace("\x00", "")).first()
    return initial | {"programme": str(programme or ""), "body": str(body or "")}


# --- Drafts and lines ------------------------------------------------------------------------------------------------


def _where(draft: Draft) -> str:
    return f"{reverse('desk-announcement')}?draft={draft.pk}"


def _draft(number: str) -> Draft | None:
    if not number:
        return None
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER else 0
    draft = Draft.objects.open().filter(kind=Draft.Kind.ANNOUNCEMENT, pk=pk).first()
    if draft is None:
        raise Http404(_("There is no such draft, or it was published or discarded."))
    return draft


def _typed(request: HttpRequest) -> QueryDict:
    """What came with the form, without NUL, which no database takes as text."""
    typed = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        typed.setlist(name.replace("\x00", ""), [value.replace("\x00", "") for value in values])
    return typed


def _entry(post: QueryDict) -> dict[str, Any]:
    return {BOXES: {name: values for name, values in post.lists() if name not in NOT_KEPT}}


def _data_of(draft: Draft) -> QueryDict:
    data = as_if_sent(stored_boxes(draft.entry, BOXES))
    for token in draft.confirmed:
        if token not in data.getlist(CONFIRMED):
            data.appendlist(CONFIRMED, token)
    return data


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else 0


def _with_other_lines(post: QueryDict, action: str) -> QueryDict:
    """The form with one line more, or without one: lines after it move up."""
    data = post.copy()
    count = int(text) if (text := post.get("lines-TOTAL_FORMS", "")).isascii() and text.isdigit() else 0
    count = min(count, MOST_LINES)
    if action == "add":
        data["lines-TOTAL_FORMS"] = str(min(count + 1, MOST_LINES))
        return data
    number = action.removeprefix("remove-")
    removed = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 4 else count
    if removed >= count:
        return data
    for name in [name for name in data if name.startswith("lines-") and name.split("-")[1].isdigit()]:
        _lines, place, box = name.split("-", 2)
        values = data.getlist(name)
        if int(place) >= removed:
            del data[name]
        if int(place) > removed:
            data.setlist(f"lines-{int(place) - 1}-{box}", values)
    data["lines-TOTAL_FORMS"] = str(max(count - 1, 1))
    return data
