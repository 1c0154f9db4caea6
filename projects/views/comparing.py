"""Promises side by side: two to four targets, or two to four bundles."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from projects import wording
from projects.models import Target
from projects.reports.comparables import families
from projects.reports.comparing import MOST, Column, Comparison, bundles_there_are, compare_bundles, compare_targets
from projects.reports.parameters import BadParametersError, Kind, Parameter, Wrong
from projects.templatetags.record import localname

from .edges import asked, bad_parameters, page, shown
from .filters import without

TARGETS = Parameter("targets", Kind.REFERENCE, "Two to four targets; repeat it.", model=Target, repeatable=True)
MOST_ROWS, MOST_RATIOS = 16, 4  # of whole bundles: what a page has room for
BUNDLE = Parameter("bundle", Kind.TEXT, "Two to four bundles instead; repeat it.", repeatable=True)


@page(TARGETS, BUNDLE)
def compare(
    request: HttpRequest, as_of: date, targets: tuple[str, ...] = (), bundle: tuple[str, ...] = ()
) -> HttpResponse:
    """A page whatever was asked: the comparison, or how to get one."""
    problems = _problems(targets, bundle)
    if problems is not None:
        return bad_parameters(request, problems)
    name, given = ("targets", targets) if targets else ("bundle", bundle)
    if len(given) > MOST:
        drops = [(each, without(asked(request), name, each)) for each in given]
        answer = shown(request, "projects/compare_fewer.html", as_of=as_of, drops=drops, most=MOST)
        answer.status_code = 400
        return answer
    report = compare_targets(targets, as_of) if targets else compare_bundles(bundle, as_of)
    titled = list(zip(report.columns, _titles(report), [without(asked(request), name, c) for c in given], strict=False))
    choices = () if report.complete else families(as_of)
    context = {"report": report, "titled": titled, "choices": choices, "one_row": len(report.rows) == 1}
    context |= {"rows": report.rows[:MOST_ROWS], "ratios": report.ratios[:MOST_RATIOS]}
    return shown(request, "projects/compare.html", as_of=as_of, **context)


def _problems(targets: tuple[str, ...], bundle: tuple[str, ...]) -> BadParametersError | None:
    if targets and bundle:
        return BadParametersError([Wrong("bundle", _("Compare either targets or bundles: leave one of the two out."))])
    unknown = sorted(set(bundle) - bundles_there_are(bundle)) if bundle else []
    if unknown:
        wrong = [Wrong("bundle", _("There is no bundle “%s” in the record.") % name) for name in unknown]
        return BadParametersError(wrong, unknown_things=True)
    return None


def _titles(report: Comparison) -> list[str]:
    """What heads each column: the window where that tells them apart, with the name where it does not."""
    windows = [_window(column) for column in report.columns]
    often = Counter(windows)
    return [
        window
        if often[window] == 1 and (column.bundle or len(report.rows) == 1)
        else f"{column.id if column.bundle else localname(column.first.indicator)}, {window}"
        for column, window in zip(report.columns, windows, strict=True)
    ]


def _window(column: Column) -> str:
    lang = get_language() or "en"
    first = column.first
    return wording.period(first.window_start, first.deadline, lang) or first.deadline_text or column.id
