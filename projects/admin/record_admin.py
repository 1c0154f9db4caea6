"""What the pages of the desk have in common: the forms ask the actions' own rules, the pages call the actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, URLField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html

from projects.actions.record_claim import day_of
from projects.admin.columns_in_words import plain_columns
from projects.admin.doubt_questions import AsksAboutDoubts, question
from projects.admin.edit_conflicts import DetectsEditConflicts
from projects.admin.reading_fields import ReadingFieldsAdmin
from projects.desk.reading_form import ReadingForm
from projects.models.columns import COLUMNS
from projects.reports.search import containing


def moment() -> datetime:
    return timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down


def today() -> date:
    """The tracker's day."""
    return day_of(moment())


class RuledForm(ReadingForm, AsksAboutDoubts, DetectsEditConflicts, forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A form that, once its own fields are read, asks the rules of the record; each problem stands at its field.

    Then come the changes that somebody else has made meanwhile, and then what is doubtful.
    """

    today = staticmethod(today)

    def judge(self) -> None:
        """Raises ValidationError; ``self.instance`` has the values of the form."""
        raise NotImplementedError

    def _post_clean(self) -> None:  # Django's hook: the instance is made here
        super()._post_clean()  # type: ignore[misc]  # the stub leaves it out
        if not self.errors:
            for name, asked in self.conflicts():
                self.add_error(name, asked)
        if not self.errors:
            self._ask_the_rules()
        if not self.errors:
            for doubt in self.doubts():
                self._put(doubt.column, question(doubt))

    def _ask_the_rules(self) -> None:
        try:
            self.judge()
        except ValidationError as error:
            self.put_problems(error)

    def put_problems(self, error: ValidationError) -> None:
        """Each problem at its field."""
        for name, problems in _by_field(error).items():
            for problem in problems:
                self._put(name, problem)

    def _put(self, name: str, problem: str) -> None:
        """A problem at its field; at the head of the form where that shows no such field."""
        known = name in self.fields
        self.add_error(name if known else None, problem if known or not name else format_html("{}: {}", name, problem))


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


class RecordAdmin(ReadingFieldsAdmin):
    """Pages of one table: small lists, related rows read in the same query, nothing deleted."""

    list_per_page = 50
    show_full_result_count = False  # counting half a million rows for a footnote
    related: tuple[str, ...] = ()  # foreign keys shown on the page

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
        """What an action refuses after the form was found good (somebody was quicker) is said, not crashed on."""
        context = {**(extra_context or {}), **(self.buttons(request, unquote(object_id)) if object_id else {})}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

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
