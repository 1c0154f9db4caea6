"""The admin site. It asks for no password: people log in on the tracker's own page."""

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
    """Open to staff whose session has passed their second factor. It shows only our own tables.

    Without Django's bar of all tables at the side a list has the whole width.
    """

    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Ignores what libraries register: their tables hold secrets of log-ins (keys, addresses, tokens)."""
        several = isinstance(model_or_iterable, Iterable)
        models: list[type[Model]] = list(model_or_iterable) if several else [model_or_iterable]
        super().register([model for model in models if model._meta.app_label in OURS], admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and second_factor.has_passed(request)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Redirects to the log-in page or the second factor, and from there back. Raises PermissionDenied."""
        goal = _next_path(request)
        if not request.user.is_authenticated:
            return redirect_to_login(goal)
        if not super().has_permission(request):
            raise PermissionDenied
        if second_factor.is_missing(request):
            return redirect_to_login(goal, reverse("second-factor"))
        if not second_factor.has_passed(request):
            return redirect_to_login(goal, reverse("mfa_reauthenticate"))
        return HttpResponseRedirect(goal)

    def password_change(  # type: ignore[override]  # Django's returns its own form
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirects to the person's own page, which counts wrong passwords and ends other sessions."""
        return HttpResponseRedirect(resolve_url("account_change_password"))

    password_change_done = password_change  # type: ignore[assignment]  # Django's returns a TemplateResponse


def _next_path(request: HttpRequest) -> str:
    """The path of this site to go on to; by default the admin's first page."""
    path = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_path = path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
    return path if is_path and not path.startswith(reverse("admin:login")) else reverse("admin:index")
