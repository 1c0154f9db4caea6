"""“This week”: what became new of promises, a page for each week, and a feed of the weeks that have ended."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from projects.http.country import TERRITORY, lists_things
from projects.http.pages import LANG, activate_language, clean_query, public_page, render_page
from projects.http.public_urls import public_url
from projects.models import Territory
from projects.publishing.feeds import page_number
from projects.publishing.week_feed import week_feed
from projects.reports.overviews.iso_week import Week
from projects.reports.overviews.week import first_week, has_entries, past_weeks, week_report
from projects.reports.parameters import AS_OF, PAGING

from .feeds import atom_file

PAGE = PAGING[0]
WEEKS_A_PAGE = 13  # a quarter


@lists_things
@public_page(TERRITORY)
def latest_week(request: HttpRequest, as_of: date, territory: str | None = None) -> HttpResponse:
    """Leads to the week of the day; to the week before while this one has no news yet."""
    week, begins = Week.of(as_of), first_week(as_of)
    if begins is not None and begins < week and not has_entries(week, as_of, territory):
        week = week.after(-1)
    query = clean_query(request).urlencode()
    return HttpResponseRedirect(reverse("week", args=[week.name]) + (f"?{query}" if query else ""))


@public_page(PAGE, scoped=True)
def show_week(
    request: HttpRequest, week_name: str, as_of: date, territory: str | None = None, page: int = 1
) -> HttpResponse:
    """One week. One that is none, has not begun or was before the record is a 404 that says so."""
    begins, now = first_week(as_of), Week.of(as_of)
    try:
        week = Week.from_name(week_name)
    except ValueError:
        return _no_such_week(request, "malformed", week_name, as_of, begins)
    if week > now:
        return _no_such_week(request, "ahead", week_name, as_of, begins)
    if week < (begins or now):
        return _no_such_week(request, "before", week_name, as_of, begins)
    context = {
        "week": week,
        "report": week_report(week, as_of, territory=territory, page=page) if begins is not None else None,
        "place": Territory.objects.get(pk=territory) if territory else None,
    }
    return render_page(request, "projects/week.html", as_of=as_of, **context)


def _no_such_week(request: HttpRequest, reason: str, wanted: str, as_of: date, begins: Week | None) -> HttpResponse:
    context = {"reason": reason, "wanted": wanted, "begins": begins}
    answer = render_page(request, "projects/no_such_week.html", as_of=as_of, **context)
    answer.status_code = 404
    return answer


@public_page(LANG, TERRITORY, PAGE)
def feed_weeks(
    request: HttpRequest, as_of: date, lang: str | None = None, territory: str | None = None, page: int = 1
) -> HttpResponse:
    """The weeks that have ended and have news, thirteen weeks on a page."""
    lang = activate_language(request, lang)
    day_and_language = {AS_OF.name: request.GET.get(AS_OF.name, ""), LANG.name: lang}
    parameters = {TERRITORY.name: territory or "", **day_and_language}
    last = Week.of(as_of).after(-1)
    begins = min(first_week(as_of) or last, last)
    pages = max(1, -(-((last.monday - begins.monday).days // 7 + 1) // WEEKS_A_PAGE))
    page = min(page, pages)
    weeks = past_weeks(last.after((1 - page) * WEEKS_A_PAGE), WEEKS_A_PAGE, as_of, territory=territory)
    place = Territory.objects.get(pk=territory) if territory else None

    def address(number: int) -> str:
        return public_url("weeks-feed", **parameters, page=page_number(number))

    return atom_file(week_feed(weeks, page, pages, address, lang, place))
