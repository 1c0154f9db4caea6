from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from projects.actions.fix_copying_error import STAYS, fix_copying_error
from projects.actions.public_line import MOST_NOTICED, MOST_REASON
from projects.actions.record_claim import copied
from projects.actions.revise_target import ITS_OWN
from projects.admin.claim_admin import FIGURE, ClaimAdmin, ClaimForm, in_words
from projects.admin.columns_in_words import flag_of
from projects.admin.edit_conflicts import SEEN
from projects.admin.effects_panel import effects_of_change, lacking
from projects.admin.erase_page import NOTICED_BY
from projects.admin.record_admin import id_of
from projects.admin.review import VERSION, drafted, edited_row
from projects.admin.translations import translations_of
from projects.admin.untranslated_filter import UntranslatedFilter
from projects.desk.access import moment
from projects.desk.saved_forms import mark_saved
from projects.models import Target
from projects.models.columns import COLUMNS

NOTHING_DIFFERS = _("Nothing differs from what is recorded.")
OF_THE_LINE = ("reason", "noticed_by")  # what readers are told, beside the columns of the target


class TargetForm(ClaimForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "id" in self.fields:
            self.fields["id"].help_text = _(
                "The address of the promise: pool-2024-money. A revision may leave it empty."
            )


class MendingForm(TargetForm):
    """What the announcement really says, in place of what we had copied; the rest of its rules the action asks."""

    reason = forms.CharField(
        label=_("What was copied wrongly"),
        help_text=_("Readers see this on the page of corrections."),
        max_length=MOST_REASON,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    noticed_by = forms.CharField(
        label=_("Who noticed it"),
        help_text=NOTICED_BY,
        required=False,
        max_length=MOST_NOTICED,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class Chain(BaseInlineFormSet):  # type: ignore[type-arg]  # generic in the stubs only
    """All links of the chain that the target on the page belongs to, oldest first."""

    @cached_property
    def links(self) -> QuerySet[Target]:
        starts = Target.objects.first_links_of([self.instance.pk]).values_list("pk", flat=True)
        links = Target.objects.links_of(starts).select_related("indicator", "source")
        return links.order_by("announced", "id")

    def get_queryset(self) -> QuerySet[Target]:
        return self.links  # one set of rows, however often the page asks


class ChainInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    model = Target
    formset = Chain
    fk_name = "revises"
    # Django heads the list with the singular, because a target is revised once.
    verbose_name = verbose_name_plural = _("the chain of announcements, oldest first")
    fields = readonly_fields = ("announced", "figure", "deadline", "is_withdrawn", "source")
    extra = 0
    max_num = 0
    show_change_link = True

    @admin.display(description=FIGURE)
    def figure(self, target: Target) -> str:
        return in_words(target, promised=True)

    @admin.display(description=COLUMNS["withdrawn"])  # type: ignore[arg-type]  # lazy text too
    def is_withdrawn(self, target: Target) -> str:
        return flag_of("withdrawn")(target)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Target)
class TargetAdmin(ClaimAdmin):
    form = TargetForm
    list_display = (
        "id",
        "indicator",
        "figure",
        "deadline",
        "announced",
        id_of("revises"),
        flag_of("withdrawn"),
        "source",
    )
    list_filter = (
        "withdrawn",
        "basis",
        "timing",
        ("indicator__programme", admin.RelatedOnlyFieldListFilter),
        UntranslatedFilter,
    )
    search_fields = (
        "id",
        "bundle",
        "indicator__id",
        "indicator__name",
        "indicator__name_ru",
        "indicator__name_kk",
        "source__title",
        "source__title_ru",
        "source__title_kk",
    )
    date_hierarchy = "deadline"
    autocomplete_fields = ("indicator", "source", "spoken_by", "revises", "interim_for")
    related = ("indicator", "source", "recorded_by", "spoken_by")
    actions = ("revise_this_target",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "id",
                    "indicator",
                    "value",
                    "qualifier",
                    ("window_start", "deadline"),
                    "timing",
                    "announced",
                    "source",
                    "locator",
                )
            },
        ),
        (
            _("Ranges, rounding, baseline"),
            {
                "classes": ("collapse",),
                "fields": (
                    "basis",
                    "upper_value",
                    "rounded_to",
                    "baseline_value",
                    ("baseline_start", "baseline_end"),
                    "deadline_text",
                ),
            },
        ),
        (
            _("Revision, bundle, words"),
            {"fields": ("revises", "withdrawn", "interim_for", "bundle", "speaker", "spoken_by", "note")},
        ),
        (_("Beside the verdict"), {"classes": ("collapse",), "fields": ("claimed", "not_entered")}),
        translations_of("note", "locator", "speaker", "deadline_text", "claimed", "not_entered"),
    )

    @admin.display(description=FIGURE)
    def figure(self, target: Target) -> str:
        return in_words(target, promised=True)

    @admin.action(description=_("Revise this target"), permissions=["add"])
    def revise_this_target(self, request: HttpRequest, queryset: QuerySet[Target]) -> HttpResponse | None:
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            self.message_user(request, _("Choose one target to revise."), messages.WARNING)
            return None
        query = urlencode({"revises": chosen[0].pk})
        return HttpResponseRedirect(f"{reverse('admin:projects_target_add')}?{query}")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.mend_effects_view))
        looked = path("<path:object_id>/mend/effects/", view, name="projects_target_mend_effects")
        return [looked, self.row_page("mend", self.mend_view), *super().get_urls()]

    def mend_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """We had copied it wrongly: the promiser revised nothing, so no link is added (ADR 18)."""
        target = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, target):
            raise PermissionDenied
        if target is None:
            raise Http404
        draft, change = self.draft_of(request), self.drafted_change(request)
        line = {name: getattr(change, name) for name in OF_THE_LINE} if change is not None else {}
        names, factory = self._mending(request)
        form = factory(request.POST or None, instance=target, initial=line)
        if request.method == "POST" and self._mended(request, form):
            if (answer := drafted(request)) is not None:
                return answer
            self.message_user(request, _("Put right. It is shown as our slip, not as a revision."), messages.SUCCESS)
            return mark_saved(request, HttpResponseRedirect(reverse("admin:projects_target_change", args=[target.pk])))
        shown = [(None, {"fields": [*OF_THE_LINE, *names]})]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": target,
            "adminform": AdminForm(form, shown, {}, model_admin=self),
            "errors": form.errors,
            "media": self.media + form.media,
            "title": _("Put right what we copied wrongly: “%s”") % target.pk,
            "draft_version": request.POST.get(VERSION) or (draft.version if draft is not None else ""),
            "effects_at": reverse("admin:projects_target_mend_effects", args=[target.pk]),
        }
        return render(request, "admin/projects/mend.html", context)

    def mend_effects_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What putting it right would do; nothing is kept."""
        return self.show_effects(request, object_id, self._effects_of_mending)

    def _effects_of_mending(self, request: HttpRequest, target: Target) -> dict[str, Any]:
        data = request.POST.copy()
        data.pop(SEEN, None)  # what others changed meanwhile is asked about when it is saved
        form = self._mending(request)[1](data, instance=target)
        if not form.is_valid():
            return lacking(form)
        columns, line = _split(form)
        change = edited_row(form.instance, columns, **line)
        return effects_of_change(change, form, request.user) if change is not None else {"problems": [NOTHING_DIFFERS]}

    def _mending(self, request: HttpRequest) -> tuple[list[str], Any]:
        """The columns that are put right, and their form."""
        names = [field.name for field in Target._meta.concrete_fields if field.editable and field.name not in STAYS]
        return names, self.get_form(request, None, change=False, fields=names, form=MendingForm)

    @transaction.atomic
    def _mended(self, request: HttpRequest, form: Any) -> bool:
        """Whether it was done; else the form says why not. The row that it is compared with stays meanwhile."""
        if not form.is_valid():
            return False
        columns, line = _split(form)
        try:
            if self.waits_for_review(request):
                self._enter_mended(request, form, columns, line)
                return True
            fix_copying_error(
                target=form.instance,
                **line,
                by=request.user,  # type: ignore[arg-type]  # nobody unknown gets here
                at=moment(),
                confirmed=form.confirmed,
                **columns,
            )
        except ValidationError as error:
            form.put_problems(error)
            return False
        return True

    def _enter_mended(self, request: HttpRequest, form: Any, columns: dict[str, Any], line: dict[str, str]) -> None:
        change = edited_row(form.instance, columns, **line)
        if change is None:
            raise ValidationError(NOTHING_DIFFERS)
        self.enter(request, change, form.confirmed)

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return (ChainInline,) if obj is not None else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A plain promise; or, for a revision, the target as it stood, without what a new announcement brings."""
        initial: dict[str, Any] = {"basis": "absolute", "qualifier": "exactly"}
        older = Target.objects.filter(pk=request.GET.get("revises", "")).first()
        if older is not None:
            initial |= {name: value for name, value in copied(older).items() if name not in ITS_OWN}
        return initial | super().get_changeform_initial_data(request)


def _split(form: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Of the form of a slip: the columns of the target, and what readers are told."""
    columns = {name: getattr(form.instance, name) for name in form.fields if name not in OF_THE_LINE}
    return columns, {name: form.cleaned_data[name] for name in OF_THE_LINE}
