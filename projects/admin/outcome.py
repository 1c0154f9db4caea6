from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.actions.correct_outcome import is_our_slip
from projects.actions.record_claim import copied
from projects.admin.claim_admin import FIGURE, ClaimAdmin, ClaimForm, in_words
from projects.admin.columns_in_words import flag_of
from projects.admin.move_page import MovePage
from projects.admin.record_admin import id_of
from projects.admin.translations import translations_of
from projects.admin.untranslated_filter import UntranslatedFilter
from projects.desk.saved_forms import mark_saved
from projects.models import Outcome

WHOSE = (
    ("", _("as the sources say: ours where it is the same source")),
    ("false", _("the publisher corrected its figure")),
    ("true", _("our slip: the source always said so")),
)
KEPT = ("source", "period_start", "period_end", "final")  # what the next figure of a report shares with the last


class OutcomeForm(ClaimForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "id" in self.fields:
            self.fields["id"].help_text = _("Left empty, it is made of the indicator and the end of the period.")

        if "our_slip" in self.fields:
            self.fields["our_slip"] = forms.TypedChoiceField(
                choices=WHOSE,
                coerce=lambda word: word == "true",
                empty_value=None,
                required=False,
                label=self.fields["our_slip"].label,
                help_text=_("Only the publisher’s own corrections are shown as such; ours are shown as our slip."),
            )
            self.initial.pop("our_slip", None)  # of a correction it is said anew, not taken from what it corrects

    def clean_our_slip(self) -> bool:
        """Whose correction it is; where nobody says, it follows from the sources."""
        cleaned = self.cleaned_data
        wrong, answer = cleaned.get("corrects"), cleaned.get("our_slip")
        return is_our_slip(wrong, cleaned.get("source")) if answer is None else answer


@admin.register(Outcome)
class OutcomeAdmin(MovePage, ClaimAdmin):
    form = OutcomeForm
    list_display = (
        "id",
        "indicator",
        "figure",
        "period_start",
        "period_end",
        flag_of("final"),
        "source",
        id_of("corrects"),
    )
    list_filter = (
        "final",
        "basis",
        "source__kind",
        ("indicator__programme", admin.RelatedOnlyFieldListFilter),
        UntranslatedFilter,
    )
    search_fields = (
        "id",
        "indicator__id",
        "indicator__name",
        "indicator__name_ru",
        "indicator__name_kk",
        "source__title",
        "source__title_ru",
        "source__title_kk",
        "source__publisher",
    )
    autocomplete_fields = ("indicator", "source", "spoken_by", "territory", "corrects")
    related = ("indicator", "source", "territory", "recorded_by", "spoken_by")
    actions = ("correct_this_figure",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "indicator",
                    "value",
                    "qualifier",
                    ("period_start", "period_end"),
                    "final",
                    "source",
                    "locator",
                )
            },
        ),
        (
            _("Ranges, rounding, comparison"),
            {
                "classes": ("collapse",),
                "fields": ("basis", "upper_value", "rounded_to", ("compared_with_start", "compared_with_end")),
            },
        ),
        (
            _("Correction, place, words"),
            {"fields": ("corrects", "our_slip", "territory", "speaker", "spoken_by", "note", "id")},
        ),
        translations_of("note", "locator", "speaker"),
    )

    @admin.display(description=FIGURE)
    def figure(self, outcome: Outcome) -> str:
        return in_words(outcome, promised=False)

    @admin.action(description=_("Correct this figure"), permissions=["add"])
    def correct_this_figure(self, request: HttpRequest, queryset: QuerySet[Outcome]) -> HttpResponse | None:
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            self.message_user(request, _("Choose one figure to correct."), messages.WARNING)
            return None
        return HttpResponseRedirect(_adding({"corrects": chosen[0].pk}))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A plain figure; or, for a correction, the figure to be corrected."""
        initial: dict[str, Any] = {"basis": "absolute", "qualifier": "exactly", "final": True}
        wrong = Outcome.objects.filter(pk=request.GET.get("corrects", "")).first()
        if wrong is not None:
            initial |= copied(wrong)
        return initial | super().get_changeform_initial_data(request)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """A report has many figures: the next form starts with the source and the period of this one."""
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST and isinstance(response, HttpResponseRedirect):
            values = {name: getattr(obj, f"{name}_id" if name == "source" else name) for name in KEPT}
            next_form = _adding({name: value for name, value in values.items() if value is not None})
            return mark_saved(request, HttpResponseRedirect(next_form))
        return response


def _adding(initial: dict[str, Any]) -> str:
    return f"{reverse('admin:projects_outcome_add')}?{urlencode(initial)}"
