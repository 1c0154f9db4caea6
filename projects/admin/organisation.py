from django.contrib import admin

from projects.admin.entries import EntryDesk
from projects.admin.plainly import name_of
from projects.models import Organisation


@admin.register(Organisation)
class OrganisationDesk(EntryDesk):
    list_display = (name_of, "id", "kind", "parent", "succeeds")
    list_filter = ("kind",)
    search_fields = ("id", "name", "name_ru", "name_kk")
    autocomplete_fields = ("parent", "succeeds")
    related = ("parent", "succeeds")
