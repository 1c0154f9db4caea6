from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actions.week_subscriptions import leave
from accounts.models import WeekSubscriber

from .reading import ReadOnlyAdmin


class ConfirmedFilter(admin.SimpleListFilter):
    title = gettext_lazy("confirmed")
    parameter_name = "confirmed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[WeekSubscriber]) -> QuerySet[WeekSubscriber]:
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(confirmed_at__isnull=self.value() == "no")


@admin.register(WeekSubscriber)
class WeekSubscriberAdmin(ReadOnlyAdmin):
    """Addresses without an account that get the week by mail. Here they are deleted for somebody who asks by letter."""

    list_display = ("address", "language", "territory", "asked_at", "confirmed_at", "next_week_on")
    list_filter = (ConfirmedFilter, "language", "territory")
    search_fields = ("address",)
    list_select_related = ("territory",)
    show_full_result_count = True  # the list says how many there are
    actions = ("delete_addresses",)
    fields = ("address", "language", "territory", "asked_at", "times_asked", "confirmed_at", "next_week_on")

    @admin.action(description=gettext_lazy("Delete the selected addresses and the mails to them"))
    def delete_addresses(self, request: HttpRequest, chosen: QuerySet[WeekSubscriber]) -> None:
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        number = sum(leave(subscriber_id=pk, at=now) for pk in chosen.values_list("pk", flat=True))
        sentence = ngettext("%d address is deleted.", "%d addresses are deleted.", number)
        self.message_user(request, sentence % number, messages.SUCCESS)
