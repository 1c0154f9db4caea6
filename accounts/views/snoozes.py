from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.follows import UnknownThingError
from accounts.actions.snoozes import end_snooze, start_snooze
from accounts.models import DigestPreferences, User
from accounts.models.follow import KINDS
from accounts.templatetags.reader_clock import own_day

from .following import local_address


@login_required
@require_POST
def snooze_target(request: HttpRequest) -> HttpResponse:
    """Snooze a target until a day, or end its snooze now."""
    assert isinstance(request.user, User)
    target_id = request.POST.get("target", "")
    back = local_address(request.POST.get("next", "")) or reverse("following")
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    try:
        if request.POST.get("want") == "wake":
            end_snooze(by=request.user, target_id=target_id, at=now)
            messages.success(request, _("It is in your digests again, with what you have not been told meanwhile."))
        else:
            row = start_snooze(by=request.user, target_id=target_id, until=request.POST.get("until", ""), at=now)
            day = own_day(row.ends_at, DigestPreferences.objects.get(user=request.user))
            messages.success(request, _("Snoozed: your digests leave this target out until %s.") % day)
    except UnknownThingError:
        return render(request, "accounts/unknown_thing.html", {"kind": "target", "kinds": KINDS}, status=404)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(back)
