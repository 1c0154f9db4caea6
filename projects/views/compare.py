"""Promises side by side: two to four targets, or two to four bundles."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from projects import wording
from projects.http.pages import clean_query, public_page, render_bad_parameters, render_page
from projects.models import Target
from projects.models.names import active_language
from projects.reports.parameters import BadParametersError, Kind, Parameter, Problem
from projects.reports.targets.comparables import families
from projects.reports.targets.target_comparison import (
    MOST,
    Column,
    Comparison,
    compare_bundles,
    compare_targets,
    existing_bundles,
)
from projects.templatetags.names import localname

from .filters import canonical_query, without_value

TARGETS = Parameter("targets", Kind.REFERENCE, "Two to four targets; repeat it.", model=Target, repeatable=True)
MOST_ROWS, MOST_RATIOS = 16, 4  # bundles on one page
BUNDLE = Parameter("bundle", Kind.TEXT, "Two to four bundles instead; repeat it.", repeatable=True)


@public_page(TARGETS, BUNDLE)
def compare(
    request: HttpRequest, as_of: date, targets: tuple[str, ...] = (), bundle: tuple[str, ...] = ()
) -> HttpResponse:
    """The comparison, or the page to choose what to compare."""
    problems = _problems(targets, bundle)
    if problems is not None:
        return render_bad_parameters(request, problems)
    name, given = ("targets", targets) if targets else ("bundle", bundle)
    if len(given) > MOST:
        drops = [(value, without_value(clean_query(request), name, value)) for value in given]
        answer = render_page(request, "projects/compare_fewer.html", as_of=as_of, drops=drops, most=MOST)
        answer.status_code = 400
        return answer
    report = compare_targets(targets, as_of) if targets else compare_bundles(bundle, as_of)
    others = [_without(clean_query(request), name, report, column) for column in report.columns]
    titled = list(zip(report.columns, _titles(report), others, strict=True))
    choices = () if report.complete else families(as_of)
    context = {"report": report, "titled": titled, "choices": choices, "one_row": len(report.rows) == 1}
    context |= {"rows": report.rows[:MOST_ROWS], "ratios": report.ratios[:MOST_RATIOS]}
    return render_page(request, "projects/compare.html", as_of=as_of, **context)


def _without(given: QueryDict, name: str, report: Comparison, column: Column) -> str:
    """The query string of the comparison without one column, and without ids that it could not show."""
    query = given.copy()
    query.setlist(name, [other.id for other in report.columns if other is not column])
    return canonical_query(query)


def _problems(targets: tuple[str, ...], bundle: tuple[str, ...]) -> BadParametersError | None:
    if targets and bundle:
        return BadParametersError(
            [Problem("bundle", _("Compare either targets or bundles: leave one of the two out."))]
        )
    unknown = sorted(set(bundle) - existing_bundles(bundle)) if bundle else []
    if unknown:
        wrong = [Problem("bundle", _("There is no bundle “%s” in the record.") % name) for name in unknown]
        return BadParametersError(wrong, unknown_things=True)
    return None


def _titles(report: Comparison) -> list[str]:
    """The heading of each column: its window, and what tells columns with the same window apart."""
    windows = [_window(column) for column in report.columns]
    often = Counter(windows)
    titles = [
        window
        if often[window] == 1 and (column.bundle or len(report.rows) == 1)
        else f"{column.id if column.bundle else localname(column.first.indicator)}, {window}"
        for column, window in zip(report.columns, windows, strict=True)
    ]
    for words in (_body, _programme, _announced, _id):
        more = [words(column) for column in report.columns]
        words_of_title: dict[str, set[str]] = {}
        for title, word in zip(titles, more, strict=True):
            words_of_title.setdefault(title, set()).add(word)
        often = Counter(titles)
        titles = [
            f"{title}, {word}" if often[title] > 1 and len(words_of_title[title]) > 1 else title
            for title, word in zip(titles, more, strict=True)
        ]
    return titles


def _body(column: Column) -> str:
    return localname(column.first.responsible)


def _programme(column: Column) -> str:
    return localname(column.first.programme)


def _announced(column: Column) -> str:
    day = wording.short_day(column.first.announced, active_language())
    return _("announced on %(day)s") % {"day": day}


def _id(column: Column) -> str:
    return column.id


def _window(column: Column) -> str:
    lang = active_language()
    first = column.first
    window = wording.period(first.window_start, first.deadline, lang)
    return window or wording.read_plainly(first, "deadline_text", lang) or column.id
