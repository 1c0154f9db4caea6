"""Who may open a page of the desk, and what every one of them is: private, of today, never kept by a cache."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.http.freshness import is_somebody

EDITS = "projects.add_draft"
SECOND_FACTOR = gettext_lazy(
    "This session has shown no second factor, which editors need: open /accounts/second-factor/."
)


def is_at_the_desk(request: HttpRequest) -> bool:
    """Whether an editor asks. Nobody's session is read whose request brings none, so that pages stay cacheable."""
    return is_somebody(request) and request.user.is_authenticated and request.user.has_perm(EDITS)


def moment() -> datetime:
    return timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down


def editor_of(request: HttpRequest) -> AbstractBaseUser:
    """Who works at the desk; ``desk_page`` lets nobody unknown in."""
    assert isinstance(request.user, AbstractBaseUser)
    return request.user


def desk_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lets editors in. Strangers are asked to log in and come back; a watcher gets 403."""

    @wraps(view)
    def open_page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.headers.get("HX-Request"):  # a part of a page: the log-in page does not belong into it
                return HttpResponse(_("You are logged out. What you typed is kept: save, and log in."), status=401)
            return redirect_to_login(request.get_full_path())
        if getattr(request.user, "second_factor_missing", False):
            if request.headers.get("HX-Request"):
                return HttpResponse(SECOND_FACTOR, status=403)
            return redirect_to_login(request.get_full_path(), reverse("second-factor"))
        if not request.user.has_perm(EDITS):
            raise PermissionDenied(_("Only editors work at the desk; an admin can make one of you."))
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return open_page


def render_desk(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the desk: of today, so that its foot offers no other day."""
    return render(request, template, {"travelling": False, **context}, status=status)
