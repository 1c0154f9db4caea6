"""The admin as a site that asks for no password itself: it lets in who has logged in on the tracker's own page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from accounts.people import second_factor

OURS = frozenset({"projects", "accounts"})


class AdminSite(admin.AdminSite):
    """Only staff whose session has passed their second factor get in; only tables of ours are shown."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leaves out what libraries register: their tables hold secrets of log-ins (keys, addresses, tokens)."""
        several = isinstance(model_or_iterable, Iterable)
        models: list[type[Model]] = list(model_or_iterable) if several else [model_or_iterable]
        super().register([model for model in models if model._meta.app_label in OURS], admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and second_factor.has_passed(request)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sends to the page of logging in, or to the second factor, and from there back. Raises PermissionDenied."""
        goal = _goal(request)
        if not request.user.is_authenticated:
            return redirect_to_login(goal)
        if not super().has_permission(request):
            raise PermissionDenied
        if not second_factor.has_passed(request):
            return redirect_to_login(goal, reverse("mfa_reauthenticate"))
        return HttpResponseRedirect(goal)

    def password_change(  # type: ignore[override]  # Django's returns its own form
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Passwords are changed on the person's own page, which counts wrong ones and ends other sessions."""
        return HttpResponseRedirect(resolve_url("account_change_password"))

    password_change_done = password_change  # type: ignore[assignment]  # Django's returns a TemplateResponse


def _goal(request: HttpRequest) -> str:
    """Where to go on: a path of this site, or the admin's first page."""
    asked = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_path = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None)
    return asked if is_path and not asked.startswith(reverse("admin:login")) else reverse("admin:index")
