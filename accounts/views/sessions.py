"""The page of one's sessions: where somebody is logged in, and how to end that."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.accounts import end_sessions
from accounts.actions.browser_sessions import end_session, sessions_of
from accounts.models import User
from projects.models.audit import record_audit


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Lists the person's sessions; a POST ends one of them, or all but this."""
    person, this = request.user, request.session.session_key or ""
    assert isinstance(person, User)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    if request.method != "POST":
        return render(request, "accounts/sessions.html", {"sessions": sessions_of(person, this=this, at=now)})
    if request.POST.get("do") == "end-others":
        end_sessions(person, except_key=this)
        update_session_auth_hash(request, person)
        record_audit("end_other_sessions", person, by=person, at=now)
        messages.success(request, _("All other sessions have ended."))
    else:
        try:
            end_session(person=person, name=request.POST.get("session", ""), at=now)
            messages.success(request, _("The session has ended."))
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
    return HttpResponseRedirect(reverse("account-sessions"))
