"""What saving the form of a row would do to verdicts, shown before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from projects.actions.changes import Change
from projects.actions.confirming import of_one_row
from projects.actions.preview_changes import preview_changes
from projects.actions.row_doubts import in_words
from projects.admin.edit_conflicts import SEEN
from projects.admin.record_admin import RecordAdmin
from projects.desk.access import moment
from projects.desk.effects import effects_of
from projects.http.pages import over_limit_response
from projects.http.rate_limits import PreviewAllowance
from projects.packages.one_row import TABLE_OF, cells_of

TEMPLATE = "desk/what_it_does.html"


class EffectsPanel(RecordAdmin):
    """Adds the panel to a page of the admin, and the address that fills it."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.effects_view))
        rows = self.row_page("effects", view)
        return [path("effects/", view, name=f"{self._effects_name()}_add"), rows, *super().get_urls()]

    def _effects_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_effects"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {**(extra_context or {}), "effects_at": self.effects_at(object_id)}
        return super().changeform_view(request, object_id, form_url, context)

    def effects_at(self, object_id: str | None) -> str:
        """The address that says what the form would do; empty where it can move no verdict."""
        name = f"{self.admin_site.name}:{self._effects_name()}"
        return reverse(name, args=[object_id]) if object_id else reverse(f"{name}_add")

    def effects_view(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """What the form that was sent would do; nothing is kept. A fixed number of queries for a row."""
        return self.show_effects(request, object_id, self._effects)

    def show_effects(
        self, request: HttpRequest, object_id: str | None, effects: Callable[[HttpRequest, Any], dict[str, Any]]
    ) -> HttpResponse:
        """The panel with what ``effects`` says of a row, None for a new one, to who may change it."""
        if refusal := over_limit_response(request, PreviewAllowance):
            return refusal
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and row is None:
            raise Http404
        may = self.has_change_permission(request, row) if row is not None else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        with transaction.atomic():
            context = effects(request, row)
        return render(request, TEMPLATE, context)

    def _effects(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        before = cells_of(row) if row is not None else {}
        data = request.POST.copy()
        data.pop(SEEN, None)  # what others changed meanwhile is asked about when it is saved
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form = self.get_form(request, row, change=row is not None, fields=fields)(data, instance=row)
        if not form.is_valid():
            return lacking(form)
        return effects_of_change(_change(form.instance, before), form, request.user)


def lacking(form: Any) -> dict[str, Any]:
    return {"lacking": [form.fields[name].label for name in form.errors if name in form.fields]}


def effects_of_change(change: Change, form: Any, by: Any) -> dict[str, Any]:
    """What the panel shows of a change, with the doubts that its form has not confirmed."""
    at = moment()
    preview = preview_changes([change], by=by, at=at, confirmed=of_one_row(change, form.confirmed))
    return {
        "effects": effects_of(preview, at),
        "problems": [problem.text for problem in preview.problems],
        "doubts": [in_words(item.doubt) for item in preview.doubts],
        "repeated": preview.repeated,
    }


def _change(row: Any, before: dict[str, str]) -> Change:
    """The change that saving the row makes: a new row, or the columns that differ from ``before``."""
    table, cells = TABLE_OF[type(row)].name, cells_of(row)
    if not before:
        return Change("add", table, cells=cells, makes_id=True)
    changed = {name: cell for name, cell in cells.items() if cell != before[name]}
    return Change("edit", table, row.pk, cells=changed)
