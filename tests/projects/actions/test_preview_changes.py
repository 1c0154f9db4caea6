"""A preview says what changes would do, and does nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.apply_changes import apply_changes
from projects.actions.changes import Change
from projects.actions.preview_changes import preview_changes
from projects.models import Assessment, AuditEntry, Indicator, Outcome, Source
from tests.factories import OutcomeFactory, SourceFactory, TargetFactory
from tests.projects.actions.changing import SOURCE, report
from tests.projects.actions.recorded import AT, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def preview(by):
    return lambda *changes, **how: preview_changes(changes, by=by, at=AT, **how)


def test_it_says_the_verdict_before_and_after_and_writes_nothing(target, preview):
    entries = AuditEntry.objects.count()
    shown = preview(*report())
    [move] = shown.verdicts
    assert (move.before.status, move.after.status) == ("no_data", "on_track")
    assert move.after.percent == "0.5"
    assert not shown.problems
    assert not shown.doubts
    assert status() == "no_data"
    assert not Outcome.objects.exists()
    assert not Source.objects.filter(pk=SOURCE["id"]).exists()
    assert AuditEntry.objects.count() == entries


def test_turning_the_good_direction_shows_every_verdict_that_turns(target, preview, by):
    apply_changes(report(), by=by, at=AT, confirmed=(), through="test")
    TargetFactory(id="other", indicator=target.indicator)
    [*moves] = preview(
        Change("edit", "indicators", "projects", {"direction": "decrease"}, {"direction": "increase"})
    ).verdicts
    assert {move.first_id for move in moves if move.moves} == {"pool", "other"}
    assert Indicator.objects.get(pk="projects").direction == "increase"


def test_a_promise_that_is_taken_out_has_no_verdict_after(target, preview):
    [move] = preview(Change("erase", "targets", "pool", reason="Twice.")).verdicts
    assert (move.before.status, move.after) == ("no_data", None)
    assert Assessment.objects.exists()


def test_problems_and_doubts_are_part_of_the_answer(target, preview):
    shown = preview(*report(value="9000", qualifier="nearly"))
    assert {problem.column for problem in shown.problems} == {"qualifier"}
    [doubt] = preview(*report(value="9000")).doubts
    assert doubt.doubt.code == "far_from_target"
    assert preview(*report(value="9000"), confirmed={doubt.token}).doubts == ()


def test_what_is_recorded_already_is_named(target, preview, by):
    apply_changes(report(), by=by, at=AT, confirmed=(), through="test")
    assert preview(*report()).repeated == (("sources", SOURCE["id"]), ("outcomes", "projects-2024-06-30"))


def test_the_queries_do_not_grow_with_the_record(target, preview):
    def count():
        with CaptureQueriesContext(connection) as captured:
            preview(*report())
        return len(captured)

    before = count()
    for number in range(30):
        OutcomeFactory(indicator=target.indicator, source=SourceFactory())
        TargetFactory(id=f"more-{number}", indicator=target.indicator)
    assert count() <= before + 1
