from __future__ import annotations

from typing import Any

from django.contrib import admin

from projects.actions.record_project_event import give_id, record_project_event
from projects.admin.claim_admin import ClaimAdmin, ClaimForm
from projects.admin.record_admin import moment
from projects.models import ProjectEvent


class ProjectEventForm(ClaimForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "id" in self.fields:
            self.fields["id"].required = False

    def give_id(self) -> None:
        give_id(self.instance)


@admin.register(ProjectEvent)
class ProjectEventAdmin(ClaimAdmin):
    form = ProjectEventForm
    list_display = ("date", "project", "stage", "source", "id")
    list_display_links = ("id",)
    list_filter = ("stage",)
    search_fields = ("id", "project__name", "project__name_ru", "project__name_kk", "note")
    autocomplete_fields = ("project", "source")
    related = ("project", "source", "recorded_by")

    def record(self, request: Any, obj: Any, columns: dict[str, Any], confirmed: list[str]) -> ProjectEvent:
        return record_project_event(by=request.user, at=moment(), confirmed=confirmed, **columns)
