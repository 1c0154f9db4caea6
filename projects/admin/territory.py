from django.contrib import admin

from projects.admin.entries import EntryDesk
from projects.admin.plainly import name_of
from projects.models import Territory


@admin.register(Territory)
class TerritoryDesk(EntryDesk):
    list_display = (name_of, "id", "parent")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("id", "name", "name_ru", "name_kk")
    autocomplete_fields = ("parent",)
    related = ("parent",)
