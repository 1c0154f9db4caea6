"""The edge of every page: today is read here, the query string is checked, and what is wrong with it is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects.http.freshness import reads_the_record
from projects.http.rate_limits import Allowance, SearchAllowance
from projects.reports.parameters import AS_OF, BadParametersError, Parameter, read_parameters
from projects.reports.similar_ids import similar_ids

Thing = TypeVar("Thing")

# What mailers and social networks hang on to links; a reader who follows one asked for nothing wrong.
_TRACKING = re.compile(r"utm_\w+|[a-z]*clid|_openstat")


def today() -> date:
    """The day it is for the tracker's readers."""
    return timezone.localdate()


def clean_query(request: HttpRequest) -> QueryDict:
    """The query string without what others hang on to links."""
    given = request.GET.copy()
    for name in [name for name in given if _TRACKING.fullmatch(name)]:
        del given[name]
    return given


def public_page(
    *declared: Parameter, allowance: type[Allowance] | None = None
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Makes a view a page: it is only read, takes ``as_of`` and the declared parameters, and refuses others.

    The view is called with ``as_of=`` and each parameter that was given. ``allowance``: what an answer is counted by,
    besides a search, which always is.
    """

    def reading(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @require_safe
        @wraps(view)
        def read_and_answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            reads_the_record(request)
            try:
                given = read_parameters((AS_OF, *declared), clean_query(request), blank_is_absent=True)
            except BadParametersError as error:
                return render_bad_parameters(request, error)
            counted = [*([SearchAllowance] if "search" in given else ()), *([allowance] if allowance else ())]
            if refusal := over_limit_response(request, *counted):
                return refusal
            return view(request, *args, **kwargs, **{"as_of": today(), **given})

        return read_and_answer

    return reading


def render_page(request: HttpRequest, template: str, *, as_of: date, **context: Any) -> HttpResponse:
    """A page for one day; its frame says so when that day is not today."""
    return render(request, template, {**day_context(as_of, today()), **context})


def day_context(as_of: date, now: date) -> dict[str, Any]:
    """What every page knows of the day that it is for."""
    return {"as_of": as_of, "today": now, "travelling": as_of != now}


def found_or_404(thing: Thing | None, what: str) -> Thing:
    """The thing itself; a page that helps where there is none."""
    if thing is None:
        raise Http404(what)
    return thing


def render_missing(request: HttpRequest, model: type[Model], wanted: str, what: str) -> HttpResponse:
    """The page for an id that nothing has: it offers those that read almost the same, which is a search."""
    if refusal := over_limit_response(request, SearchAllowance):
        return refusal
    kind = str(model._meta.model_name)
    context = {"what": what, "kind": kind, "nearest": similar_ids(model, wanted)}
    return render(request, "projects/missing.html", context, status=404)


def over_limit_response(request: HttpRequest, *allowances: type[Allowance]) -> HttpResponse | None:
    """Counts the request; the page of refusal where one of the allowances is used up."""
    for allowance in allowances:
        seconds = allowance().spend(request)
        if seconds is not None:
            return render_too_many(request, seconds)
    return None


def render_too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """The page for whoever asks faster than we can answer."""
    answer = render(request, "projects/too_many.html", {"seconds": seconds}, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def render_bad_parameters(request: HttpRequest, error: BadParametersError) -> HttpResponse:
    """The page that names each parameter that cannot be read, and offers the same page without them."""
    query = clean_query(request)
    for problem in error.problems:
        query.pop(problem.parameter, None)
    context = {
        "problems": error.problems,
        "way_out": f"{request.path}?{query.urlencode()}" if query else request.path,
        "heading": _("There is no such thing in the record") if error.unknown_things else _("That cannot be read"),
    }
    return render(request, "projects/bad_parameters.html", context, status=404 if error.unknown_things else 400)
