"""The page of tokens for one's own programs."""

from __future__ import annotations

from datetime import datetime

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.tokens import make_token, revoke_token
from accounts.models import ProgramToken, User
from accounts.models.program_token import MAX_NAME
from projects.http.pages import today

from .log_in_notices import tell_of_change
from .second_factor import second_factor_first

DAYS = (30, 90, 365)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@second_factor_first(enabled=lambda request: request.method == "POST" and request.POST.get("do") != "end")
@reauthentication_required(allow_get=True, enabled=lambda request: request.POST.get("do") != "end")
def tokens(request: HttpRequest) -> HttpResponse:
    """The person's tokens and a form for another. A new token is shown this once; its text is not stored."""
    assert isinstance(request.user, User)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    status, context = 200, {"name": "", "problem": "", "made": "", "days": 365}
    if request.method == "POST":
        try:
            if request.POST.get("do") == "end":
                _end(request, request.user, now)
                return HttpResponseRedirect(reverse("account-tokens"))
            name, days = request.POST.get("name", ""), _number(request, "days")
            context |= {"name": name, "days": days}
            _token, made = make_token(person=request.user, name=name, days=days, by=request.user, at=now)
            context |= {"name": "", "made": made}
            tell_of_change("token_made", request.user, token=" ".join(name.split()))
        except ValidationError as error:
            status, context["problem"] = 400, " ".join(error.messages)
    own = ProgramToken.objects.filter(token__user=request.user).select_related("token").order_by("-token__created")
    shown = {"tokens": own, "choices": DAYS, "max_name": MAX_NAME, "now": now}
    return render(request, "accounts/tokens.html", {**shown, **context, "as_of": today()}, status=status)


def _end(request: HttpRequest, person: User, at: datetime) -> None:
    """Revoke a token by its name, which is unique among a person's tokens."""
    token = ProgramToken.objects.filter(token__user=person, name=request.POST.get("token", "")).first()
    if token is None:
        raise ValidationError(_("You have no such token."))
    revoke_token(token=token, by=person, at=at)
    messages.success(request, _("The token “%s” has been revoked.") % token.name)


def _number(request: HttpRequest, name: str) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0
