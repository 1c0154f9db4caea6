"""What the figures of a result cannot say, told beside them: qualifiers, moves, verdicts, where a figure is from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from projects import wording
from projects.models import Indicator, Outcome
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_entry import Revision, TargetEntry
from projects.wording import results_framework as framework

from .elements import Texts, in_languages
from .figures import terms_of_actual
from .links import source_words


def promise_comment(entry: TargetEntry, summary: Mapping[str, str], *, worked_out: bool = False) -> Texts:
    """The comment of a target: what was promised, how that moved, and the verdict of the day.

    ``summary`` are the sentences of ``promise_sentences`` by language. ``worked_out``: the figure beside it is the
    verdict's, not the one that was announced.
    """

    def say(lang: str) -> str:
        sentences = [summary[lang]]
        if worked_out:
            sentences.append(framework.result_sentence("resolved", lang, _stated(entry, entry.unit, lang)))
        if entry.window_start is None:
            sentences.append(framework.result_sentence("from_announcement", lang))
        if not entry.source.url:
            sentences.append(framework.result_sentence("source", lang, source_words(entry.source, lang)))
        return " ".join(sentences)

    return in_languages(say)


def promise_sentences(entry: TargetEntry, lang: str) -> str:
    """A promise with its moves, its starting level and its verdict."""
    verdict = entry.assessment
    as_of = date.fromisoformat(verdict["as_of"])
    parts = [framework.result_sentence("promised", lang, title_of(entry, lang).text)]
    if entry.times_moved:
        parts.append(framework.announcements([_step(step, lang) for step in entry.revisions], lang))
    if entry.withdrawn:
        parts.append(framework.withdrawn_on(entry.announced, lang))
    if entry.baseline_value is not None:
        level = wording.amount(entry.baseline_value, entry.unit, lang)
        if entry.baseline_end is not None:
            level = f"{level} ({wording.period(entry.baseline_start, entry.baseline_end, lang)})"
        parts.append(framework.result_sentence("starting_level", lang, level))
    parts.append(framework.verdict_on(as_of, wording.status(verdict["status"], lang), lang))
    return " ".join(parts)


def actual_comment(entry: TargetEntry) -> Texts:
    """The comment of what counts towards a promise: how it was reported, and until when."""
    verdict, basis = entry.assessment, terms_of_actual(entry)

    def say(lang: str) -> str:
        qualifier = verdict.get("actual_qualifier")
        if entry.basis == "done":
            counted = _done(verdict["actual"], lang)
        else:
            counted = wording.measured(verdict["actual"], qualifier, basis, entry.unit, lang)
        parts = [framework.result_sentence("counted", lang, counted)]
        if verdict["covered_until"]:
            parts.append(framework.reported_until(date.fromisoformat(verdict["covered_until"]), lang))
        if verdict["conflicts"]:
            parts.append(wording.flag("disputed", lang) + ".")
        return " ".join(parts)

    return in_languages(say)


def report_comment(report: Outcome, indicator: Indicator) -> Texts:
    """The comment of a report; nothing where its figure is exact and its source is linked."""
    says_more = report.qualifier not in ("", "exactly") or report.basis != "absolute"
    if not (says_more or report.corrects_id or not report.source.url):
        return []
    return in_languages(_report_says(report, indicator, says_more=says_more))


def undated_sentence(report: Outcome, indicator: Indicator, lang: str) -> str:
    """A report on a sum that does not say since when: no period can hold it."""
    reported = report_stated(report, indicator, lang)
    until = wording.by(report.period_end, lang)
    return framework.result_sentence("undated", lang, f"{reported}, {until}", source_words(report.source, lang))


def report_stated(report: Outcome, indicator: Indicator, lang: str) -> str:
    """What was reported: ``more than 12,000 jobs``."""
    return wording.stated(
        basis=report.basis,
        qualifier=report.qualifier,
        value=report.value,
        upper=report.upper_value,
        unit=indicator.unit,
        lang=lang,
        compared_with=(report.compared_with_start, report.compared_with_end),
    )


def _report_says(report: Outcome, indicator: Indicator, *, says_more: bool) -> Callable[[str], str]:
    def say(lang: str) -> str:
        parts = []
        if says_more:
            parts.append(framework.result_sentence("reported", lang, report_stated(report, indicator, lang)))
        if report.corrects_id:
            parts.append(framework.result_sentence("correction", lang))
        if not report.source.url:
            parts.append(framework.result_sentence("source", lang, source_words(report.source, lang)))
        return " ".join(parts)

    return say


def _step(step: Revision, lang: str) -> str:
    changes = [code for code in step.change if code != "first"]
    return framework.announcement_step(
        step.announced, _stated(step, step.unit, lang), step.deadline, step, changes, lang
    )


def _stated(claim: TargetEntry | Revision, unit: str, lang: str) -> str:
    return wording.stated(
        basis=claim.basis,
        qualifier=claim.qualifier,
        value=claim.value,
        upper=claim.upper_value,
        unit=unit,
        lang=lang,
        promised=True,
    )


def _done(actual: str | None, lang: str) -> str:
    return wording.stated(basis="done", qualifier="", value=actual, upper=None, unit="", lang=lang)
