"""A reader of the record is answered anew where the record was changed between two questions of one request."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from projects.models import RecordVersion

LONGEST = timedelta(minutes=1)  # that anything takes to be read
# Answers, and no failures: Django's, and those of which a middleware of allauth makes one.
ANSWERS = (Http404, PermissionDenied, SuspiciousOperation, BadRequest)
MEANT = (*ANSWERS, ImmediateHttpResponse, ReauthenticationRequired)

logger = logging.getLogger(__name__)


def is_overtaken(request: HttpRequest, error: Exception) -> bool:
    """Whether a reader can have failed because the record was changed amid the reading. One query.

    Where nobody asked which version was read first, as on the pages of one person, a change in the last minute will do.
    """
    if request.method not in {"GET", "HEAD"} or isinstance(error, (*MEANT, DatabaseError)):
        return False
    before, version = getattr(request, "record_version", None), RecordVersion.objects.current()
    if before is not None:
        return str(version) != str(before)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    return version.changed_at is not None and now - version.changed_at < LONGEST


class ReadAgainMiddleware:
    """One question names a promise, the next looks it up, and between them it was erased: read it all once more.

    What fails twice, or while the record stands still, is a fault of ours and stays one. Stands last of all, so that
    nobody notes a failure that is none. One query, and only then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or not is_overtaken(request, exception):
            return None
        logger.info("%s is read again: the record was changed meanwhile (%r)", request.path, exception)
        # What is read now is of the version of now, and counted as one request where its answer is kept.
        for name in ("record_version", "known_version", "known_day", "spent_allowances"):
            request.__dict__.pop(name, None)
        try:
            response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
            # Where the first answer failed while it was rendered, nobody renders this one.
            return response.render() if isinstance(response, SimpleTemplateResponse) else response
        except ANSWERS:
            raise
        except Exception:
            logger.exception("%s failed again", request.path)
            return None  # for whoever makes an answer of the first failure
