from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from projects.admin.reference_admin import ReferenceAdmin
from projects.models import Publisher


@admin.register(Publisher)
class PublisherAdmin(ReferenceAdmin):
    change_list_template = "admin/projects/publisher/change_list.html"
    list_display = ("name", "same_as", "id")
    search_fields = ("id", "name")
    autocomplete_fields = ("same_as",)
    related = ("same_as",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A spelling is parted first, as a change that can be reviewed: deleting it turns verdicts at once (R9)."""
        return obj is not None and obj.same_as_id is None and super().has_delete_permission(request, obj)
