from django.contrib import admin

from projects.admin.columns_in_words import name_of
from projects.admin.reference_admin import ReferenceAdmin
from projects.admin.untranslated_filter import UntranslatedFilter
from projects.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(ReferenceAdmin):
    list_display = (name_of, "id", "kind", "parent", "succeeds")
    list_filter = ("kind", UntranslatedFilter)
    search_fields = ("id", "name", "name_ru", "name_kk")
    autocomplete_fields = related = ("parent", "succeeds")
