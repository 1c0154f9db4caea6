"""What every request passes that Django has not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.urls import Resolver404, get_resolver
from django.utils.http import escape_leading_slashes

NOTHING_OF_ITS_OWN = PolicyParts(None, None, None, None)
common_policy = cache(build_policy)


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, which writes the policy for each answer; the one that most answers share is written once.

    What it buys: docs/speed.md, “What is bought dearly”.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        exempt = settings.DEBUG or hasattr(response, "_csp_exempt")
        if exempt or self.get_policy_parts(request, response) != NOTHING_OF_ITS_OWN:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, common_policy())
        return response


class SlashMiddleware(CommonMiddleware):
    """With DEBUG on too, what is sent to an address without its final slash is redirected; Django raises there."""

    def get_full_path_with_slash(self, request: HttpRequest) -> str:
        return escape_leading_slashes(request.get_full_path(force_append_slash=True))


class ReadersNotFoundMiddleware:
    """With DEBUG on too, an unknown address gets the readers' 404 page and not Django's list of patterns.

    `make run` shows the tracker as its readers will see it; errors (500) keep their traceback.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == 404 and request.resolver_match is None:
            return self._page(request, Resolver404({"path": request.path}))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if settings.DEBUG and isinstance(exception, Http404):
            return self._page(request, exception)
        return None

    def _page(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        page: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(404)
        return page(request, exception=exception)
