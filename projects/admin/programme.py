from django.contrib import admin

from projects.admin.entries import EntryDesk
from projects.admin.plainly import name_of
from projects.models import Programme


@admin.register(Programme)
class ProgrammeDesk(EntryDesk):
    list_display = (name_of, "id", "responsible", "territory", "sector")
    list_filter = ("sector", "responsible__kind")
    search_fields = ("id", "name", "name_ru", "name_kk")
    autocomplete_fields = ("responsible", "territory")
    related = ("responsible", "territory")
