from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from projects.reports.search import containing


class SearchingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for mypy only
    """A table whose search box finds what the search of the pages finds."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search as the pages do: Cyrillic in either case on any database, ё as е, decomposed letters."""
        return queryset.filter(containing(search_term, self.get_search_fields(request))), False


class ReadOnlyAdmin(SearchingAdmin):
    """A table that the admin shows and does not change."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
