from __future__ import annotations

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from accounts.models import DigestPreferences, Follow, User
from accounts.notices.digests.draft import DigestDraft, draft_preview

# The mail is shown as in a mail program: with its styles, without scripts and outside pictures, links in a new tab.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"


@csp_update({"frame-src": ["'self'"]})
@login_required
@never_cache
@require_safe
def preview_digest(request: HttpRequest) -> HttpResponse:
    """What my digest would say if it were due now: subject, text, and the HTML in a frame of its own."""
    person, draft = _drafted(request)
    context = {
        "preferences": person,
        "draft": draft,
        "follows": Follow.objects.filter(user=person.user).exists(),
        "sandbox": SANDBOX,
    }
    return render(request, "accounts/preview.html", context)


@xframe_options_sameorigin
@login_required
@never_cache
@require_safe
def preview_html(request: HttpRequest) -> HttpResponse:
    """The HTML of that mail, with its pictures inlined."""
    _person, draft = _drafted(request)
    html = draft.mail.html if draft is not None else ""
    for picture in draft.mail.pictures if draft is not None else ():
        html = html.replace(f"cid:{picture.cid}", f"data:image/png;base64,{picture.png}")
    response = HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
        f"base-uri 'none'; form-action 'none'; sandbox {SANDBOX}"
    )
    return response


def _drafted(request: HttpRequest) -> tuple[DigestPreferences, DigestDraft | None]:
    assert isinstance(request.user, User)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    person = DigestPreferences.objects.filter(user=request.user).select_related("user").first()
    person = person or DigestPreferences(user=request.user)
    return person, draft_preview(person, now)
