"""The page of a draft: what it says and would do, and what a reviewer does with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from projects.actions.changes import ChangesRefusedError
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.review_draft import assign_draft, comment_draft, discard_draft, return_draft
from projects.actions.drafts.save_draft import submit_draft
from projects.desk.access import desk_page, editor_of, moment, render_desk
from projects.http.pages import over_limit_response
from projects.http.rate_limits import PreviewAllowance
from projects.models import Draft

from .draft_page import draft_page

LONGEST_NUMBER = 10  # digits
AS_PRINTED = "as_printed"  # name of the boxes of doubts, as everywhere on the desk


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A POST does one thing (``do``) and comes back; what is refused is said on the page, with what was typed."""
    draft = _draft(draft_id)
    at = moment()
    if request.method != "POST":
        if draft.is_open and (limit := over_limit_response(request, PreviewAllowance)):
            return limit
        return _render(request, draft, at)
    action = ACTIONS.get(request.POST.get("do", ""))
    if action is None:
        return _render(request, draft, at, _("Choose what is to be done with it."), 400)
    try:
        sentence = action(request, draft, at)
    except ChangesRefusedError:
        return _render(request, draft, at, _("Not published: what is wrong or doubtful by now stands below."), 409)
    except PermissionDenied as error:
        return _render(request, draft, at, str(error), 403)
    except ValidationError as error:
        is_mistyped = hasattr(error, "error_dict")
        return _render(request, draft, at, " ".join(error.messages), 400 if is_mistyped else 409)
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("desk-draft", args=[draft_id]))


def _draft(draft_id: int) -> Draft:
    drafts = Draft.objects.select_related("saved_by", "created_by", "assigned_to", "closed_by")
    draft = drafts.filter(pk=draft_id).first()
    if draft is None:
        raise Http404(_("There is no draft %s.") % draft_id)
    return draft


def _render(request: HttpRequest, draft: Draft, at: datetime, refusal: str = "", status: int = 200) -> HttpResponse:
    shown = _draft(draft.pk) if refusal else draft  # somebody may have changed it meanwhile
    report = draft_page(shown, by=editor_of(request), at=at, page=_number(request.GET.get("page", ""), otherwise=1))
    typed = {name: request.POST.get(name, "") for name in ("note", "text", "reason", "do")}
    context: dict[str, Any] = {"report": report, "refusal": refusal, "typed": typed, "at": at}
    return render_desk(request, "desk/review/draft.html", status=status, **context)


def _version(request: HttpRequest) -> int:
    version = _number(request.POST.get("version", ""))
    if not version:
        raise ValidationError(_("It was changed meanwhile: look at it as it is now, and decide again."))
    return version


def _number(sent: str, otherwise: int = 0) -> int:
    """A number as a page or a form sends it; ``otherwise`` where it is none, or zero."""
    is_number = sent.isascii() and sent.isdigit() and len(sent) < LONGEST_NUMBER
    return (int(sent) if is_number else 0) or otherwise


# --- What can be done; each gives the sentence that says so ----------------------------------------------------------


def _publish(request: HttpRequest, draft: Draft, at: datetime) -> str:
    confirmed = request.POST.getlist(AS_PRINTED)
    publish_draft(draft=draft, version=_version(request), by=editor_of(request), at=at, confirmed=confirmed)
    return _("Published. Readers see it now.")


def _submit(request: HttpRequest, draft: Draft, at: datetime) -> str:
    submit_draft(draft=draft, version=_version(request), by=editor_of(request), at=at)
    return _("Submitted. Another editor reads it and publishes it.")


def _return(request: HttpRequest, draft: Draft, at: datetime) -> str:
    note, version = request.POST.get("note", ""), _version(request)
    returned = return_draft(draft=draft, version=version, note=note, by=editor_of(request), at=at)
    return _("Returned to %s with your note.") % returned.saved_by


def _comment(request: HttpRequest, draft: Draft, at: datetime) -> str:
    comment_draft(draft=draft, text=request.POST.get("text", ""), by=editor_of(request), at=at)
    return _("Your comment stands below.")


def _assign(request: HttpRequest, draft: Draft, at: datetime) -> str:
    sent, people = request.POST.get("to", ""), get_user_model()._default_manager
    person: Any = people.filter(pk=_number(sent), is_active=True, is_staff=True).first() if sent else None
    if sent and person is None:
        raise ValidationError({"to": _("Choose an editor from the list.")})
    assign_draft(draft=draft, to=person, by=editor_of(request), at=at)
    return _("Assigned to %s.") % person if person is not None else _("Assigned to nobody.")


def _discard(request: HttpRequest, draft: Draft, at: datetime) -> str:
    reason, version = request.POST.get("reason", ""), _version(request)
    discard_draft(draft=draft, version=version, reason=reason, by=editor_of(request), at=at)
    return _("Discarded. It stays readable here.")


ACTIONS: dict[str, Callable[[HttpRequest, Draft, datetime], str]] = {
    "publish": _publish,
    "submit": _submit,
    "return": _return,
    "comment": _comment,
    "assign": _assign,
    "discard": _discard,
}
