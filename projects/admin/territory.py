from django.contrib import admin

from projects.admin.columns_in_words import name_of
from projects.admin.reference_admin import ReferenceAdmin
from projects.admin.untranslated_filter import UntranslatedFilter
from projects.models import Territory


@admin.register(Territory)
class TerritoryAdmin(ReferenceAdmin):
    list_display = (name_of, "id", "parent")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter), UntranslatedFilter)
    search_fields = ("id", "name", "name_ru", "name_kk")
    autocomplete_fields = related = ("parent",)
