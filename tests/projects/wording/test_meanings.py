"""R11: what a status means is said in words that are true of the promise: of a ceiling, a level, a promise to hold."""

from __future__ import annotations

import pytest

from projects import wording
from projects.comparison.engine import assess
from projects.comparison.goals import is_ceiling
from projects.judging.assessment_json import as_contract
from tests.projects.comparison.claims import LEVEL, MILESTONE, day, done, reading, report, target

SPENT = report(30, "01-01", "02-19")  # of 50 that the path to 100 allows by then


@pytest.mark.parametrize(
    ("promise", "outcome", "status", "meaning"),
    [
        (target(qualifier="at_most"), SPENT, "on_track", "By the last report no more is used than the path"),
        (
            target(qualifier="at_most"),
            report(60, "01-01", "02-19"),
            "behind",
            "By the last report more is used than the path",
        ),
        (
            target(qualifier="between", upper_value=110),
            report(120, "01-01", "02-19"),
            "missed",
            "More was reported than was promised at most.",
        ),
        # 85 is 94 % of the 90 that were expected, and half of the way from 80.
        (
            target(on=LEVEL, baseline_value=80),
            reading(85, "02-19"),
            "off_track",
            "The last report shows less than 60% of the progress",
        ),
        (
            target(on=LEVEL, baseline_value=100),
            reading(99, "02-19"),
            "off_track",
            "The last reported figure does not hold what was promised",
        ),
        (
            target(on=MILESTONE),
            done(0, "02-19"),
            "no_data",
            "The deadline is ahead, and nothing that counts",
        ),
    ],
)
def test_r11_meaning_is_true_of_the_promise(promise, outcome, status, meaning) -> None:
    assessment = assess((promise,), (outcome,), day("03-31"))
    assert assessment is not None
    assert assessment.status == status
    assert wording.verdict_meaning(as_contract(assessment), "en", is_ceiling=is_ceiling(promise)).startswith(meaning)


def test_r11_3_ceiling_without_a_final_report_could_have_been_judged() -> None:
    assessment = assess((target(qualifier="at_most"),), (SPENT,), day("06-30"))
    assert assessment is not None
    assert (assessment.status, assessment.reasons) == ("not_assessable", ("no_final_report",))
    meaning = wording.verdict_meaning(as_contract(assessment), "en", is_ceiling=True)
    assert meaning == "What is public does not tell whether it stayed within what was promised at most."
