"""A result: what is measured, with its promises as targets and the reports on it as actuals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from projects import wording
from projects.http.public_urls import public_url
from projects.models import Outcome
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_entry import TargetEntry
from projects.wording import results_framework as framework
from projects.wording.languages import LANGUAGES

from .codes import OBJECTIVES, OTHER_RESULT, OWN_VOCABULARY, RESULTS, WEB_PAGE, period_start
from .comments import actual_comment, promise_comment, promise_sentences, report_comment, undated_sentence
from .elements import Texts, element, in_languages, text_of, worded
from .figures import (
    AMOUNT,
    TERMS,
    WORDS,
    figure,
    measure,
    period_of,
    standing_reports,
    starting_levels,
    terms_of,
    terms_of_actual,
)
from .links import document_link, source_link
from .rows import IndicatorRows

NOT_TO_BE_ADDED = "false"  # figures of one result repeat each other: a year, its months, what counts of both

Period = tuple[date, date]


@dataclass(slots=True)
class PeriodFigures:
    """What one period of an indicator holds, as written elements."""

    targets: list[str] = field(default_factory=list)
    actuals: list[str] = field(default_factory=list)


class ResultWriter:
    """Writes one result. ``located``: the territories that the activity has a location for."""

    def __init__(self, rows: IndicatorRows, located: frozenset[str]) -> None:
        self._rows, self._located = rows, located
        self._periods: defaultdict[str, defaultdict[Period, PeriodFigures]] = defaultdict(
            lambda: defaultdict(PeriodFigures)
        )
        self._undated: list[Outcome] = []
        self._summaries = {
            entry.id: {lang: promise_sentences(entry, lang) for lang in LANGUAGES} for entry in rows.promises
        }
        reports = standing_reports(rows)
        by_id = {report.pk: report for report in reports}
        counted: set[str] = set()
        for entry in rows.promises:
            counted |= self._add_promise(entry, by_id)
        for report in reports:
            if report.pk not in counted:
                self._add_report(report)

    def element(self) -> str:
        """The result, as the schema orders it."""
        return element(
            "result",
            {"type": OTHER_RESULT, "aggregation-status": NOT_TO_BE_ADDED},
            worded("title", text_of(self._rows.indicator, "name")),
            worded("description", in_languages(self._description)),
            *(self._page_link(entry) for entry in self._rows.promises),
            *(self._indicator(terms) for terms in self._terms()),
        )

    def _terms(self) -> Iterator[str]:
        """The terms that figures were given in; words where there are none: a result has an indicator."""
        levels = starting_levels(self._rows.promises)
        shown = [terms for terms in TERMS if terms in self._periods or (terms == AMOUNT and levels)]
        yield from shown or [WORDS]

    def _description(self, lang: str) -> str:
        promises = [self._summaries[entry.id][lang] for entry in self._rows.promises]
        return "\n".join(
            [*promises, *(undated_sentence(report, self._rows.indicator, lang) for report in self._undated)]
        )

    def _page_link(self, entry: TargetEntry) -> str:
        """The link to the page where all that is known of a promise stands."""
        title = in_languages(lambda lang: title_of(entry, lang).text)
        return document_link(public_url("target", entry.id), title, WEB_PAGE)

    # --- an indicator ------------------------------------------------------------------------------------------------

    def _indicator(self, terms: str) -> str:
        row = self._rows.indicator
        code = row.pk if terms == AMOUNT else f"{row.pk}:{terms}"
        own = {"vocabulary": OWN_VOCABULARY, "code": code}
        attributes = {
            "measure": measure(terms, row.unit),
            "ascending": "true" if row.direction == "increase" else "false",
            "aggregation-status": NOT_TO_BE_ADDED,
        }
        return element(
            "indicator",
            attributes,
            worded("title", self._titles(terms)),
            worded("description", text_of(row, "definition")),
            element("reference", own | {"indicator-uri": public_url("api-indicators-one", row.pk)}),
            *(self._baseline(*level) for level in (starting_levels(self._rows.promises) if terms == AMOUNT else ())),
            *(self._period(*period, figures) for period, figures in sorted(self._periods[terms].items(), key=_by_days)),
        )

    def _titles(self, terms: str) -> Texts:
        """The name of what is measured with its unit, or with how its figures are given."""
        row = self._rows.indicator

        def say(lang: str) -> str:
            name = getattr(row, f"name_{lang}", "") or row.name
            if terms == AMOUNT:
                return f"{name} ({wording.unit_name(row.unit, lang)})" if row.unit else name
            return name if row.accumulation == "milestone" else framework.measured_in_terms(terms, name, lang)

        return in_languages(say)

    @staticmethod
    def _baseline(value: str, start: date | None, end: date) -> str:
        comment = [] if start is None else in_languages(lambda lang: wording.period(start, end, lang))
        attributes = {"iso-date": end.isoformat(), "year": str(end.year), "value": value}
        return element("baseline", attributes, worded("comment", comment))

    @staticmethod
    def _period(start: date, end: date, figures: PeriodFigures) -> str:
        return element(
            "period",
            None,
            element("period-start", {"iso-date": start.isoformat()}),
            element("period-end", {"iso-date": end.isoformat()}),
            *figures.targets,
            *figures.actuals,
        )

    # --- promises ----------------------------------------------------------------------------------------------------

    def _add_promise(self, entry: TargetEntry, reports: dict[str, Outcome]) -> set[str]:
        """Adds the target and what counts towards it; the ids of reports that need not be told again."""
        period = _period_of_promise(entry)
        if period is None:
            return set()
        terms = terms_of(entry)
        value = None if terms == WORDS else figure(entry)
        self._periods[terms][period].targets.append(self._target(entry, value))
        resolved = entry.assessment["resolved_value"]
        if terms not in (WORDS, AMOUNT) and resolved is not None:
            self._periods[AMOUNT][period].targets.append(self._target(entry, resolved, worked_out=True))
        return self._add_counted(entry, period, reports)

    def _target(self, entry: TargetEntry, value: str | None, *, worked_out: bool = False) -> str:
        return element(
            "target",
            {"value": value},
            self._location(self._rows.indicator.territory_id),
            worded("comment", promise_comment(entry, self._summaries[entry.id], worked_out=worked_out)),
            source_link(entry.source, OBJECTIVES),
        )

    def _add_counted(self, entry: TargetEntry, period: Period, reports: dict[str, Outcome]) -> set[str]:
        """What counts towards a promise by the method. A single report for the very period stands for it."""
        verdict = entry.assessment
        if verdict["actual"] is None or entry.withdrawn:
            return set()
        terms = terms_of_actual(entry)
        evidence = [reports[id] for id in verdict["evidence"] if id in reports]
        single = evidence[0] if len(evidence) == 1 and len(verdict["evidence"]) == 1 else None
        same = single is not None and self._place(single) == (terms, period)
        actual = element(
            "actual",
            {"value": None if terms == WORDS else str(verdict["actual"])},
            self._location(self._rows.indicator.territory_id),
            worded("comment", actual_comment(entry)),
            *(source_link(report.source, RESULTS) for report in evidence[:1] if single is not None),
        )
        self._periods[terms][period].actuals.append(actual)
        return {evidence[0].pk} if same else set()

    # --- reports -----------------------------------------------------------------------------------------------------

    def _place(self, report: Outcome) -> tuple[str, Period] | None:
        period = period_of(report, self._rows.indicator.accumulation)
        return None if period is None else (terms_of(report), period)

    def _add_report(self, report: Outcome) -> None:
        place = self._place(report)
        if place is None:
            self._undated.append(report)
            return
        terms, period = place
        actual = element(
            "actual",
            {"value": None if terms == WORDS else figure(report)},
            self._location(report.territory_id or self._rows.indicator.territory_id),
            worded("comment", report_comment(report, self._rows.indicator)),
            source_link(report.source, RESULTS),
        )
        self._periods[terms][period].actuals.append(actual)

    def _location(self, territory: str | None) -> str:
        return element("location", {"ref": territory}) if territory in self._located else ""


def _by_days(item: tuple[Period, PeriodFigures]) -> Period:
    return item[0]


def _period_of_promise(entry: TargetEntry) -> Period | None:
    """From its beginning to its deadline; of a promise taken back to the last deadline that was named."""
    deadlines = (
        [entry.deadline, *(step.deadline for step in reversed(entry.revisions))]
        if entry.withdrawn
        else [entry.deadline]
    )
    end = next((day for day in deadlines if day is not None), None)
    if end is None:
        return None
    return min(period_start(entry), end), end
