from __future__ import annotations

from django.contrib import admin

from projects.admin.record_admin import ReadOnlyAdmin, id_of
from projects.models import StatusChange


@admin.register(StatusChange)
class StatusChangeAdmin(ReadOnlyAdmin):
    list_display = ("on", id_of("target"), "from_status", "to_status", "recorded_at")
    list_filter = ("to_status", "from_status")
    search_fields = ("target__id", "first__id")
    date_hierarchy = "on"
    related = ("target", "first")
