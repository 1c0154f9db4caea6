from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.reminder_preferences import set_reminders
from accounts.models import User


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
