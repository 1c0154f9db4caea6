"""The page that leads people with rights to a second factor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.people import second_factor

View = Callable[..., HttpResponse]


def second_factor_first(*, enabled: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """Leads people with rights to a second factor before they go on, for requests of which ``enabled`` says so."""

    def decorate(view: View) -> View:
        @wraps(view)
        def open_page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if enabled(request) and second_factor.is_missing(request):
                return redirect_to_login(request.path, reverse("second-factor"))
            return view(request, *args, **kwargs)

        return open_page

    return decorate


@never_cache
@login_required
@require_safe
def need_second_factor(request: HttpRequest) -> HttpResponse:
    """Says which factors there are. Who has one is asked for it, and goes on to where they wanted to be."""
    goal = request.GET.get(REDIRECT_FIELD_NAME, "")
    if not (goal.startswith("/") and url_has_allowed_host_and_scheme(goal, None)):
        goal = reverse("following")
    if not second_factor.is_missing(request):
        return HttpResponseRedirect(goal)
    if second_factor.has_factor(request.user):
        return redirect_to_login(goal, reverse("mfa_reauthenticate"))
    return render(request, "accounts/second_factor.html", {"goal": goal})
