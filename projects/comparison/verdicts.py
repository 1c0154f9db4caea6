"""R11: the status of one link of a chain on a day: the first line of the table that applies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .cases import Case, Judgement, last_covering_day
from .evidence import Cover, Level, level, milestone
from .goals import RELATIVE, Goal
from .pace import measure, status_on_the_way
from .quantities import usable
from .readings import Reading
from .statuses import MET

Status = tuple[str, list[str]]  # with its reasons


def judge(case: Case) -> Judgement:
    """The verdict on the link of a case, withdrawal aside, with every figure that can be given."""
    verdict = decide(case)
    if verdict.cover is not None:
        _in_time(case, verdict)
    measure(case, verdict)
    return verdict


def decide(case: Case) -> Judgement:
    """The same for the status alone (R11.2 to R11.10): the path is worked out only if the status depends on it."""
    if case.goal is None:
        return Judgement("not_assessable", [*case.missing])
    if case.goal.terms == "done":
        return _judge_milestone(case)
    verdict = _judge_sum(case, case.goal) if case.goal.summed else _judge_level(case, case.goal)
    if case.goal.terms in RELATIVE and verdict.actual is None:  # R4: no report in the same terms is evidence
        verdict.status, verdict.reasons = "not_assessable", ["baseline_not_published"]
    return verdict


# --- milestones ------------------------------------------------------------------------------------------------------


def _judge_milestone(case: Case) -> Judgement:
    link, deadline = case.link, case.link.deadline
    done, latest = milestone(case.figures.best)
    answer = done or latest
    verdict = Judgement("no_data", by_period=case.figures.groups)
    if answer:
        verdict.actual, verdict.covered_until, verdict.evidence = answer.value, answer.end, (answer,)
    if done:
        late = deadline is not None and done.end > deadline
        verdict.status, verdict.decided = "achieved_late" if late else "achieved", True
    elif deadline is None:
        verdict.status, verdict.reasons = "not_assessable", ["no_deadline"]
    elif case.as_of > deadline:
        verdict.status, verdict.reasons = _milestone_past_deadline(latest, deadline)
    elif link.window_start and case.as_of < link.window_start:
        verdict.status = "too_early"
    return verdict


def _milestone_past_deadline(latest: Reading | None, deadline: date) -> Status:
    """R11.7: overdue if a report from the deadline or later says that it is not done; earlier reports do not tell."""
    if latest is None:
        return "unreported", ["no_report"]
    return ("overdue", ["not_done"]) if latest.end >= deadline else ("unreported", ["no_final_report"])


# --- sums ------------------------------------------------------------------------------------------------------------


def _judge_sum(case: Case, goal: Goal) -> Judgement:
    link, deadline, as_of = case.link, case.link.deadline, case.as_of
    single = goal.terms == "percent_change"
    owed_later = link.timing == "by_deadline" and not goal.ceiling
    limit = as_of if owed_later or deadline is None else deadline
    # Every period that stands was over by the day, so the choice for what is still owed needs no later end.
    cover = case.figures.cover(link.window_start, date.max if owed_later else limit, single)
    verdict = Judgement("", [], cover.actual, cover.until, cover.pieces, cover=cover, limit=limit)
    verdict.by_period = case.figures.groups
    covered = deadline is not None and cover.covers(deadline)
    met = cover.actual is not None and goal.met_by(cover.actual)
    reached = _in_time(case, verdict).actual if goal.ceiling or goal.band else None
    passed = reached is not None and goal.passed_by(reached)
    verdict.status, verdict.reasons = _status_of_sum(case, goal, verdict, met, passed, covered)
    if cover.has_gap:
        verdict.reasons.append("gap_in_reports")
    _note_rounding(goal, verdict, reached if goal.band else None)
    verdict.decided = (met and not goal.ceiling and not goal.band) or passed or covered
    return verdict


def _in_time(case: Case, verdict: Judgement) -> Cover:
    """What a sum had by its deadline (R11.4), worked out on first use."""
    cover, link, deadline = verdict.cover, case.link, case.link.deadline
    assert cover is not None
    if verdict.in_time is None:
        later = deadline is not None and verdict.limit is not None and verdict.limit > deadline
        if later and deadline is not None and case.goal is not None:
            cover = case.figures.cover(link.window_start, deadline, case.goal.terms == "percent_change")
        verdict.in_time = cover
    return verdict.in_time


def _status_of_sum(case: Case, goal: Goal, verdict: Judgement, met: bool, passed: bool, covered: bool) -> Status:
    deadline, as_of = case.link.deadline, case.as_of
    if passed:
        return "missed", []  # R11.3
    if goal.ceiling:
        if covered:
            return "achieved", []
        if deadline is None:
            return "not_assessable", ["no_deadline"]
        if as_of > deadline:
            return "not_assessable", ["no_final_report"]
        return status_on_the_way(case, goal, verdict)
    if met and (not goal.band or covered):
        in_time = _in_time(case, verdict).actual
        early = in_time is not None and goal.met_by(in_time)
        return ("achieved" if early or deadline is None else "achieved_late"), []  # R11.4
    if deadline is None:
        return "not_assessable", ["no_deadline"]  # R11.5
    if covered and case.link.timing == "within_period":
        return "missed", _provisional(verdict)  # R11.6
    if as_of > deadline:
        return _past_deadline(verdict, covered)  # R11.7
    return status_on_the_way(case, goal, verdict)


# --- levels ----------------------------------------------------------------------------------------------------------


def _judge_level(case: Case, goal: Goal) -> Judgement:
    link = case.link
    owed_later = link.timing == "by_deadline"
    choice = level(case.figures.best, link.deadline, last_covering_day(link), owed_later, goal.met_by)
    verdict = Judgement("", covering=choice.covering, decided=choice.covering is not None)
    verdict.by_period = case.figures.groups
    if (reading := choice.standing) is not None:
        verdict.actual, verdict.covered_until, verdict.evidence = reading.value, reading.end, (reading,)
    verdict.status, verdict.reasons = _status_of_level(case, goal, verdict, choice)
    _note_rounding(goal, verdict)
    return verdict


def _status_of_level(case: Case, goal: Goal, verdict: Judgement, choice: Level) -> Status:
    link, deadline, as_of, reading = case.link, case.link.deadline, case.as_of, choice.standing
    met = reading is not None and goal.met_by(reading.value)
    if deadline is None:
        return ("achieved", []) if met else ("not_assessable", ["no_deadline"])
    past = as_of > deadline
    if met and reading is not None:
        later = link.timing == "by_deadline" and reading.end > deadline
        if not past or reading is choice.covering or later:
            return ("achieved" if reading.end <= deadline else "achieved_late"), []  # R11.4
    decided = choice.covering is not None and link.timing == "within_period"
    if reading is not None and goal.baseline is None and not past and not decided:
        return "not_assessable", ["no_baseline"]  # R11.5: the deadline is still ahead
    if decided:
        return "missed", _provisional(verdict)  # R11.6
    if past:
        return _past_deadline(verdict, choice.covering is not None)  # R11.7
    return status_on_the_way(case, goal, verdict)


# --- sums and levels -------------------------------------------------------------------------------------------------


def _past_deadline(verdict: Judgement, covered: bool) -> Status:
    """R11.7: overdue only if a report shows that it is still owed, else unreported."""
    if covered:
        return "overdue", ["short_at_deadline", *_provisional(verdict)]
    return "unreported", ["no_report" if verdict.actual is None else "no_final_report"]


def _provisional(verdict: Judgement) -> list[str]:
    return [] if all(reading.final for reading in verdict.evidence) else ["provisional"]


def _note_rounding(goal: Goal, verdict: Judgement, in_time: Decimal | None = None) -> None:
    """R5: note that only rounding makes it met; for the upper end of a range on a sum what was ``in_time`` counts."""
    if verdict.status in MET and usable(verdict.actual):
        assert verdict.actual is not None
        only_by_rounding = in_time is not None and goal.kept_within_rounding(in_time)
        if only_by_rounding or goal.met_within_rounding(verdict.actual):
            verdict.reasons.append("within_rounding")
