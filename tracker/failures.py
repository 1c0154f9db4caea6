"""The answer to a request that failed: 500 for a fault of ours, 503 for what is away and comes back.

Neither page asks the database, the cache or a session. A form that could not be taken comes back with everything that
was typed, and one button sends it again.
"""

from __future__ import annotations

import re
import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from projects.http import problems
from projects.http.unavailable import RETRY_AFTER, is_unavailable

SECRET = re.compile(r"(?i)password|secret|code|(?<!csrfmiddleware)token")
MOST = 500_000  # characters of a form that are sent back


def failed(request: HttpRequest) -> HttpResponse:
    """Django calls it while the error is being handled."""
    if not is_unavailable(sys.exc_info()[1]):
        return server_error(request)
    answer = _problem(request) if request.path.startswith("/api/v1/") else _page(request)
    answer["Retry-After"] = str(RETRY_AFTER)
    answer["Cache-Control"] = "no-store"
    return answer


def _problem(request: HttpRequest) -> HttpResponse:
    detail = _("Something that the tracker needs is away at the moment. Nothing was changed; try again later.")
    body = problems.members(request.path, 503, detail)
    return JsonResponse(body, status=503, content_type=problems.MEDIA_TYPE)


def _page(request: HttpRequest) -> HttpResponse:
    fields = typed_fields(request)
    context = {
        "fields": fields,
        "action": request.get_full_path(),
        "was_sent": request.method not in {"GET", "HEAD"},
        "has_files": bool(fields and request.FILES),
    }
    return HttpResponse(loader.get_template("503.html").render(context), status=503)


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form sent, name by name; nothing where it held a secret or was no form."""
    if request.method != "POST":
        return []
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except Exception:  # whatever is wrong with its body, the page about the failure stands
        return []
    if any(SECRET.search(name) for name, _value in fields) or sum(len(value) for _name, value in fields) > MOST:
        return []
    return [(str(name), str(value)) for name, value in fields]
