"""One search over everything: the page of answers, and suggestions as somebody types."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse

from projects.http.country import TERRITORY
from projects.http.freshness import reads_the_record
from projects.http.pages import day_context, public_page, render_page, today
from projects.http.rate_limits import SearchAllowance, SuggestionAllowance
from projects.models.names import active_language
from projects.reports.catalogue.search_page import search_page, suggestions
from projects.reports.parameters import PAGING, Kind, Parameter
from projects.reports.search.entries import KINDS
from projects.templatetags.search import suggestion
from projects.wording import isolated

QUESTION = Parameter(
    "q", Kind.TEXT, "Words, a figure or an id that must all be found, in any language; the first eight words count."
)
KIND = Parameter("kind", Kind.CHOICE, "Only answers of this kind.", choices=KINDS)


@public_page(QUESTION, KIND, PAGING[0], scoped=True, allowance=SearchAllowance)
def show_search(
    request: HttpRequest,
    as_of: date,
    q: str = "",
    kind: str | None = None,
    page: int = 1,
    territory: str | None = None,
) -> HttpResponse:
    """The answers to ``q`` in groups, or all of one kind; without it the box and what can be asked."""
    version = reads_the_record(request)
    report = search_page(q, as_of, active_language(), territory=territory, version=version, kind=kind, page=page)
    return render_page(
        request, "projects/search.html", as_of=as_of, report=report, question=q, shown=isolated(" ".join(q.split()))
    )


@public_page(QUESTION, TERRITORY, allowance=SuggestionAllowance)
def suggest(request: HttpRequest, as_of: date, q: str = "", territory: str | None = None) -> HttpResponse:
    """The best answers as JSON: ``{"suggestions": [{"text", "kind", "url"}, …]}``."""
    version = reads_the_record(request)
    lines = suggestions(q, as_of, active_language(), territory=territory, version=version)
    context = {"request": request, **day_context(as_of, today())}
    return JsonResponse({"suggestions": [suggestion(context, line) for line in lines]})
