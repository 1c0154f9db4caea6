"""A page on which what was entered by mistake is taken out, after it has shown what follows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from projects import wording
from projects.actions.erase_claim import VerdictMove, erase_claim, erasure_preview
from projects.admin.record_admin import RecordAdmin, moment
from projects.models import AuditEntry


class ErasureForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it should never have been entered"),
        max_length=500,
        widget=forms.TextInput(attrs={"size": 60}),
    )


class ErasePage(RecordAdmin):
    """Adds the page to a desk, for admins and for whoever recorded the row, and says who sees the button."""

    def get_urls(self) -> list[Any]:
        return [self.row_page("erase", self.erase_view), *super().get_urls()]

    def buttons(self, request: HttpRequest, row_id: str) -> dict[str, bool]:
        return {**super().buttons(request, row_id), "may_erase": self.may_erase(request, row_id)}

    def may_erase(self, request: HttpRequest, row_id: str) -> bool:
        """Admins, and editors what they have recorded themselves."""
        if getattr(request.user, "is_superuser", False):
            return True
        recorded = AuditEntry.objects.filter(
            object_type=self.opts.model_name, object_id=row_id, done_by=request.user.pk
        ).exclude(action__startswith="edit_")
        return self.has_add_permission(request) and recorded.exclude(action="annotate_claim").exists()

    def erase_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if not self.may_erase(request, unquote(object_id)):
            raise PermissionDenied
        if row is None:
            raise Http404
        form, refusal, moves = ErasureForm(request.POST or None), "", list[VerdictMove]()
        how: dict[str, Any] = {"claim": row, "by": request.user, "at": moment()}
        try:
            if request.method == "POST" and form.is_valid():
                erase_claim(reason=form.cleaned_data["reason"], **how)
                self.message_user(request, _("Taken out. The audit keeps the row and the reason."), messages.SUCCESS)
                return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
            moves = erasure_preview(**how)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "form": form,
            "refusal": refusal,
            "moves": [_in_words(move) for move in moves],
            "title": _("Entered by mistake: “%s”") % row.pk,
        }
        return render(request, "admin/projects/erase.html", context, status=409 if refusal else 200)


def _in_words(move: VerdictMove) -> dict[str, str]:
    lang = get_language() or "en"
    return {
        "id": move.target,
        "before": wording.status(move.before, lang),
        "after": wording.status(move.after, lang) if move.after else _("no verdict: the promise goes with it"),
        "actual_before": wording.amount(move.actual_before, "", lang),
        "actual_after": wording.amount(move.actual_after, "", lang),
    }
