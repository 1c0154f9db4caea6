from __future__ import annotations

from django.contrib import admin

from projects.admin.claim_admin import ClaimAdmin
from projects.admin.translations import translations_of
from projects.admin.untranslated_filter import UntranslatedFilter
from projects.models import ProjectEvent


@admin.register(ProjectEvent)
class ProjectEventAdmin(ClaimAdmin):
    list_display = ("date", "project", "stage", "source", "id")
    list_display_links = ("id",)
    list_filter = ("stage", UntranslatedFilter)
    search_fields = ("id", "project__name", "project__name_ru", "project__name_kk", "note")
    autocomplete_fields = ("project", "source")
    related = ("project", "source", "recorded_by")
    fieldsets = (
        (None, {"fields": ("id", "project", "stage", "date", "source", "locator", "note")}),
        translations_of("note", "locator"),
    )
