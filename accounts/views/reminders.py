from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.reminding import set_reminders, stop_reminders
from accounts.models import User
from accounts.unsubscribing import REMINDERS, BadTokenError, user_id_of


@login_required
@require_POST
def choose_reminders(request: HttpRequest) -> HttpResponse:
    """What to be reminded of, from the form on the page of preferences."""
    assert isinstance(request.user, User)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    desk = "desk" in request.POST if request.user.is_staff else True
    chosen = set_reminders(by=request.user, at=now, deadlines="deadlines" in request.POST, desk=desk)
    if chosen.next_at is None or not (chosen.deadlines or request.user.is_staff):
        messages.success(request, _("You are reminded of nothing now."))
    else:
        messages.success(
            request, _("Saved. Reminders come at the hour of your digest, when there is something to say.")
        )
    return HttpResponseRedirect(reverse("following-preferences") + "#reminders")


@never_cache
@csrf_exempt  # a mail client posts here for its reader (RFC 8058); the signed token is the authority
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A POST stops the reminders, however often it comes; a GET, which link scanners send too, only asks."""
    try:
        user_id = user_id_of(token, REMINDERS)
    except BadTokenError as error:
        return render(request, "accounts/unsubscribe_bad.html", {"expired": error.expired}, status=400)
    if request.method == "POST":
        stop_reminders(user_id=user_id)
    return render(request, "accounts/stop_reminders.html", {"stopped": request.method == "POST"})
