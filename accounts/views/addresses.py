from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.delivery.confirmation_mail import draft_confirmation, read_confirmation
from accounts.delivery.enqueue import enqueue
from accounts.delivery.stop_tokens import BadTokenError
from accounts.delivery.stops import allow_address
from accounts.models import StoppedAddress, User
from projects.models.names import active_language


@login_required
@require_POST
def ask_again(request: HttpRequest) -> HttpResponse:
    """Send one mail to my stopped address, which asks whether it works again."""
    assert isinstance(request.user, User)
    stopped = StoppedAddress.objects.active().filter(address=request.user.email.lower()).first()
    if stopped is None:
        messages.success(request, _("Mail is sent to your address. There is nothing to confirm."))
        return redirect("following")
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    mail = draft_confirmation(stopped, to=request.user, lang=active_language(), at=now)
    if enqueue([mail], at=now):
        messages.success(request, _("A mail with a link is on its way to %s.") % request.user.email)
    else:
        messages.success(request, _("Today's mail with a link has been sent already; look for it, also among junk."))
    return redirect("following")


@never_cache
@csrf_exempt  # the signed link in the mail is the authority
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """A POST allows mail to the address again. A GET only asks, because link scanners send it too."""
    try:
        stopped, person = read_confirmation(token)
    except BadTokenError as error:
        return render(request, "accounts/address_bad.html", {"expired": error.expired}, status=400)
    if request.method != "POST":
        return render(request, "accounts/address_confirm.html")
    allow_address(stopped=stopped, by=person, at=timezone.now())  # noqa: TID251  # an edge: this is the clock
    return render(request, "accounts/address_confirmed.html")
