from django.contrib import admin

from projects.admin.columns_in_words import name_of
from projects.admin.reference_admin import ReferenceAdmin
from projects.models import Territory


@admin.register(Territory)
class TerritoryAdmin(ReferenceAdmin):
    list_display = (name_of, "id", "parent")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("id", "name", "name_ru", "name_kk")
    autocomplete_fields = related = ("parent",)
