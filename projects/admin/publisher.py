from django.contrib import admin

from projects.admin.reference_admin import ReferenceAdmin
from projects.models import Publisher


@admin.register(Publisher)
class PublisherAdmin(ReferenceAdmin):
    change_list_template = "admin/projects/publisher/change_list.html"
    list_display = ("name", "same_as", "id")
    search_fields = ("id", "name")
    autocomplete_fields = ("same_as",)
    related = ("same_as",)
