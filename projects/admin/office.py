from __future__ import annotations

from django.contrib import admin

from projects.admin.reference_admin import ReferenceAdmin
from projects.models import Office
from projects.models.names import local_text

POST = Office._meta.get_field("title").verbose_name


@admin.register(Office)
class OfficeAdmin(ReferenceAdmin):
    list_display = ("person", "title_in_words", "organisation", "since", "until")
    list_filter = (("organisation", admin.RelatedOnlyFieldListFilter),)
    search_fields = (
        "id",
        "title",
        "title_ru",
        "title_kk",
        "person__name",
        "person__name_ru",
        "person__name_kk",
        "organisation__name",
        "organisation__name_ru",
        "organisation__name_kk",
    )
    autocomplete_fields = related = ("person", "organisation")

    @admin.display(description=POST, ordering="title")
    def title_in_words(self, office: Office) -> str:
        return local_text(office, "title")
