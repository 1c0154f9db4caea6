from __future__ import annotations

from datetime import datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions.follows import (
    EverythingError,
    Followable,
    UnknownThingError,
    follow,
    rename_search,
    thing_to_follow,
    unfollow,
)
from accounts.follows.page import FollowPreview, following_page, preview_follow
from accounts.follows.searches import describe_search
from accounts.models import DigestPreferences, Follow, PrivateAddress, User
from accounts.models.follow import KINDS
from accounts.people.confirmation import is_confirmed
from accounts.views.follow_after_login import asking, needs_thought, remember
from projects.http.pages import clean_query, render_bad_parameters, render_page
from projects.models import Target
from projects.reports.named import Named
from projects.reports.parameters import AS_OF, PAGING, BadParametersError, read_parameters


@login_required
@require_GET
def following(request: HttpRequest) -> HttpResponse:
    """What I follow, with the status of each thing, today or as of another day."""
    user = _person(request)
    try:
        given = read_parameters((AS_OF, PAGING[0]), clean_query(request), blank_is_absent=True)
    except BadParametersError as error:
        return render_bad_parameters(request, error)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    as_of = given.get("as_of")
    at = now if as_of is None else timezone.make_aware(datetime.combine(as_of, time(23, 59)))
    context = {
        "following": following_page(user, at=at, page=given.get("page", 1)),
        "preferences": DigestPreferences.objects.for_user(user),
        "address": PrivateAddress.objects.filter(user=user).first() if is_confirmed(request) else None,
    }
    return render_page(request, "accounts/following.html", as_of=timezone.localdate(at), **context)


@require_http_methods(["GET", "POST"])
def toggle_following(request: HttpRequest) -> HttpResponse:
    """Follow a thing, or stop following it. A GET, as after logging in, only asks.

    ``want`` says which of the two a button means, so that pressing it twice does not undo it; ``sure`` says that the
    reader has seen what the thing brings.
    """
    given = request.POST if request.method == "POST" else request.GET
    kind, thing_id, want = given.get("kind", ""), given.get("id", ""), given.get("want", "")
    back = local_address(given.get("next", "")) or reverse("following")
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    try:
        stops = request.method == "POST" and request.user.is_authenticated and want in ("", "stop")
        if stops and (unfollow(by=_person(request), kind=kind, thing_id=thing_id) or want):
            messages.success(request, _("You no longer follow this."))
            return HttpResponseRedirect(back)
        thing = thing_to_follow(kind=kind, thing_id=thing_id)
    except UnknownThingError:
        return render(request, "accounts/unknown_thing.html", {"kind": kind, "kinds": KINDS}, status=404)
    except EverythingError:
        return render(request, "accounts/no_filter.html", {"next": back}, status=400)
    except BadParametersError as error:
        status = 404 if error.unknown_things else 400
        return render(request, "accounts/unreadable_search.html", {"problems": error.problems}, status=status)
    if not request.user.is_authenticated:
        remember(request, kind=thing.kind, thing_id=thing.id, back=back, at=now)
        return redirect_to_login(asking(thing.kind, thing.id, back))
    return _follow(request, thing, back, now)


def _follow(request: HttpRequest, thing: Followable, back: str, now: datetime) -> HttpResponse:
    """Follow the thing if that was posted and needs no confirmation; else ask."""
    user = _person(request)
    column = {thing.kind: thing.row or thing.id}
    if Follow.objects.filter(user=user, **column).exists():
        if request.method == "POST":
            messages.info(request, _("You follow this already."))
            return HttpResponseRedirect(back)
        return _ask(request, thing, back, followed=True)
    brings = None if thing.kind == "target" else preview_follow((thing.kind, thing.id), now)
    sure = request.POST.get("sure") == "yes" or brings is None or not needs_thought(thing.kind, brings)
    if request.method == "GET" or not sure:
        return _ask(request, thing, back, brings=brings)
    try:
        follow(by=user, kind=thing.kind, thing_id=thing.id, at=now, name=request.POST.get("name", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("following"))
    messages.success(request, _("You follow this now. Your digest will tell you what becomes of it."))
    return HttpResponseRedirect(back)


def _ask(
    request: HttpRequest, thing: Followable, back: str, *, followed: bool = False, brings: FollowPreview | None = None
) -> HttpResponse:
    named = thing.row.indicator if isinstance(thing.row, Target) else thing.row
    if named is None:
        name = describe_search(thing.query, request.LANGUAGE_CODE) if thing.query else thing.id
        named = Named(thing.id, name, "", "")  # type: ignore[assignment]  # has the names that a row has
    context = {"thing": thing, "named": named, "next": back, "followed": followed, "brings": brings}
    return render(request, "accounts/follow.html", context)


@login_required
@require_POST
def rename(request: HttpRequest) -> HttpResponse:
    """Rename a search that I follow."""
    number = request.POST.get("follow", "")
    try:
        named = rename_search(
            by=_person(request),
            follow_id=int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0,
            name=request.POST.get("name", ""),
        )
    except UnknownThingError:
        return render(request, "accounts/unknown_thing.html", {"kind": "search", "kinds": KINDS}, status=404)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The search is called “%s” now.") % named.name)
    return HttpResponseRedirect(reverse("following"))


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def local_address(address: str) -> str:
    """The address if it is a path of this site, else an empty string."""
    return address if address.startswith("/") and url_has_allowed_host_and_scheme(address, None) else ""
