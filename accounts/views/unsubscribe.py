from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.actions.preferring import stop_digests
from accounts.models import User
from accounts.unsubscribing import BadTokenError, user_id_of


@never_cache
@csrf_exempt  # a mail client posts here for its reader (RFC 8058); the signed token is the authority
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A POST stops the digests, however often it comes; a GET, which link scanners send too, only asks."""
    try:
        user_id = user_id_of(token)
    except BadTokenError as error:
        return render(request, "accounts/unsubscribe_bad.html", {"expired": error.expired}, status=400)
    if request.method == "POST":
        stop_digests(user_id=user_id)
        return render(request, "accounts/unsubscribed.html")
    person = User.objects.filter(pk=user_id).first()
    return render(request, "accounts/unsubscribe.html", {"address": _masked(person.email) if person else ""})


def _masked(email: str) -> str:
    """Enough for its owner to know it: ``w…r@example.org``. A forwarded mail must not give the address away."""
    name, _at, host = email.partition("@")
    return f"{name[0]}…{name[-1]}@{host}" if len(name) > 2 else f"…@{host}"
