"""Errors as problem details (RFC 9457), the same everywhere under ``/api/``."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import set_rollback

from projects.http.read_again import is_overtaken
from projects.http.unavailable import RETRY_AFTER, is_unavailable
from projects.reports.parameters import BadParametersError, Problem

MEDIA_TYPE = "application/problem+json"

# The slug is the anchor of the explanation on the page for humans, and part of the problem's type.
SLUGS = {
    400: "bad-parameters",
    401: "not-authenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "conflict",
    411: "length-required",
    413: "too-large",
    415: "unsupported-media-type",
    422: "unprocessable-content",
    429: "too-many-requests",
    500: "server-error",
    503: "unavailable",
}

# What Django raises for requests that nobody sends by accident: a thousand parameters, a form that is none.
UNREADABLE = (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError)

# What an error of the framework is about; errors of ours say it themselves (``parameter``).
ABOUT: dict[type[exceptions.APIException], str] = {
    exceptions.AuthenticationFailed: "Authorization",
    exceptions.NotAuthenticated: "Authorization",
    exceptions.NotAcceptable: "Accept",
    exceptions.ParseError: "body",
    exceptions.UnsupportedMediaType: "Content-Type",
}

logger = logging.getLogger(__name__)


class BadBodyError(Exception):
    """A body that cannot be recorded: ``problems`` names each member. 409 where it conflicts with the record."""

    def __init__(self, problems: Sequence[Problem], status: int = 400, detail: str = "") -> None:
        super().__init__(detail or "; ".join(f"{wrong.parameter}: {wrong.detail}" for wrong in problems))
        self.problems = tuple(problems)
        self.status = status
        self.detail = detail


@dataclass(frozen=True)
class RowProblem(Problem):
    """What is wrong with a row of a batch; rows count from 1. ``parameter`` is the member's place in the body."""

    row: int
    field: str


class WrongSerializer(serializers.Serializer[Problem]):
    """The shape of an object: its members, in order."""

    parameter = serializers.CharField(help_text="The parameter, the member of the body, or the header.")
    detail = serializers.CharField()
    row = serializers.IntegerField(required=False, help_text="Of a batch: which row, counted from 1.")
    field = serializers.CharField(required=False, help_text="Of a batch: which member of the row.")


class ProblemSerializer(serializers.Serializer[Any]):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(help_text="Where this kind of problem is explained.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField(help_text="The path that was asked for.")
    errors = WrongSerializer(many=True, required=False)  # type: ignore[assignment]  # a member, not the serializer's


def members(path: str, status: int, detail: str, errors: Sequence[Problem] = ()) -> dict[str, Any]:
    """The members of a problem. ``errors`` names each parameter, header or member of the body that is wrong."""
    body = {
        "type": f"/api/docs/#{SLUGS.get(status, 'problems')}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": path,
    }
    return dict(ProblemSerializer(body | ({"errors": errors} if errors else {})).data)


def problem(
    request: Any, status: int, detail: str, errors: Sequence[Problem] = (), headers: dict[str, str] | None = None
) -> Response:
    """A problem details response."""
    body = members(request.path, status, detail, errors)
    return Response(body, status=status, headers=headers, content_type=MEDIA_TYPE)


def of_parameters(error: BadParametersError) -> tuple[int, str]:
    """The status of an answer to such parameters, and what is wrong in a sentence."""
    names = ", ".join(dict.fromkeys(wrong.parameter for wrong in error.problems))
    if error.unknown_things:
        return 404, _("Nothing in the record by that name: %s.") % names
    return 400, _("These parameters cannot be understood: %s.") % names


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's exception handler: every error becomes a problem, an unexpected one a logged 500.

    None where the request is to be read again (``read_again``): REST framework raises the error then.
    """
    request: Request = context["request"]
    set_rollback()
    if isinstance(error, BadParametersError):
        return problem(request, *of_parameters(error), error.problems)
    if isinstance(error, BadBodyError):
        names = ", ".join(dict.fromkeys(wrong.parameter for wrong in error.problems))
        detail = error.detail or _("Nothing was recorded; these fields are wrong: %s.") % names
        return problem(request, error.status, detail, error.problems)
    if isinstance(error, Http404):
        return problem(request, 404, str(error) or _("There is no such thing."))
    if isinstance(error, PermissionDenied):
        return problem(request, 403, str(error) or _("You may not do that."))
    if isinstance(error, exceptions.APIException):
        return _known(request, error)
    if isinstance(error, UNREADABLE):
        return problem(request, 400, _("The request cannot be read: %s") % str(error))
    if is_overtaken(request._request, error):
        return None
    logger.exception("The API failed on %s", request.path)
    got_request_exception.send(sender=handler, request=request._request)  # so that monitors and tests see it
    if is_unavailable(error):
        detail = _("Something that the tracker needs is away at the moment. Nothing was changed; try again later.")
        return problem(request, 503, detail, headers={"Retry-After": str(RETRY_AFTER)})
    return problem(request, 500, _("Something went wrong here. It has been noted; please try again later."))


def _known(request: Request, error: exceptions.APIException) -> Response:
    headers = {}
    if auth_header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    errors = []
    if isinstance(error, exceptions.ValidationError) and isinstance(error.detail, dict):
        errors = [Problem(name, " ".join(map(str, texts))) for name, texts in error.detail.items()]
    texts = error.detail if isinstance(error.detail, list) else [error.detail]
    detail = _("Some members of the body are wrong.") if errors else " ".join(map(str, texts))
    about = getattr(error, "parameter", ABOUT.get(type(error), ""))
    errors = errors or ([Problem(about, detail)] if about else [])
    return problem(request, error.status_code, detail, errors, headers)
