from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.actions.digest_preferences import ORDER, reduce_cadence, set_news_kinds, stop_digests
from accounts.delivery.stop_tokens import BadTokenError, user_id_of
from accounts.models import DigestPreferences
from accounts.models.news_kinds import KINDS

from .preferences import NEWS


@never_cache
@csrf_exempt  # a mail client posts here for its reader (RFC 8058); the signed token is the authority
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A POST stops the digests, any number of times, or makes them fewer if the form says so.

    A GET only asks, because link scanners send it too.
    """
    try:
        user_id = user_id_of(token)
    except BadTokenError as error:
        return render(request, "accounts/unsubscribe_bad.html", {"expired": error.expired}, status=400)
    if request.method != "POST":
        return _ask(request, user_id)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    choice = request.POST.get("choice", "stop")  # the one-click POST of a mail program has none
    if choice == "stop":
        stop_digests(user_id=user_id)
        return render(request, "accounts/unsubscribed.html", {"changed": None})
    try:
        if choice == "less":
            cadence = request.POST.get("cadence", "")
            return _show_changed(request, reduce_cadence(user_id=user_id, cadence=cadence, at=now))
        if choice == "fewer":
            return _show_changed(request, set_news_kinds(user_id=user_id, kinds=request.POST.getlist("kinds"), at=now))
    except ValidationError:
        return _ask(request, user_id, problem="kinds" if choice == "fewer" else "choice")
    return _ask(request, user_id, problem="choice")


def _ask(request: HttpRequest, user_id: int, problem: str = "") -> HttpResponse:
    stored = DigestPreferences.objects.filter(user=user_id).select_related("user").first()
    context: dict[str, Any] = {"problem": problem, "stored": stored, "address": "", "less": [], "kinds": []}
    if stored is not None:
        rarer = ORDER[ORDER.index(stored.cadence) + 1 :] if stored.cadence in ORDER else ()
        context["address"] = _masked(stored.user.email)
        context["less"] = [(cadence, DigestPreferences.Cadence(cadence).label) for cadence in rarer]
        context["kinds"] = [(kind, NEWS[kind], kind in stored.kinds) for kind in KINDS]
    return render(request, "accounts/unsubscribe.html", context, status=400 if problem else 200)


def _show_changed(request: HttpRequest, changed: DigestPreferences | None) -> HttpResponse:
    return render(request, "accounts/unsubscribed.html", {"changed": changed})


def _masked(email: str) -> str:
    """The address as its owner recognises it, ``w…r@example.org``: a forwarded mail must not reveal it."""
    name, _at, host = email.partition("@")
    return f"{name[0]}…{name[-1]}@{host}" if len(name) > 2 else f"…@{host}"
