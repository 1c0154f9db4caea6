"""The pages behind the signed stop link in a mail: they ask, and a POST stops such mails."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.actions.alerts import stop_alerts
from accounts.actions.reminder_preferences import stop_reminders
from accounts.delivery.stop_tokens import ALERTS, REMINDERS, BadTokenError, user_id_of


def _stops(what: str, stop: Callable[..., bool], template: str) -> Callable[[HttpRequest, str], HttpResponse]:
    """A view whose POST stops such mails, any number of times. A GET only asks, because link scanners send it too."""

    @never_cache
    @csrf_exempt  # a mail client posts here for its reader (RFC 8058); the signed token is the authority
    @require_http_methods(["GET", "HEAD", "POST"])
    def stop_view(request: HttpRequest, token: str) -> HttpResponse:
        try:
            user_id = user_id_of(token, what)
        except BadTokenError as error:
            return render(request, "accounts/unsubscribe_bad.html", {"expired": error.expired}, status=400)
        if request.method == "POST":
            stop(user_id=user_id)
        return render(request, template, {"stopped": request.method == "POST"})

    return stop_view


no_alerts = _stops(ALERTS, stop_alerts, "accounts/stop_alerts.html")
no_reminders = _stops(REMINDERS, stop_reminders, "accounts/stop_reminders.html")
