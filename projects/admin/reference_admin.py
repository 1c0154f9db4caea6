from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin

from projects.actions import reference_rows
from projects.actions.row_doubts import asks_again
from projects.admin.record_admin import RuledForm, moment
from projects.admin.rename_page import RenamePage
from projects.packages.doubt_rules import Doubt


class ReferenceForm(RuledForm):
    def validate_unique(self) -> None:
        """The rules say what is taken."""

    def judge(self) -> None:
        reference_rows.validate_reference_row(self.instance)

    def doubts(self) -> Iterable[Doubt]:
        """Asked of what is new, and of what was changed in a way that makes another thing of it."""
        asked = self.instance._state.adding or asks_again(self.changed_data)
        return super().doubts() if asked else ()


class ReferenceAdmin(RenamePage, SimpleHistoryAdmin):
    """Pages of a table that is edited by hand and keeps its history. The id is permanent: it is the address."""

    form = ReferenceForm

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("id",) if obj is not None else ()

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        save = reference_rows.edit_reference_row if change else reference_rows.record_reference_row
        save(row=obj, by=request.user, at=moment(), confirmed=form.confirmed)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Whoever may not open people's accounts is given their names without a link."""
        context = dict(extra_context or {})
        if not request.user.has_perm("accounts.view_user"):
            context["admin_user_view"] = ""
        return super().history_view(request, object_id, context)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request: Any, obj: Any) -> None:
        reference_rows.delete_reference_row(row=obj, by=request.user, at=moment())

    def delete_queryset(self, request: Any, queryset: QuerySet[Any]) -> None:
        for entry in queryset:
            self.delete_model(request, entry)
