from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.delivery.stops import allow_address
from accounts.models import StoppedAddress, User

from .reading import ReadOnlyAdmin


class StandingFilter(admin.SimpleListFilter):
    """Shows the addresses that are stopped now, unless others are chosen."""

    title = gettext_lazy("stopped")
    parameter_name = "now"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", _("allowed again")), ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:
        everything, *rest = super().choices(changelist)
        yield {**everything, "display": _("now")}
        yield from rest

    def queryset(self, request: HttpRequest, queryset: QuerySet[StoppedAddress]) -> QuerySet[StoppedAddress]:
        if self.value() == "all":
            return queryset
        return queryset.filter(lifted_at__isnull=self.value() != "no")


@admin.register(StoppedAddress)
class StoppedAddressAdmin(ReadOnlyAdmin):
    """Addresses that nothing is sent to, and why. Here they are allowed again."""

    list_display = ("address", "reason", "stopped_at", "detail", "lifted_at", "lifted_by")
    list_filter = (StandingFilter, "reason")
    search_fields = ("address", "detail")
    date_hierarchy = "stopped_at"
    list_select_related = ("lifted_by",)
    actions = ("allow_again",)
    fields = ("address", "reason", "detail", "stopped_at", "lifted_at", "lifted_by")

    @admin.action(description=gettext_lazy("Allow mail to the selected addresses again"))
    def allow_again(self, request: HttpRequest, chosen: QuerySet[StoppedAddress]) -> None:
        assert isinstance(request.user, User)
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        allowed = [stopped.address for stopped in chosen if allow_address(stopped=stopped, by=request.user, at=now)]
        if allowed:
            sentence = _("Mail goes to %(addresses)s again; the next digest has all the news since the last one sent.")
            self.message_user(request, sentence % {"addresses": ", ".join(allowed)}, messages.SUCCESS)
        else:
            self.message_user(request, _("These addresses are allowed already."), messages.WARNING)
