"""The content security policy of an answer, worked out once and not for each that has no wishes of its own."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, which still works it out for a view that changes the policy, and where a nonce was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self._usual = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        wishes = any(name.startswith("_csp") for name in vars(response)) or hasattr(request, "_csp_nonce")
        if wishes or response.status_code >= 400:  # Django's own pages for errors have none with DEBUG on
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response
