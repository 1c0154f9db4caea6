from __future__ import annotations

from django.contrib import admin

from projects.admin.desk import ReadOnlyDesk, id_of
from projects.models import Assessment


@admin.register(Assessment)
class AssessmentDesk(ReadOnlyDesk):
    list_display = (
        id_of("target"),
        "status",
        "decided_on",
        "next_change_on",
        "times_revised",
        "stale",
        "disputed",
        "as_of",
    )
    list_filter = ("status", "stale", "disputed", "method_version")
    search_fields = (
        "target__id",
        "target__indicator__name",
        "target__indicator__name_ru",
        "target__indicator__name_kk",
    )
    related = ("target", "first")
