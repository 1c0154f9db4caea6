"""Watched sources: where editors attach feeds, site maps and pages to bodies, and see what became of each address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet, URLField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.actions.watching.save_watch import EDITED, save_watch
from projects.admin.columns_in_words import flag_of, person_of
from projects.admin.record_admin import ReadOnlyAdmin
from projects.admin.watch_standing import StandingFilter, standing_of
from projects.admin.watch_trial import Trial, try_watch
from projects.desk.access import moment
from projects.http.articles import Refusal
from projects.http.rate_limits import FetchingAllowance
from projects.http.safe_http import RefusedAddressError, parse_address
from projects.models import Watch, WatchedAddress
from projects.reading.listings import tidy_url
from projects.reports.search import containing


class WatchForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    def clean_url(self) -> str:
        """The address in one spelling, so that it is watched once."""
        url = self.cleaned_data["url"].strip()
        try:
            parse_address(url)
        except RefusedAddressError as error:
            raise ValidationError(str(error)) from error
        return tidy_url(url, url) or url


@admin.display(description=gettext_lazy("address"), ordering="url")
def short_url(row: Any) -> str:
    return Truncator(row.url).chars(70)


@admin.display(description=gettext_lazy("whose"))
def owner_of(watch: Watch) -> str:
    return str(watch.organisation or watch.programme)


STANDING = (standing_of, "fetched_at", "next_fetch_at", "last_item_at", "added_at", person_of("added_by"))


@admin.register(Watch)
class WatchAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    form = WatchForm
    change_form_template = "admin/projects/watch/change_form.html"
    list_display = (short_url, owner_of, "kind", flag_of("is_on"), standing_of, "fetched_at", "last_item_at")
    list_filter = (StandingFilter, "kind", "is_on")
    list_select_related = ("organisation", "programme")
    list_per_page = 50
    search_fields = ("url", "organisation__name", "organisation__name_ru", "organisation__name_kk", "programme__name")
    autocomplete_fields = ("organisation", "programme")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return STANDING

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """How it stands is shown once it is there."""
        edited = (None, {"fields": EDITED})
        return (edited, (_("Status"), {"fields": STANDING})) if obj is not None else (edited,)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return queryset.filter(containing(search_term, self.get_search_fields(request))), False

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, URLField):
            kwargs.setdefault("assume_scheme", "https")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        save_watch(watch=obj, by=request.user, at=moment())

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Its addresses go too: they are counted, for there may be thousands."""
        count = WatchedAddress.objects.filter(watch__in=[watch.pk for watch in objs]).count()
        return [str(watch) for watch in objs], {WatchedAddress._meta.verbose_name_plural: count}, set(), []

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.try_view)
        return [path("<int:watch_id>/try/", view, name="projects_watch_try"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        is_on = settings.WATCH_SOURCES and settings.FETCH_PAGES
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "is_swept": is_on})

    def try_view(self, request: HttpRequest, watch_id: int) -> HttpResponse:
        """Looks at the source now and shows what it names. Nothing is written."""
        watch: Watch | None = self.get_object(request, unquote(str(watch_id)))
        if watch is None:
            raise Http404
        if not self.has_change_permission(request, watch):
            raise PermissionDenied
        trial, problem = None, ""
        if request.method == "POST":
            trial, problem = _tried(request, watch)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "original": watch, "trial": trial,
            "problem": problem, "title": _("Try it"),
        }  # fmt: skip
        return render(request, "admin/projects/watch/try.html", context)


def _tried(request: HttpRequest, watch: Watch) -> tuple[Trial | None, str]:
    """What the source names, or why it was not asked."""
    if not settings.FETCH_PAGES:
        return None, _("Pages are not fetched here (FETCH_PAGES=0).")
    if (seconds := FetchingAllowance().spend(request)) is not None:
        return None, _("Many pages were read in this minute; wait %d seconds.") % seconds
    return try_watch(watch, moment), ""


@admin.display(description=gettext_lazy("why"))
def reason_of(address: WatchedAddress) -> str:
    """Why no article was read there."""
    labels = {**dict(Watch.Error.choices), **dict(Refusal.choices)}
    return str(labels.get(address.error, "")) if address.error else ""


@admin.display(description=gettext_lazy("article"))
def article_of(address: WatchedAddress) -> str:
    if address.article_id is None:
        return ""
    where = reverse("desk-read-article", args=[address.article_id])
    return format_html('<a href="{}">{}</a>', where, _("read it"))


@admin.register(WatchedAddress)
class WatchedAddressAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "state", reason_of, "published", "named_at", "fetched_at", article_of)
    list_filter = ("state",)
    search_fields = ("url", "title")
    related = ("watch", "article")
    exclude = ("url_sha256",)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Also those of one watched source, to which its page leads."""
        return lookup == "watch__id__exact" or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]  # None in Django too
