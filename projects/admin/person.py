from __future__ import annotations

from django.contrib import admin

from projects.admin.columns_in_words import name_of
from projects.admin.reference_admin import ReferenceAdmin
from projects.admin.untranslated_filter import UntranslatedFilter
from projects.models import Person


@admin.register(Person)
class PersonAdmin(ReferenceAdmin):
    list_display = (name_of, "id")
    list_filter = (UntranslatedFilter,)
    search_fields = ("id", "name", "name_ru", "name_kk")
