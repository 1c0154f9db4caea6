"""allauth's page for changing one's password, behind the second factor if there is one."""

from __future__ import annotations

from allauth.account.views import password_change
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.people import second_factor
from accounts.people.confirmation import is_confirmed


@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """Asks for the second factor first, so that no password is stored in the session meanwhile."""
    if second_factor.has_factor(request.user) and not is_confirmed(request):
        return redirect_to_login(request.path, reverse("mfa_reauthenticate"))
    answer: HttpResponse = password_change(request)
    return answer
