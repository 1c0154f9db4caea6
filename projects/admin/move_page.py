"""A page on which a report that was filed under the wrong indicator is moved, after it has shown what follows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.actions.changes import ChangesRefusedError
from projects.actions.drafts.move_for_review import move_for_review
from projects.actions.move_outcome import move_outcome, move_preview
from projects.actions.row_doubts import UnconfirmedDoubtsError
from projects.actions.verdict_moves import VerdictMove
from projects.admin.erase_page import ErasePage, PublicLineForm, move_in_words
from projects.admin.review import refusal_of
from projects.desk.access import moment
from projects.desk.doubt_questions import AsksAboutDoubts, question
from projects.models import Indicator, Outcome


class MoveForm(PublicLineForm, AsksAboutDoubts):
    indicator = forms.ModelChoiceField(
        Indicator.objects.select_related("programme"), label=gettext_lazy("The indicator that it belongs to")
    )
    field_order = ("indicator", "reason", "noticed_by")

    def __init__(self, data: Any, *, admin_site: Any) -> None:
        if data is not None and "\0" in data.get("indicator", ""):  # no text for PostgreSQL, and no id
            data = data.copy()
            data["indicator"] = data["indicator"].replace("\0", "?")
        super().__init__(data)
        self.fields["reason"].label = _("Why it was filed wrongly")
        self.fields["indicator"].widget = AutocompleteSelect(
            Outcome._meta.get_field("indicator"),
            admin_site,
            choices=self.fields["indicator"].choices,  # type: ignore[attr-defined]  # a field of choices
        )


class MovePage(ErasePage):
    """Adds the page to the desk of outcomes: for whoever may take the row out and record another."""

    def get_urls(self) -> list[Any]:
        return [self.row_page("move", self.move_view), *super().get_urls()]

    def buttons(self, request: HttpRequest, row_id: str) -> dict[str, bool]:
        return {**super().buttons(request, row_id), "may_move": self.may_move(request, row_id)}

    def may_move(self, request: HttpRequest, row_id: str) -> bool:
        return self.has_add_permission(request) and self.may_erase(request, row_id)

    def move_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """First the indicator and what follows from it, then the deed."""
        row = self.get_object(request, unquote(object_id))
        if not self.may_move(request, unquote(object_id)):
            raise PermissionDenied
        if row is None:
            raise Http404
        form = MoveForm(request.POST or None, admin_site=self.admin_site)
        how: dict[str, Any] = {"outcome": row, "by": request.user, "at": moment()}
        refusal, moves, previewed = "", list[VerdictMove](), False
        if request.method == "POST" and form.is_valid():
            indicator = form.cleaned_data["indicator"]
            try:
                if "move" in request.POST and self.waits_for_review(request):
                    return self._move_for_review(request, form, how)
                if "move" in request.POST:
                    moved = move_outcome(**form.cleaned_data, **how, confirmed=form.confirmed)
                    self.message_user(request, _("Moved. The page of corrections says so."), messages.SUCCESS)
                    return HttpResponseRedirect(reverse("admin:projects_outcome_change", args=[moved.pk]))
                moves, previewed = move_preview(indicator=indicator, **how), True
            except UnconfirmedDoubtsError as error:
                form.add_error(None, [question(doubt) for doubt in error.doubts])
                previewed = True
            except ValidationError as error:
                refusal = form.put_problems(error)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "form": form,
            "media": self.media + form.media,
            "refusal": refusal,
            "previewed": previewed,
            "moves": [move_in_words(move) for move in moves],
            "title": _("Filed under the wrong indicator: “%s”") % row.pk,
        }
        return render(request, "admin/projects/move.html", context, status=409 if refusal else 200)

    def _move_for_review(self, request: HttpRequest, form: MoveForm, how: dict[str, Any]) -> HttpResponse:
        """Raises ValidationError, doubts among it."""
        title = _("%(id)s moved to %(indicator)s") % {
            "id": how["outcome"].pk,
            "indicator": form.cleaned_data["indicator"],
        }
        try:
            entered = move_for_review(title=title, **form.cleaned_data, **how, confirmed=form.confirmed)
        except ChangesRefusedError as error:
            raise refusal_of(error) from None
        assert entered.draft is not None  # who may publish at once does not come here
        sentence = _("Taken out. It is published for the other indicator once another editor has read it.")
        self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(reverse("desk-draft", args=[entered.draft.pk]))
