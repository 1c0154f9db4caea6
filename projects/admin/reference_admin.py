from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from simple_history.admin import SimpleHistoryAdmin

from projects.actions import reference_rows
from projects.admin.effects_panel import EffectsPanel
from projects.admin.record_admin import RecordForm
from projects.admin.rename_page import RenamePage
from projects.admin.review import edited_row, new_row
from projects.desk.access import moment


class ReferenceAdmin(EffectsPanel, RenamePage, SimpleHistoryAdmin):
    """Pages of a table that is edited by hand and keeps its history. The id is permanent: it is the address."""

    form = RecordForm

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("id",) if obj is not None else ()

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        if self.waits_for_review(request):
            entered = edited_row(obj) if change else new_row(obj)
            if entered is not None:
                self.enter(request, entered, form.confirmed)
            return
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

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """An older version is written again as any edit is; where that is refused, its page says why."""
        try:
            with transaction.atomic():
                answer: HttpResponse = super().history_form_view(request, object_id, version_id, extra_context)
                return answer
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request: Any, obj: Any) -> None:
        reference_rows.delete_reference_row(row=obj, by=request.user, at=moment())

    def delete_queryset(self, request: Any, queryset: QuerySet[Any]) -> None:
        for entry in queryset:
            self.delete_model(request, entry)
