"""What the pages of the desk have in common: the forms ask the actions' own rules, the pages call the actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet, URLField
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html

from projects.actions.row_doubts import UnconfirmedDoubtsError
from projects.admin.columns_in_words import plain_columns
from projects.admin.edit_conflicts import DetectsEditConflicts
from projects.admin.reading_fields import ReadingFieldsAdmin
from projects.admin.review import VERSION, ReviewedAdmin
from projects.desk.doubt_questions import AsksAboutDoubts, question
from projects.desk.reading_form import ReadingForm
from projects.desk.row_pages import page_of
from projects.desk.saved_forms import mark_saved
from projects.models.columns import COLUMNS
from projects.packages.one_row import TABLE_OF
from projects.reports.search import containing


class RecordForm(ReadingForm, AsksAboutDoubts, DetectsEditConflicts, forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A form whose columns read what is typed; the rules of the record are the action's.

    What the action refuses stands at its field, and what it doubts is asked there: ``refusal`` is what it raised when
    the same form was tried first (``RecordAdmin.changeform_view``).
    """

    refusal: ValidationError | None = None

    def validate_unique(self) -> None:
        """The action says what is taken, and by which row."""

    def _get_validation_exclusions(self) -> set[str]:  # Django's hook
        """All columns: the action validates the row, and each constraint would take a query here."""
        return {field.name for field in self.instance._meta.fields}

    def _post_clean(self) -> None:  # Django's hook: the instance is made here
        super()._post_clean()  # type: ignore[misc]  # the stub leaves it out
        if not self.errors:
            for name, question in self.conflicts():
                self.add_error(name, question)
        if not self.errors and self.refusal is not None:
            self.put_problems(self.refusal)

    def put_problems(self, error: ValidationError) -> None:
        """Each problem at its field; a doubt with the box that confirms it."""
        if isinstance(error, UnconfirmedDoubtsError):
            for doubt in error.doubts:
                self._put(doubt.column, question(doubt))
            return
        by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, problems in by_field.items():
            for problem in problems:
                self._put(name, problem)

    def _put(self, name: str, problem: str) -> None:
        """A problem at its field; at the head of the form, under the field's name, where that shows no such field."""
        if name in self.fields:
            self.add_error(name, problem)
        elif name == NON_FIELD_ERRORS:
            self.add_error(None, problem)
        else:
            label = self.instance._meta.get_field(name).verbose_name
            self.add_error(None, format_html("{}: {}", label, problem))


class RecordAdmin(ReviewedAdmin, ReadingFieldsAdmin):
    """Pages of one table: small lists, related rows read in the same query, nothing deleted."""

    list_per_page = 50
    show_full_result_count = False  # counting half a million rows for a footnote
    related: tuple[str, ...] = ()  # foreign keys shown on the page

    class Media:
        js = ("projects/desk_drafts.js", "projects/desk_effects.js")

    def view_on_site(self, obj: Any) -> str | None:
        """Where readers see the row; None where they see it nowhere."""
        return (page_of(obj) or None) if type(obj) in TABLE_OF else None

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """As the pages search: Cyrillic in either case on any database, ё with е, decomposed letters."""
        return queryset.filter(containing(search_term, self.get_search_fields(request))), False

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, URLField):
            kwargs.setdefault("assume_scheme", "https")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What the action refuses is shown on the form, which keeps what was typed."""
        context = {**(extra_context or {}), **(self.buttons(request, unquote(object_id)) if object_id else {})}
        if (draft := self.draft_of(request)) is not None:
            context["draft_version"] = request.POST.get(VERSION) or draft.version
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except ValidationError as error:
            request.refusal = error  # type: ignore[attr-defined]  # for the form that is made again
            return super().changeform_view(request, object_id, form_url, context)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return mark_saved(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return mark_saved(request, super().response_change(request, obj))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def buttons(self, request: HttpRequest, row_id: str) -> dict[str, bool]:
        """Which buttons the page of a row shows to this person, by the name that its template knows."""
        return {}

    def row_page(self, action: str, view: Callable[..., HttpResponse]) -> URLPattern:
        """The address of a further page about one row: ``<id>/<action>/``."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_{action}"
        return path(f"<path:object_id>/{action}/", self.admin_site.admin_view(view), name=name)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(RecordAdmin):
    """Pages of what only the tracker itself writes."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return plain_columns(self.model, list(super().get_fields(request, obj)))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def id_of(name: str) -> Callable[[Any], str]:
    """The column of a list that shows the id of another row, which is not read for it; called as its field is."""

    @admin.display(description=COLUMNS[name], ordering=f"{name}_id")  # type: ignore[arg-type]  # lazy text too
    def shown(row: Any) -> str:
        return getattr(row, f"{name}_id") or ""

    return shown
