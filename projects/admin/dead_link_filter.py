from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from projects.models import LinkCheck


class DeadLinkFilter(admin.SimpleListFilter):
    """Sources whose address answers no more."""

    title = _("link")
    parameter_name = "dead_link"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("dead"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(pk__in=LinkCheck.objects.dead().values("pk")) if self.value() == "yes" else queryset
