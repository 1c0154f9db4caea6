from __future__ import annotations

from django.contrib import admin

from projects.admin.record_admin import ReadOnlyAdmin
from projects.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("done_at", "done_by", "action", "object_type", "object_id")
    list_filter = ("action", "object_type")
    search_fields = ("object_id", "done_by__email", "details")
    date_hierarchy = "done_at"
    related = ("done_by",)
