from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.admin.record_admin import ReadOnlyAdmin, id_of
from projects.models import Assessment


def _warning(raised: bool) -> SafeString | str:
    """A flag that warns, in words: Django's own mark for it would be a green tick."""
    return format_html("<strong>⚠ {}</strong>", _("yes")) if raised else "–"


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = (
        id_of("target"),
        "status",
        "decided_on",
        "next_change_on",
        "times_revised",
        "stale_warning",
        "disputed_warning",
        "as_of",
    )
    exclude = ("stale", "disputed")
    readonly_fields = ("stale_warning", "disputed_warning")
    list_filter = ("status", "stale", "disputed", "method_version")
    search_fields = (
        "target__id",
        "target__indicator__name",
        "target__indicator__name_ru",
        "target__indicator__name_kk",
    )
    related = ("target", "first")

    @admin.display(description=gettext_lazy("no recent report"), ordering="stale")
    def stale_warning(self, row: Assessment) -> SafeString | str:
        return _warning(row.stale)

    @admin.display(description=gettext_lazy("sources disagree"), ordering="disputed")
    def disputed_warning(self, row: Assessment) -> SafeString | str:
        return _warning(row.disputed)
