"""allauth's page for logging in by a passkey, of which also the question is limited: each starts a session."""

from __future__ import annotations

from allauth.core import ratelimit
from allauth.mfa.webauthn.views import login_webauthn
from django.http import HttpRequest, HttpResponse

QUESTION = "webauthn_question"
LIMITS = {QUESTION: "30/m/ip"}


def log_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Asks the browser for a passkey (GET) and takes its answer (POST), which allauth counts."""
    refusal: HttpResponse | None = None
    if request.method != "POST":
        refusal = ratelimit.consume_or_429(request, action=QUESTION, config=LIMITS, limit_get=True)
    answer: HttpResponse = refusal or login_webauthn(request)
    return answer
