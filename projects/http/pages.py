"""What every page shares: the day, the query string and its errors, limits, rendering."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial, wraps
from typing import Any, TypeVar

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects import wording
from projects.http.country import TERRITORY, in_country, lists_things
from projects.http.freshness import reads_the_record
from projects.http.rate_limits import Allowance, SearchAllowance
from projects.reports.parameters import AS_OF, BadParametersError, Kind, Parameter, read_parameters
from projects.reports.similar_ids import similar_ids

Thing = TypeVar("Thing")

LANG = Parameter("lang", Kind.CHOICE, "The language of the answer.", choices=wording.spoken())

# What mailers and social networks hang on to links; a reader who follows one asked for nothing wrong.
_TRACKING = re.compile(r"utm_\w+|[a-z]*clid|_openstat")


def today() -> date:
    """Today in the tracker's time zone."""
    return timezone.localdate()


def clean_query(request: HttpRequest) -> QueryDict:
    """The query string without tracking parameters of mailers and social networks."""
    given = request.GET.copy()
    for name in [name for name in given if _TRACKING.fullmatch(name)]:
        del given[name]
    return given


def activate_language(request: HttpRequest, lang: str | None) -> str:
    """Switches to the language that the address asks for, else keeps the request's; returns the one in use."""
    if lang is not None:
        translation.activate(lang)
        request.LANGUAGE_CODE = lang
    return translation.get_language() or "en"


def public_page(
    *declared: Parameter, allowance: type[Allowance] | None = None, scoped: bool = False
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Makes a view a page for GET and HEAD with ``as_of`` and the declared parameters; others are refused with 400.

    The view is called with ``as_of=`` and each parameter that was given. ``allowance`` limits how often one address
    may ask; searches are always limited. ``scoped``: the page lists things, takes a ``territory`` and heeds the
    country that the reader chose (``country.in_country``).
    """
    parameters = (AS_OF, *declared, *((TERRITORY,) if scoped else ()))

    def reading(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @require_safe
        @wraps(view)
        def read_and_answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            reads_the_record(request)
            query = clean_query(request)
            try:
                given = read_parameters(parameters, query, blank_is_absent=True)
            except BadParametersError as error:
                return render_bad_parameters(request, error)
            counted = [*([SearchAllowance] if "search" in given else ()), *([allowance] if allowance else ())]
            if refusal := over_limit_response(request, *counted):
                return refusal
            show = partial(view, request, *args, **kwargs, **{"as_of": today(), **given})
            return in_country(request, given.get("territory"), query, show) if scoped else show()

        return lists_things(read_and_answer) if scoped else read_and_answer

    return reading


def render_page(request: HttpRequest, template: str, *, as_of: date, **context: Any) -> HttpResponse:
    """Renders a template for one day; its frame says so when that day is not today."""
    return render(request, template, {**day_context(as_of, today()), **context})


def day_context(as_of: date, now: date) -> dict[str, Any]:
    """The template context of a day: ``as_of``, ``today``, and ``travelling`` if they differ."""
    return {"as_of": as_of, "today": now, "travelling": as_of != now}


def found_or_404(thing: Thing | None, what: str) -> Thing:
    """The thing itself. Raises Http404 with the message ``what`` if it is None."""
    if thing is None:
        raise Http404(what)
    return thing


def render_missing(request: HttpRequest, model: type[Model], wanted: str, what: str) -> HttpResponse:
    """The 404 page for an unknown id, with similar ids. Finding these counts as a search."""
    if refusal := over_limit_response(request, SearchAllowance):
        return refusal
    kind = str(model._meta.model_name)
    context = {"what": what, "kind": kind, "nearest": similar_ids(model, wanted)}
    return render(request, "projects/missing.html", context, status=404)


def over_limit_response(request: HttpRequest, *allowances: type[Allowance]) -> HttpResponse | None:
    """Counts the request; the 429 page if one of the allowances is used up, else None."""
    for allowance in allowances:
        seconds = allowance().spend(request)
        if seconds is not None:
            return render_too_many(request, seconds)
    return None


def render_too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """The 429 page, with Retry-After in seconds."""
    answer = render(request, "projects/too_many.html", {"seconds": seconds}, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def render_bad_parameters(request: HttpRequest, error: BadParametersError) -> HttpResponse:
    """The page that names each wrong parameter and links to itself without them: 404 for unknown ids, else 400."""
    query = clean_query(request)
    for problem in error.problems:
        query.pop(problem.parameter, None)
    context = {
        "problems": error.problems,
        "way_out": f"{request.path}?{query.urlencode()}" if query else request.path,
        "heading": _("There is no such thing in the record") if error.unknown_things else _("That cannot be read"),
    }
    return render(request, "projects/bad_parameters.html", context, status=404 if error.unknown_things else 400)
