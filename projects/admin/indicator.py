from django.contrib import admin

from projects.admin.columns_in_words import name_of
from projects.admin.reference_admin import ReferenceAdmin
from projects.admin.untranslated_filter import UntranslatedFilter
from projects.models import Indicator


@admin.register(Indicator)
class IndicatorAdmin(ReferenceAdmin):
    list_display = (name_of, "id", "programme", "unit", "accumulation", "direction")
    list_filter = ("accumulation", "direction", ("programme", admin.RelatedOnlyFieldListFilter), UntranslatedFilter)
    search_fields = ("id", "name", "name_ru", "name_kk", "programme__name", "programme__name_ru", "programme__name_kk")
    autocomplete_fields = related = ("programme", "territory")
