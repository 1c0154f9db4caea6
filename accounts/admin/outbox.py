from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actions.retry_message import retry_message, retry_refusal
from accounts.delivery import queue_health
from accounts.models import Message, User

from .reading import ReadOnlyAdmin

# A signed token in the address of a page below /following/.
RIGHTS = re.compile(r"(/following/(?:[a-z]+/)+)[\w-]+:[\w-]+:[\w-]+")
GIVEN_UP = (Message.State.FAILED, Message.State.UNCERTAIN)


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """The outbox: what was sent to whom, what waits, what failed and why. Failed messages are retried here."""

    list_display = ("created_at", "recipient", "what", "state", "why", "again")  # fits beside the filters
    list_filter = ("state", "kind", "channel", "language")
    search_fields = ("recipient", "subject", "key", "message_id", "error")
    date_hierarchy = "created_at"
    list_select_related = ("user", "subscriber")
    actions = ("send_again",)
    change_list_template = "accounts/admin/messages.html"
    fields = (
        ("user", "subscriber", "recipient", "language"),
        ("kind", "channel", "key", "state"),
        ("window_start", "window_end"),
        ("created_at", "sending_at", "settled_at", "emptied_at"),
        ("attempts", "next_attempt_at", "give_up_at"),
        "error",
        "again",
        "message_id",
        "subject",
        "text_without_rights",
        "items",
    )
    readonly_fields = ("again", "text_without_rights")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        queue = queue_health.queue_state(now)
        context = {
            "queue": queue,
            "queue_minutes": int(queue.age(now).total_seconds() // 60),
            "late": queue_health.late_digest_count(now),
            "failed": Message.objects.filter(state=Message.State.FAILED).count(),
            "uncertain": Message.objects.filter(state=Message.State.UNCERTAIN).count(),
            "stopped": queue_health.stopped_address_count(),
        }
        return super().changelist_view(request, {**(extra_context or {}), **context})

    @admin.display(description=gettext_lazy("what for"), ordering="key")
    def what(self, message: Any) -> str:
        return f"{message.get_kind_display()}, {message.get_channel_display()}, {message.key}"

    @admin.display(description=gettext_lazy("text"))
    def text_without_rights(self, message: Any) -> str:
        """The text without the tokens in its links, which stop mails or confirm an address."""
        if message.emptied_at is not None:
            day = date_format(timezone.localtime(message.emptied_at))
            return _("The words were emptied on %s. The privacy page says how long words of messages are kept.") % day
        return RIGHTS.sub(r"\1***", message.text)

    @admin.display(description=gettext_lazy("error"))
    def why(self, message: Any) -> str:
        return str(message.error)[:200]

    @admin.display(description=gettext_lazy("send again"))
    def again(self, message: Any) -> str:
        if message.state not in GIVEN_UP:
            return "–"
        return format_html('<a class="button" href="{}">{}</a>', _again_url([message.pk]), _("Send again…"))

    @admin.action(description=gettext_lazy("Send the selected messages again…"))
    def send_again(self, request: HttpRequest, chosen: QuerySet[Message]) -> HttpResponse:
        return HttpResponseRedirect(_again_url(chosen.order_by("pk").values_list("pk", flat=True)[:100]))

    def get_urls(self) -> list[URLPattern]:
        again = path("again/", self.admin_site.admin_view(self.again_view), name="accounts_message_again")
        return [again, *super().get_urls()]

    def again_view(self, request: HttpRequest) -> HttpResponse:
        """Asks first, and warns of messages that may have arrived. A POST makes the messages wait again."""
        if not isinstance(request.user, User) or not request.user.is_superuser:
            raise PermissionDenied
        ids = [int(given) for given in request.GET.getlist("id")[:100] if given.isdecimal() and len(given) < 19]
        chosen = list(Message.objects.filter(pk__in=ids).order_by("pk"))
        if request.method == "POST":
            self._send_again(request, chosen, request.user)
            return HttpResponseRedirect(reverse("admin:accounts_message_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Send again"),
            "opts": self.opts,
            "rows": [(message, retry_refusal(message)) for message in chosen],
            "uncertain": sum(message.state == Message.State.UNCERTAIN for message in chosen),
        }
        return render(request, "accounts/admin/send_again.html", context)

    def _send_again(self, request: HttpRequest, chosen: list[Message], by: User) -> None:
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        sent = 0
        for message in chosen:
            try:
                retry_message(message=message, by=by, at=now)
                sent += 1
            except ValidationError as error:
                self.message_user(request, f"{message.recipient} {message.key}: {error.messages[0]}", messages.ERROR)
        sentence = ngettext(
            "%d message waits and goes out within a minute.", "%d messages wait and go out within a minute.", sent
        )
        if sent:
            self.message_user(request, sentence % sent, messages.SUCCESS)


def _again_url(ids: Any) -> str:
    return f"{reverse('admin:accounts_message_again')}?{urlencode([('id', pk) for pk in ids])}"
