"""The views that every collection shares: reading is open to all, from anywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn
from urllib.parse import unquote_plus

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed, MethodNotAllowed, Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from projects.http.freshness import reads_the_record
from projects.http.rate_limits import Allowance, SearchAllowance, WrongTokenAllowance
from projects.reports.parameters import MAX_TEXT, BadParametersError, Parameter, Problem, read_parameters

from .deprecation import warn
from .schema import RecordSchema
from .serializers import ID_PATTERN, Serializer


class ReadingView(APIView):
    """A view that anyone may read. What it says of itself here is what the schema documents."""

    authentication_classes: Sequence[Any] = ()
    permission_classes: Sequence[Any] = ()
    schema = RecordSchema()

    name = ""
    about = ""
    parameters: Sequence[Parameter] = ()
    summaries: Mapping[str, str] = {}
    verbs: Mapping[str, str] = {"GET": "read"}
    bodies: Mapping[str, Any] = {}
    id_pattern = ID_PATTERN
    id_about = "The permanent public id."
    id_max = MAX_TEXT
    instead = ""  # what to do instead of changing or deleting what is here

    def answers(self, method: str) -> Mapping[int, Any]:
        """The serializer of each good answer, by status."""
        raise NotImplementedError

    def problems(self, method: str) -> Sequence[int]:
        """The statuses of the problems that can come instead."""
        return (400, 404, 406, 429)

    def query(self, request: Request) -> dict[str, Any]:
        """The values of the parameters. Raises ``BadParametersError``."""
        return read_parameters(self.parameters, request.query_params)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not self.authentication_classes and request.method in SAFE_METHODS:
            reads_the_record(request._request)
        if "id" in kwargs and not re.fullmatch(self.id_pattern, kwargs["id"]):
            raise Http404(_("That is not an id: lower-case letters, digits and single hyphens."))

    def get_throttles(self) -> list[Any]:
        """Where somebody must say who they are they are counted before they are believed."""
        return [] if self.authentication_classes else [Allowance(), SearchAllowance()]

    def perform_authentication(self, request: Request) -> None:
        """Counts whoever says who they are like any reader, and wrong tokens by themselves."""
        if not request.authenticators:
            return super().perform_authentication(request)
        self._refuse(request, Allowance())
        try:
            super().perform_authentication(request)
        except AuthenticationFailed:
            self._refuse(request, WrongTokenAllowance())
            raise

    def _refuse(self, request: Request, allowance: Allowance) -> None:
        wait = allowance.spend(request._request)
        if wait is not None:
            raise Throttled(wait, _("More was asked from your address in this minute than we allow."))

    def throttled(self, request: Any, wait: float) -> NoReturn:
        raise Throttled(wait, _("More was asked from your address in this minute than we allow."))

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        refused = MethodNotAllowed(str(request.method))
        raise MethodNotAllowed(str(request.method), f"{refused.detail} {self.instead}".strip())

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        if isinstance(request, Request) and request.method in SAFE_METHODS and response.status_code == 200:
            warn(self.name, request, response)
        return response

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)


class Nowhere(ReadingView):
    """Any other address under /api/: a problem rather than a page."""

    schema = None  # type: ignore[assignment]  # not part of the contract

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404(_("There is nothing at this address. The collections are listed at /api/v1/."))

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.method in {"GET", "HEAD"} and not request.path.endswith("/"):
            try:
                route = resolve(f"{request.path}/")
            except Resolver404:
                route = None
            if route is not None and getattr(route.func, "cls", None) is not Nowhere:
                return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        return super().dispatch(request, *args, **kwargs)


def page_of(
    request: Request, count: int, results: Sequence[Mapping[str, Any]], page: int, page_size: int
) -> dict[str, Any]:
    """The paginated answer. Raises ``BadParametersError`` where there is no such page."""
    pages = max(1, -(-count // page_size))
    if page > pages:
        detail = _("There is no page %(page)d; the last one is %(pages)d.") % {"page": page, "pages": pages}
        raise BadParametersError([Problem("page", detail)], unknown_things=True)
    return {
        "count": count,
        "next": _link(request, page + 1) if page < pages else None,
        "previous": _link(request, page - 1) if page > 1 else None,
        "results": results,
    }


def _link(request: Request, page: int) -> str:
    given = request.META.get("QUERY_STRING", "")
    if not given.isascii():
        given = request.query_params.urlencode()
    others = [pair for pair in given.split("&") if pair and unquote_plus(pair.partition("=")[0]) != "page"]
    return request.build_absolute_uri(f"{request.path}?{'&'.join([*others, f'page={page}'])}")


def page_serializer(name: str, serializer: type[Serializer]) -> type[Serializer]:
    """What a page of such objects looks like."""
    fields = {
        "count": serializers.IntegerField(help_text="Entries on all pages."),
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": serializer(many=True),
    }
    return type(f"{name}Page", (Serializer,), fields)


def swept_serializer(name: str, serializer: type[Serializer]) -> type[Serializer]:
    """The same of a list that a copy can be kept of."""
    gone = "With `updated_since`: ids that this list does not have, or no longer."
    until = "With `updated_since`: the moment to ask from the next time."
    fields = {
        **page_serializer(name, serializer)().get_fields(),
        "gone": serializers.ListField(child=serializers.CharField(), required=False, help_text=gone),
        "updated_until": serializers.DateTimeField(required=False, help_text=until),
    }
    return type(f"{name}Page", (Serializer,), fields)
