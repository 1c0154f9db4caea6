"""How a verdict was reached: the steps of the comparison, for the page, the API and the command alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from projects import wording
from projects.comparison.explaining.steps import Explanation, Step
from projects.models import Territory

from .judged_target import explain_chain, judge_chain_of

REPORT = "report_"  # prefix of the code of the step about a report
NOT_YET_PUBLIC = f"{REPORT}not_yet_public"
_PLACES = ("territory", "wanted_territory")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A step in words, with the numbers of its rules."""

    code: str
    rules: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class WordedExplanation:
    """The explanation of the verdict on a chain, with the names of the places in it by language."""

    explanation: Explanation
    places: Mapping[str, Mapping[str, str]]

    def public_only(self) -> WordedExplanation:
        """Without the steps about reports that were not public on the day."""
        steps = tuple(step for step in self.explanation.steps if step.code != NOT_YET_PUBLIC)
        return replace(self, explanation=replace(self.explanation, steps=steps))

    def without_reports(self, ids: Collection[str]) -> WordedExplanation:
        """Without the steps about these reports, which the page tells beside each report."""
        steps = (step for step in self.explanation.steps if not (_of_report(step) and step.values["report"] in ids))
        return replace(self, explanation=replace(self.explanation, steps=tuple(steps)))

    def shortened(self, most: int) -> WordedExplanation:
        """The steps about reports, and at most the last few steps of each other kind."""
        steps: list[Step] = []
        counts: Counter[str] = Counter()
        for step in reversed(self.explanation.steps):
            counts[step.code] += 1
            if _of_report(step) or counts[step.code] <= most:
                steps.append(step)
        return replace(self, explanation=replace(self.explanation, steps=tuple(reversed(steps))))

    def report_codes(self) -> dict[str, str]:
        """The code of what became of each report, by its id."""
        return {
            str(step.values["report"]): step.code.removeprefix(REPORT)
            for step in self.explanation.steps
            if _of_report(step)
        }

    def about_report(self, report: str, lang: str) -> str:
        """What became of one report, as a sentence; empty if there is no step about it."""
        explanation, names = self.explanation, self.places.get(wording.grammar(lang), {})
        steps = (
            step for step in explanation.steps if step.code.startswith(REPORT) and step.values.get("report") == report
        )
        return next((wording.explained(step, explanation.unit, explanation.terms, lang, names) for step in steps), "")

    def sentences(self, lang: str) -> tuple[Sentence, ...]:
        """Every step as a sentence in a language."""
        explanation, names = self.explanation, self.places.get(wording.grammar(lang), {})
        return tuple(
            Sentence(step.code, step.rules, wording.explained(step, explanation.unit, explanation.terms, lang, names))
            for step in explanation.steps
        )


def _of_report(step: Step) -> bool:
    return step.code.startswith(REPORT) and "report" in step.values


def explanation_of(link: str, as_of: date, known_at: datetime | None = None) -> WordedExplanation | None:
    """The explanation of the verdict on the chain of any link; None before the chain was announced. Four queries."""
    judged = judge_chain_of(link, as_of, known_at)
    return None if judged is None else worded(explain_chain(*judged))


def worded(explanation: Explanation) -> WordedExplanation:
    """The explanation with the names of its places. One query."""
    return WordedExplanation(explanation, _names_of_places(explanation))


def _names_of_places(explanation: Explanation) -> dict[str, dict[str, str]]:
    wanted = {str(step.values[name]) for step in explanation.steps for name in _PLACES if name in step.values}
    rows = Territory.objects.filter(id__in=wanted).values_list("id", "name", "name_ru", "name_kk")
    names: dict[str, dict[str, str]] = {lang: {} for lang in wording.LANGUAGES}
    for id, *in_languages in rows:
        for lang, name in zip(wording.LANGUAGES, in_languages, strict=True):
            names[lang][id] = name or in_languages[0]
    return names
