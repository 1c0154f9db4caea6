from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from projects.reports.editing.untranslated import untranslated


class UntranslatedFilter(admin.SimpleListFilter):
    """Rows with a text that is missing in Russian or Kazakh."""

    title = _("translations")
    parameter_name = "untranslated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(untranslated(queryset.model)) if self.value() == "yes" else queryset
