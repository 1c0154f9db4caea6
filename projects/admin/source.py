from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from projects.admin.dead_link_filter import DeadLinkFilter
from projects.admin.erase_page import ErasePage
from projects.admin.reference_admin import ReferenceAdmin
from projects.admin.translations import translations_of
from projects.admin.untranslated_filter import UntranslatedFilter
from projects.models import ArchiveCopy, Article, Source


@admin.register(Source)
class SourceAdmin(ErasePage, ReferenceAdmin):
    list_display = ("title", "publisher", "published", "published_precision", "kind", "id")
    list_filter = ("kind", "language", "published_precision", DeadLinkFilter, UntranslatedFilter)
    search_fields = ("id", "title", "title_ru", "title_kk", "title_en", "publisher", "url")
    date_hierarchy = "published"
    fieldsets = (
        (None, {"fields": ("id", "title", "publisher", "kind", "published", "published_precision", "url")}),
        (_("More"), {"classes": ("collapse",), "fields": ("language", "archived_url", "note")}),
        translations_of("title", "note", more=(("title_language", "title_en"),)),
    )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """With the texts that are kept of the source, and the copy that an archive has made."""
        context = dict(extra_context or {})
        if object_id and "\0" not in object_id:
            row_id = unquote(object_id)
            context["articles"] = Article.objects.of_source(row_id).defer("text", "decisions")
            context["may_take_text"] = (
                settings.FETCH_PAGES and Source.objects.filter(pk=row_id).exclude(url="").exists()
            )
            context["archive_copy"] = ArchiveCopy.objects.with_an_address().filter(pk=row_id).first()
        return super().changeform_view(request, object_id, form_url, context)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a source is never deleted
