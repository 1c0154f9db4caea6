"""/.well-known/security.txt: where to report a weakness (RFC 9116)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects import wording

GOOD_FOR = timedelta(days=180)  # the RFC recommends less than a year


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The file. Raises Http404 where the operator names nobody to write to."""
    if not settings.CONTACT_URL:
        raise Http404("CONTACT is not set.")
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    expires = (now + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = {
        "Contact": settings.CONTACT_URL,
        "Expires": expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": ", ".join(wording.spoken()),
        "Canonical": f"{settings.SITE_URL}/.well-known/security.txt",
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
