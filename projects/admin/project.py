from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from projects.admin.columns_in_words import name_of
from projects.admin.reference_admin import ReferenceAdmin
from projects.admin.translations import translations_of
from projects.admin.untranslated_filter import UntranslatedFilter
from projects.models import Project, ProjectEvent


class StagesInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    model = ProjectEvent
    fields = ("date", "stage", "source", "locator", "note")
    extra = 0
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("source")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # events are claims: they are recorded on their own page

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Project)
class ProjectAdmin(ReferenceAdmin):
    list_display = (name_of, "id", "programme", "territory", "company")
    list_filter = (
        ("programme", admin.RelatedOnlyFieldListFilter),
        ("territory", admin.RelatedOnlyFieldListFilter),
        UntranslatedFilter,
    )
    search_fields = ("id", "name", "name_ru", "name_kk", "company")
    autocomplete_fields = related = ("programme", "territory")

    fieldsets = (
        (
            None,
            {
                "fields": (
                    "id",
                    "programme",
                    "name",
                    "name_ru",
                    "name_kk",
                    "territory",
                    "company",
                    "capacity",
                    "capacity_unit",
                    "investment",
                    "currency",
                    "jobs",
                    "note",
                )
            },
        ),
        translations_of("note"),
    )

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        return (StagesInline,) if obj is not None else ()
