"""Redirects from former ids to present ones, on every page, in the API and in the feeds."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import ResolverMatch, reverse

from projects.models import RenamedId

IDS = {
    "target_id": "target",
    "programme_id": "programme",
    "organisation_id": "organisation",
    "territory_id": "territory",
    "source_id": "source",
    "project_id": "project",
    "person_id": "person",
}
IN_THE_API = {
    "api-target": "target",
    "api-organisations-one": "organisation",
    "api-territories-one": "territory",
    "api-publishers-one": "publisher",
    "api-people-one": "person",
    "api-offices-one": "office",
    "api-sources-one": "source",
    "api-programmes-one": "programme",
    "api-indicators-one": "indicator",
    "api-outcomes-one": "outcome",
    "api-projects-one": "project",
}


class RenamedIdsMiddleware:
    """Looks up a renamed id where an address answers 404. One query, and only then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code == HTTPStatus.NOT_FOUND and request.method in ("GET", "HEAD") and match is not None:
            address = _address_of_today(match, getattr(request, "urlconf", None))
            if address is not None:
                query = request.META.get("QUERY_STRING", "")
                return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return response


def _address_of_today(match: ResolverMatch, urlconf: object) -> str | None:
    for name, value in match.kwargs.items():
        kind = IN_THE_API.get(match.url_name or "") if name == "id" else IDS.get(name)
        new_id = RenamedId.objects.current(kind, [value]).get(value) if kind else None
        if new_id is not None:
            # What resolves an address may be a module or its name; the stubs know the name alone.
            return reverse(match.view_name, kwargs={**match.kwargs, name: new_id}, urlconf=urlconf)  # type: ignore[arg-type]
    return None
