from __future__ import annotations

from datetime import datetime, time
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actions.following import THINGS, UnknownThingError, thing_to_follow, toggle
from accounts.models import Follow, Preferences, User
from accounts.overview import followed_things
from projects.models import Target
from projects.reports.parameters import AS_OF, BadParametersError, read
from projects.views.edges import asked, bad_parameters, shown


@login_required
@require_GET
def following(request: HttpRequest) -> HttpResponse:
    """What I follow, with the status of each and since when, today or as of another day."""
    user = _person(request)
    try:
        as_of = read((AS_OF,), asked(request), blank_is_absent=True).get("as_of")
    except BadParametersError as error:
        return bad_parameters(request, error)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    at = now if as_of is None else timezone.make_aware(datetime.combine(as_of, time(23, 59)))
    context = {
        "things": followed_things(user, at=at),
        "preferences": Preferences.objects.filter(user=user).first() or Preferences(user=user),
    }
    return shown(request, "accounts/following.html", as_of=timezone.localdate(at), **context)


@require_http_methods(["GET", "POST"])
def toggle_following(request: HttpRequest) -> HttpResponse:
    """Follow a thing or no longer. A GET, as after logging in, only asks; nothing changes without a POST."""
    given = request.POST if request.method == "POST" else request.GET
    kind, thing_id = given.get("kind", ""), given.get("id", "")
    back = _local(given.get("next", "")) or reverse("following")
    try:
        thing = thing_to_follow(kind=kind, thing_id=thing_id)
    except UnknownThingError:
        return render(request, "accounts/unknown_thing.html", {"kind": kind, "kinds": list(THINGS)}, status=404)
    if not request.user.is_authenticated:
        query = urlencode({"kind": kind, "id": thing_id, "next": back})
        return redirect_to_login(f"{reverse('following-toggle')}?{query}")
    if request.method == "GET":
        followed = Follow.objects.filter(user=_person(request), **{kind: thing}).exists()
        named = thing.indicator if isinstance(thing, Target) else thing
        context = {"kind": kind, "thing": thing, "named": named, "next": back, "followed": followed}
        return render(request, "accounts/follow.html", context)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    if toggle(by=_person(request), kind=kind, thing_id=thing_id, at=now):
        messages.success(request, _("You follow this now. Your digest will tell you what becomes of it."))
    else:
        messages.success(request, _("You no longer follow this."))
    return HttpResponseRedirect(back)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _local(address: str) -> str:
    """The address if it is a path of this site, else nothing."""
    return address if address.startswith("/") and url_has_allowed_host_and_scheme(address, None) else ""
