"""R1 to R4 and R9 for each outcome: whether the verdict rests on it, and why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from projects.comparison.cases import Case, Judgement, since_the_promise
from projects.comparison.engine import Workings
from projects.comparison.evidence import Cover
from projects.comparison.evidence import cover as best_cover
from projects.comparison.figures import Outcome, Target
from projects.comparison.goals import RELATIVE, gives_meaning, missing_value, names_its_baseline
from projects.comparison.readings import Reading, order

# Why an outcome counts or not, with the rule.
CODES: dict[str, str] = {
    "adds_up": "R2",
    "stands": "R3",
    "not_yet_public": "R1",
    "period_not_over": "R1",
    "other_indicator": "R2",
    "other_unit": "R2",
    "other_currency": "R2",
    "other_territory": "R2",
    "corrected": "R9",
    "our_slip": "R9",
    "no_value": "R5",
    "promise_withdrawn": "R11.1",
    "nothing_to_compare": "R11.2",
    "other_terms": "R4",
    "other_comparison": "R4",
    "no_comparison": "R4",
    "no_baseline_period": "R4",
    "baseline_not_positive": "R4",
    "gives_baseline": "R4",
    "gives_season": "R7",
    "no_period_start": "R2",
    "period_reversed": "R2",
    "before_window": "R2",
    "after_window": "R2",
    "before_baseline": "R3",
    "before_opening": "R3",
    "before_promise": "R3",
    "retired_by_final": "R9",
    "weaker_kind": "R9",
    "not_final": "R9",
    "published_earlier": "R9",
    "same_rank": "R9",
    "fewer_days": "R2",
    "weaker_pieces": "R2",
    "more_pieces": "R2",
    "earlier_pieces": "R2",
    "equal_pieces": "R2",
    "other_percent_period": "R2",
    "not_latest": "R3",
    "fell_short": "R3",
    "after_covering": "R3",
    "after_met": "R3",
    "taken_back": "R3",
    "already_done": "R3",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Why an outcome counts or not. ``instead``: the id of what stands in its place.

    ``days`` are those of the best choice with it, ``days_chosen`` those of the choice made (R2).
    """

    outcome: Outcome
    code: str
    instead: str | None = None
    days: int | None = None
    days_chosen: int | None = None

    @property
    def rule(self) -> str:
        return CODES[self.code]


def choices(workings: Workings, outcomes: Iterable[Outcome], targets: Iterable[Target]) -> tuple[Choice, ...]:
    """One choice for each outcome, in order of time; ``targets`` are all links and interims, for their units.

    The workings say which outcomes are known, comparable and chosen; only the reasons are worked out here.
    """
    outcomes = tuple(outcomes)
    slips = {outcome.id for outcome in outcomes if outcome.our_slip}
    units = {target.indicator.id: target.indicator.unit for target in targets}
    case, verdict = workings.case, workings.verdict
    known_ids = {outcome.id for outcome in case.index.known_on(case.link.indicator, case.as_of)}
    readings = {reading.id: reading for reading in case.readings}
    evidence = {reading.id for reading in verdict.evidence}
    chosen = []
    for outcome in sorted(outcomes, key=lambda outcome: (outcome.period_end, outcome.published, outcome.id)):
        if outcome.id in evidence:
            summed = workings.goal is not None and workings.goal.summed
            chosen.append(Choice(outcome, "adds_up" if summed else "stands"))
        elif outcome.id not in known_ids:
            chosen.append(_unknown(outcome, case, units, slips))
        elif workings.goal is None:
            chosen.append(Choice(outcome, _not_comparable(outcome, workings)))
        elif outcome.id in workings.goal.baseline_from:
            chosen.append(Choice(outcome, "gives_baseline"))
        elif outcome.id not in readings:
            chosen.append(Choice(outcome, _not_comparable(outcome, workings)))
        else:
            chosen.append(_not_chosen(outcome, readings[outcome.id], workings))
    return tuple(chosen)


def _unknown(outcome: Outcome, case: Case, units: Mapping[str, str], slips: Collection[str]) -> Choice:
    """R1, R2, R9: why an outcome is not known for the target on the day."""
    indicator = case.link.indicator
    if outcome.published > case.as_of:
        return Choice(outcome, "not_yet_public")
    if outcome.indicator != indicator.id:
        return Choice(outcome, _other_indicator(indicator.unit, units.get(outcome.indicator, indicator.unit)))
    if outcome.territory != indicator.territory:
        return Choice(outcome, "other_territory")
    if outcome.period_end > case.as_of:
        return Choice(outcome, "period_not_over")
    by = case.index.corrected(case.as_of).get(outcome.id)
    if by is None:
        return Choice(outcome, "no_value")
    return Choice(outcome, "our_slip" if by in slips else "corrected", by)


def _other_indicator(unit: str, other: str) -> str:
    if unit == other:
        return "other_indicator"
    money = all(len(code) == 3 and code.isalpha() and code.isupper() for code in (unit, other))  # ISO 4217
    return "other_currency" if money else "other_unit"


def _not_comparable(outcome: Outcome, workings: Workings) -> str:
    """R4: why a known figure is not in the target's terms."""
    link, goal = workings.case.link, workings.goal
    if link.withdrawn:
        return "promise_withdrawn"
    if missing_value(link):
        return "nothing_to_compare"
    if "baseline_not_positive" in workings.case.missing:
        return "baseline_not_positive"
    convertible = goal is not None and goal.terms == "absolute" and goal.baseline is not None
    if outcome.basis not in RELATIVE or not (outcome.basis == link.basis or convertible):
        return "other_terms"
    if link.indicator.accumulation == "milestone" or (goal and goal.terms == "absolute" and not convertible):
        return "other_terms"
    if goal is not None and not gives_meaning(goal.baseline) and names_its_baseline(outcome, link):
        return "baseline_not_positive"
    if outcome.compared_with_end is None:
        return "no_comparison"
    return "no_baseline_period" if link.baseline_end is None else "other_comparison"


def _not_chosen(outcome: Outcome, reading: Reading, workings: Workings) -> Choice:
    verdict, goal = workings.verdict, workings.goal
    path = verdict.path
    if path is not None and any(outcome.id in season.reports for season in path.seasons):
        return Choice(outcome, "gives_season")
    if goal is not None and goal.summed:
        return _not_added(outcome, reading, workings.case, verdict, single=goal.terms == "percent_change")
    outside = _before_the_promise(reading, workings.case)
    if outside:
        return Choice(outcome, outside)
    return _not_standing(outcome, reading, workings.case, verdict) or _another_reading(outcome, reading, workings)


def _not_added(outcome: Outcome, reading: Reading, case: Case, verdict: Judgement, single: bool) -> Choice:
    """R2: why a comparable figure is not among the pieces of a sum."""
    start, limit, cover = case.link.window_start, verdict.limit, verdict.cover
    if reading.start is None:
        return Choice(outcome, "no_period_start")
    if start is not None and reading.start < start:
        return Choice(outcome, "before_window")
    if limit is not None and reading.end > limit:
        return Choice(outcome, "after_window")
    if reading.start > reading.end:
        return Choice(outcome, "period_reversed")
    weaker = _not_standing(outcome, reading, case, verdict)
    if weaker or cover is None:
        return weaker or Choice(outcome, "equal_pieces")
    if single:
        return Choice(outcome, "other_percent_period", cover.pieces[0].id if cover.pieces else None)
    standing = [group[0] for group in verdict.by_period.values()]
    beside = [other for other in standing if other is reading or _clear_of(other, reading)]
    with_it = best_cover(beside, start, limit or case.as_of)
    return Choice(outcome, _criterion(with_it, cover), None, with_it.days, cover.days)


def _clear_of(other: Reading, reading: Reading) -> bool:
    assert reading.start is not None
    return other.start is not None and (other.end < reading.start or other.start > reading.end)


def _criterion(with_it: Cover, chosen: Cover) -> str:
    """R2: the criterion by which the chosen pieces are better than the best choice with another figure."""
    if with_it.days < chosen.days:
        return "fewer_days"
    if _weakest(with_it) > _weakest(chosen):
        return "weaker_pieces"
    if len(with_it.pieces) > len(chosen.pieces):
        return "more_pieces"
    return "earlier_pieces" if _last_published(with_it) < _last_published(chosen) else "equal_pieces"


def _weakest(cover: Cover) -> int:
    return max((piece.rank for piece in cover.pieces), default=0)


def _last_published(cover: Cover) -> date:
    return max((piece.published for piece in cover.pieces), default=date.min)


def _not_standing(outcome: Outcome, reading: Reading, case: Case, verdict: Judgement) -> Choice | None:
    """R9: which figure stands for the period instead, and why."""
    summed = case.link.indicator.accumulation == "sum"
    group = verdict.by_period.get((reading.start if summed else None, reading.end), [])
    best = group[0] if group else None
    if not any(other.id == reading.id for other in group):
        return Choice(outcome, "retired_by_final", _final_of(reading, group))
    if best is None or best.id == reading.id:
        return None
    for code, place in (("weaker_kind", 0), ("not_final", 1), ("published_earlier", 2)):
        if order(best)[place] != order(reading)[place]:
            return Choice(outcome, code, best.id)
    return Choice(outcome, "same_rank", best.id)


def _final_of(reading: Reading, group: Sequence[Reading]) -> str | None:
    return next((other.id for other in group if other.final and other.publisher == reading.publisher), None)


def _before_the_promise(reading: Reading, case: Case) -> str:
    """R3: why a reading is no evidence for the promise; "" if it is."""
    if any(evidence.id == reading.id for evidence in since_the_promise(case.readings, case.link, case.first_announced)):
        return ""
    link = case.link
    if link.baseline_end is None and link.window_start is None:
        return "before_promise"
    return "before_baseline" if link.baseline_end and reading.end <= link.baseline_end else "before_opening"


def _another_reading(outcome: Outcome, reading: Reading, workings: Workings) -> Choice:
    """R3: why the reading of another day stands for the target."""
    verdict = workings.verdict
    stands = verdict.evidence[0] if verdict.evidence else reading
    milestone = workings.goal is not None and workings.goal.terms == "done"
    if milestone and verdict.decided:
        if reading.end > stands.end:
            return Choice(outcome, "already_done", stands.id)
        return Choice(outcome, "taken_back" if reading.value == 1 else "not_latest", stands.id)
    if reading.end < stands.end:
        short = verdict.covering is not None and verdict.covering.id == reading.id
        return Choice(outcome, "fell_short" if short else "not_latest", stands.id)
    covers = verdict.covering is not None and verdict.covering.id == stands.id
    return Choice(outcome, "after_covering" if covers else "after_met", stands.id)
