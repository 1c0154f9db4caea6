from django.contrib import admin

from projects.admin.columns_in_words import name_of
from projects.admin.reference_admin import ReferenceAdmin
from projects.admin.untranslated_filter import UntranslatedFilter
from projects.models import Programme


@admin.register(Programme)
class ProgrammeAdmin(ReferenceAdmin):
    list_display = (name_of, "id", "responsible", "territory", "sector")
    list_filter = ("sector", "responsible__kind", UntranslatedFilter)
    search_fields = ("id", "name", "name_ru", "name_kk")
    autocomplete_fields = related = ("responsible", "territory")
