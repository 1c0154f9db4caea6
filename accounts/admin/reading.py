from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from projects.reports.search import containing


class SearchingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for mypy only
    """Its search box finds what those of the pages find."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """As the pages search: Cyrillic in either case on any database, ё with е, decomposed letters."""
        return queryset.filter(containing(search_term, self.get_search_fields(request))), False


class ReadOnlyAdmin(SearchingAdmin):
    """A table that is looked at here and written elsewhere."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
