from django.contrib import admin

from projects.admin.entries import EntryDesk
from projects.models import Programme


@admin.register(Programme)
class ProgrammeDesk(EntryDesk):
    list_display = ("name", "id", "responsible", "territory", "sector")
    list_filter = ("sector", "responsible__kind")
    search_fields = ("id", "name", "name_ru", "name_kk")
    autocomplete_fields = ("responsible", "territory")
    related = ("responsible", "territory")
