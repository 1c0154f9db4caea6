"""How a watched source stands, in words and as a filter."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.desk.access import moment
from projects.models import Watch

FILTERS = {
    "dead": lambda rows: rows.dead(),
    "failing": lambda rows: rows.filter(failures__gt=0),
    "silent": lambda rows: rows.silent(moment()),
}


class StandingFilter(admin.SimpleListFilter):
    """Watched sources that are dead, fail now, or have named nothing new for months."""

    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("dead", _("fails for days")), ("failing", _("fails")), ("silent", _("gone silent"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return (
            queryset.filter(pk__in=FILTERS[value](Watch.objects.all()).values("pk")) if value in FILTERS else queryset
        )


@admin.display(description=gettext_lazy("standing"), ordering="failures")
def standing_of(watch: Watch) -> str:
    if watch.failures:
        return watch.reason
    return _("well") if watch.fetched_at is not None else _("not looked at yet")
