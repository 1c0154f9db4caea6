from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.alerts import set_alerts
from accounts.actions.follows import UnknownThingError
from accounts.models import User
from accounts.models.follow import KINDS


@login_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Be told of a target at once, besides the digest, or stop that."""
    assert isinstance(request.user, User)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    wanted = request.POST.get("want") == "instant"
    try:
        set_alerts(by=request.user, target_id=request.POST.get("target", ""), wanted=wanted, at=now)
    except UnknownThingError:
        return render(request, "accounts/unknown_thing.html", {"kind": "target", "kinds": KINDS}, status=404)
    if wanted:
        messages.success(request, _("You will hear of this target within minutes; the digest tells it too."))
    else:
        messages.success(request, _("You hear of this target in your digest only."))
    return HttpResponseRedirect(reverse("following"))
