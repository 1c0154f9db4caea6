"""Copies of sources that an archive has made: an editor looks at each, and accepts or declines it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from projects.actions.archives.settle_copies import accept_copies, decline_copies
from projects.actions.changes import ChangesRefusedError
from projects.desk.access import desk_page, editor_of, moment, render_desk
from projects.models import ArchiveCopy

PER_PAGE = 30


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def list_copies(request: HttpRequest) -> HttpResponse:
    """A POST accepts or declines (``do``) the chosen ones (``source``) and comes back."""
    if request.method != "POST":
        return _render(request)
    chosen = [text for text in request.POST.getlist("source") if "\0" not in text][:PER_PAGE]
    try:
        sentence = _settle(request, request.POST.get("do", ""), chosen)
    except ChangesRefusedError as error:
        return _render(request, str(error), 409)
    except ValidationError as error:
        return _render(request, " ".join(error.messages), 400)
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("desk-archives"))


def _settle(request: HttpRequest, do: str, chosen: list[str]) -> str:
    """What was done, as a sentence."""
    by, at = editor_of(request), moment()
    if do == "accept":
        is_published = accept_copies(sources=chosen, by=by, at=at).applied is not None
        return _("Accepted.") if is_published else _("Accepted: a second editor is asked to publish it.")
    if do == "decline":
        decline_copies(sources=chosen, by=by, at=at)
        return _("Declined.")
    raise ValidationError(_("Choose what is to be done with it."))


def _render(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    page = Paginator(ArchiveCopy.objects.proposed(), PER_PAGE).get_page(request.GET.get("page"))
    chosen = request.POST.getlist("source")
    return render_desk(request, "desk/archives/list.html", status=status, page=page, error=error, chosen=chosen)
