"""Why there is no file: a page in words for who reads in a browser, problem details for programs."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from projects.http.pages import render_bad_parameters
from projects.http.problems import MEDIA_TYPE, members, of_parameters
from projects.reports.parameters import BadParametersError, Problem


def reads_pages(request: HttpRequest) -> bool:
    """Whether the answer will be shown to a person: a browser names HTML, a program takes anything."""
    return "text/html" in request.META.get("HTTP_ACCEPT", "")


def no_file(request: HttpRequest, status: int, heading: str, detail: str, retry_after: int = 0) -> HttpResponse:
    """The answer in place of a file."""
    answer: HttpResponse
    if reads_pages(request):
        answer = render(request, "projects/no_file.html", {"heading": heading, "detail": detail}, status=status)
    else:
        answer = _problem(request, status, detail)
    if retry_after:
        answer["Retry-After"] = str(retry_after)
    return answer


def bad_parameters(request: HttpRequest, error: BadParametersError) -> HttpResponse:
    """The same for parameters that cannot be understood, as the API and the pages have it."""
    if reads_pages(request):
        return render_bad_parameters(request, error)
    return _problem(request, *of_parameters(error), error.problems)


def _problem(request: HttpRequest, status: int, detail: str, errors: Sequence[Problem] = ()) -> JsonResponse:
    body = members(request.path, status, detail, errors)
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)
