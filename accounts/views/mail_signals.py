"""Addresses where mail services report bounces and complaints: django-anymail's, closed until a secret is set."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from anymail.exceptions import AnymailError
from anymail.urls import urlpatterns as of_anymail
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import APIException

from projects.http.json_body import read_json
from projects.http.problems import BadBodyError

UNREADABLE = (
    APIException,
    BadBodyError,
    AnymailError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
)
logger = logging.getLogger(__name__)


def _guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, closed without a secret, refusing requests that lack it, and answering 400 to unreadable ones."""

    @csrf_exempt  # a mail service posts here; the shared secret is the authority
    @functools.wraps(view)
    def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not settings.ANYMAIL.get("WEBHOOK_SECRET"):
            raise Http404("ANYMAIL_WEBHOOK_SECRET is not set.")
        try:
            if request.content_type == "application/json":
                read_json(request.body)  # refuses what is too large or cannot be stored
            return view(request, **kwargs)
        except ImproperlyConfigured as error:  # anymail's, for a service whose library or key is missing
            logger.warning("A report came of a mail service that is not set up here: %s", error)
            raise Http404("This mail service is not set up here.") from error
        except RequestDataTooBig:
            return _plain_text("This report is too long.", 413)
        except SuspiciousOperation as error:
            logger.warning("A report of a mail service was refused: %s", error)
            return _plain_text("This report is refused: the shared secret or the signature is missing or wrong.", 403)
        except UNREADABLE as error:
            logger.warning("A report of a mail service cannot be read: %r", error)
            return _plain_text("This report cannot be read: send what the mail service's documentation describes.", 400)

    return answered


def _plain_text(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")


urlpatterns: list[URLPattern] = [
    path(str(pattern.pattern), _guarded(pattern.callback), name=pattern.name)
    for pattern in of_anymail
    if pattern.name and (pattern.name.endswith("_tracking_webhook") or pattern.name == "mandrill_webhook")
]
