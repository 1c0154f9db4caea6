"""A page on which what was entered by mistake is taken out, after it has shown what follows."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import wording
from projects.actions.erase_claim import erase_claim, erasure_preview
from projects.actions.public_line import MOST_NOTICED, MOST_REASON, validate_public_words
from projects.actions.verdict_moves import VerdictMove
from projects.admin.record_admin import RecordAdmin
from projects.desk.access import moment
from projects.models import AuditEntry
from projects.models.names import active_language
from projects.packages.one_row import cells_of

TAKEN_OUT = gettext_lazy(
    "Taken out. The audit keeps the row, the page of corrections says so, and whoever was told it is told."
)
NOTICED_BY = gettext_lazy("Readers see this: “a reader”, “the ministry”, no name of a person. Empty: the editors.")


class PublicLineForm(forms.Form):
    """What readers are told of a mistake; the action has the rules."""

    reason = forms.CharField(
        label=gettext_lazy("Why it should never have been entered"),
        help_text=gettext_lazy("Readers see this on the page of corrections."),
        max_length=MOST_REASON,
        widget=forms.TextInput(attrs={"size": 60}),
    )
    noticed_by = forms.CharField(
        label=gettext_lazy("Who noticed it"),
        help_text=NOTICED_BY,
        required=False,
        max_length=MOST_NOTICED,
        widget=forms.TextInput(attrs={"size": 60}),
    )

    def clean(self) -> dict[str, Any]:
        """What no reader should be shown is said before anything is looked at."""
        words = {name: self.cleaned_data.get(name, "") for name in ("reason", "noticed_by")}
        validate_public_words(**words)
        return self.cleaned_data

    def put_problems(self, error: ValidationError) -> str:
        """Each problem at its field; the rest as one text."""
        if not hasattr(error, "error_dict"):
            return " ".join(error.messages)
        rest = []
        for name, problems in error.message_dict.items():
            if name in self.fields:
                self.add_error(name, problems)
            else:
                rest += [text if name == NON_FIELD_ERRORS else f"{name}: {text}" for text in problems]
        return " ".join(rest)


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
        form, refusal, moves = PublicLineForm(request.POST or None), "", list[VerdictMove]()
        how: dict[str, Any] = {"claim": row, "by": request.user, "at": moment()}
        seen = _as_read(row)
        if request.method == "POST" and request.POST.get("seen", seen) != seen:
            refusal = _("It was changed since this page was opened: look at it as it is now, and decide again.")
        elif request.method == "POST" and form.is_valid():
            try:
                erase_claim(**form.cleaned_data, **how)
            except ValidationError as error:
                refusal = form.put_problems(error)
            else:
                self.message_user(request, TAKEN_OUT, messages.SUCCESS)
                return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
        try:
            moves = erasure_preview(**how)
        except ValidationError as error:
            refusal = refusal or " ".join(error.messages)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "form": form,
            "refusal": refusal,
            "seen": seen,
            "moves": [move_in_words(move) for move in moves],
            "title": _("Entered by mistake: “%s”") % row.pk,
        }
        return render(request, "admin/projects/erase.html", context, status=409 if refusal else 200)


def _as_read(row: Any) -> str:
    """Names what the row says, so that nobody takes out what they have not read."""
    return sha256(repr(sorted(cells_of(row).items())).encode()).hexdigest()[:16]


def move_in_words(move: VerdictMove) -> dict[str, str]:
    """A verdict before and after, for the list that both pages show."""
    lang, before, after = active_language(), move.before, move.after
    assert before is not None  # nothing that is taken out or moved makes a verdict where there was none
    return {
        "id": before.target,
        "before": wording.status(before.status, lang),
        "after": wording.status(after.status, lang) if after else _("no verdict: the promise goes with it"),
        "actual_before": wording.amount(before.actual, "", lang),
        "actual_after": wording.amount(after.actual if after else None, "", lang),
    }
