"""Several changes are made together or not at all, and the verdicts follow once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.apply_changes import apply_changes
from projects.actions.changes import Change, ChangesRefusedError
from projects.actions.rename_row import rename_row
from projects.models import Assessment, AuditEntry, Indicator, Outcome, RenamedId, Source, Target
from tests.factories import SourceFactory
from tests.projects.actions.changing import REPORT, SOURCE, added, report
from tests.projects.actions.recorded import AT, assert_verified, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def apply(by):
    return lambda *changes, confirmed=(): apply_changes(changes, by=by, at=AT, confirmed=confirmed, through="desk")


def refused(error):
    return {(problem.index, problem.column) for problem in error.value.problems}


def test_a_report_and_its_source_are_recorded_together(target, apply):
    applied = apply(*report())
    assert applied.new == [("sources", SOURCE["id"]), ("outcomes", "projects-2024-06-30")]
    assert Outcome.objects.get().source.title == "Half-year report"
    assert status() == "on_track"
    assert_verified()


def test_verdicts_are_rewritten_once_for_many_figures(target, apply):
    def queries(count):
        reports = [added("outcomes", {**REPORT, "value": str(50 + n), "period_end": f"2024-0{n}-28"}) for n in count]
        with CaptureQueriesContext(connection) as captured:
            apply(*reports)
        return [
            query for query in captured.captured_queries if query["sql"].startswith('DELETE FROM "projects_assessment"')
        ]

    apply(added("sources", SOURCE))
    assert len(queries(range(1, 2))) == len(queries(range(2, 6)))
    assert_verified()


def test_nothing_is_written_where_one_change_is_wrong(target, apply):
    with pytest.raises(ChangesRefusedError) as error:
        apply(*report(period_start="2024-12-31"), added("outcomes", {**REPORT, "indicator": "none"}))
    assert refused(error) == {(1, "period_end"), (2, "indicator")}
    assert not Source.objects.filter(pk=SOURCE["id"]).exists()
    assert not Outcome.objects.exists()


def test_a_refused_row_without_an_id_hides_nothing(target, apply):
    nameless = added("sources", {**SOURCE, "id": ""})
    with pytest.raises(ChangesRefusedError) as error:
        apply(nameless, added("outcomes", {**REPORT, "source": ""}))
    assert (1, "source") in refused(error)


def test_a_row_that_waits_for_a_refused_one_is_not_reported_besides(target, apply):
    source, figure = report()
    wrong = added("sources", {**SOURCE, "kind": "rumour"})
    with pytest.raises(ChangesRefusedError) as error:
        apply(wrong, figure)
    assert refused(error) == {(0, "kind")}
    assert source.cells["kind"] == "government"


def test_a_row_that_names_itself_does_not_wait_for_itself(target, apply):
    place = {"id": "somewhere", "name": "Somewhere", "parent": "somewhere"}
    with pytest.raises(ChangesRefusedError) as error:
        apply(added("territories", place))
    assert refused(error) == {(0, "parent")}


def test_every_doubt_is_asked_at_once_and_a_confirmed_one_no_more(target, apply):
    twin = added("outcomes", {**REPORT, "value": "9000", "period_end": "2024-05-31"})
    with pytest.raises(ChangesRefusedError) as error:
        apply(*report(value="9000"), twin)
    assert error.value.problems == ()
    assert {doubt.index for doubt in error.value.doubts} == {1, 2}
    assert not Outcome.objects.exists()

    apply(*report(value="9000"), twin, confirmed={doubt.token for doubt in error.value.doubts})
    assert Outcome.objects.count() == 2


def test_a_made_id_gets_a_number_where_another_row_has_it(target, apply):
    SourceFactory(id=SOURCE["id"], title="Another")
    applied = apply(*report())
    assert applied.new[0] == ("sources", f"{SOURCE['id']}-2")
    assert Outcome.objects.get().source_id == f"{SOURCE['id']}-2"


def test_a_made_id_is_never_a_former_one(target, apply, by):
    for number in ("", "-2"):
        RenamedId.objects.create(
            kind="source", old_id=f"{SOURCE['id']}{number}", new_id="other", renamed_at=AT, renamed_by=by
        )
    assert apply(*report()).new[0] == ("sources", f"{SOURCE['id']}-3")


def test_an_id_that_somebody_typed_is_refused_where_it_is_taken(target, apply):
    SourceFactory(id=SOURCE["id"], title="Another")
    with pytest.raises(ChangesRefusedError) as error:
        apply(added("sources", SOURCE))
    assert refused(error) == {(0, "id")}


def test_an_edit_turns_the_verdicts_that_depend_on_it(target, apply):
    apply(*report())
    before = Assessment.objects.get().payload
    apply(Change("edit", "indicators", "projects", {"direction": "decrease"}, {"direction": "increase"}))
    assert Indicator.objects.get().direction == "decrease"
    assert Assessment.objects.get().payload != before
    assert_verified()


def test_a_row_that_was_renamed_meanwhile_is_found_by_its_former_id(target, apply, by):
    former = target.pk
    rename_row(row=Indicator.objects.get(), new_id="plants", by=by, at=AT)
    rename_row(row=target, new_id="plants-2024", by=by, at=AT)
    applied = apply(
        Change("edit", "indicators", "projects", {"direction": "decrease"}, {"direction": "increase"}),
        Change("annotate", "targets", former, {"locator": "p. 7"}, {"locator": target.locator}),
    )
    assert Indicator.objects.get().direction == "decrease"
    assert applied.rows == [("indicators", "plants"), ("targets", "plants-2024")]


def test_an_edit_of_what_changed_meanwhile_asks(target, apply):
    with pytest.raises(ChangesRefusedError) as error:
        apply(Change("edit", "indicators", "projects", {"unit": "plants"}, {"unit": "works"}))
    assert refused(error) == {(0, "unit")}
    assert "“works”" in error.value.problems[0].text


def test_an_edit_that_somebody_else_made_already_changes_nothing(target, apply):
    unit = Indicator.objects.get().unit
    apply(Change("edit", "indicators", "projects", {"unit": unit}, {"unit": "works"}))
    assert not AuditEntry.objects.filter(action="edit_indicator").exists()


def test_words_a_slip_and_an_erasure_are_changes_too(target, apply):
    apply(*report())
    apply(
        Change("annotate", "outcomes", "projects-2024-06-30", {"locator": "page 3"}, {"locator": ""}),
        Change("mend", "targets", "pool", {"value": "120"}, {"value": "180"}, reason="180 was last year's."),
    )
    assert Outcome.objects.get().locator == "page 3"
    assert Target.objects.get().value == 120
    apply(Change("erase", "outcomes", "projects-2024-06-30", reason="The wrong country."))
    assert status() == "no_data"
    assert_verified()


@pytest.mark.parametrize("action", ["edit", "annotate", "mend", "erase"])
def test_a_row_that_is_gone_is_named(target, apply, action):
    with pytest.raises(ChangesRefusedError) as error:
        apply(Change(action, "targets", "gone", {}, {}, reason="x"))
    assert "“gone”" in error.value.problems[0].text


def test_a_change_survives_being_stored():
    change = Change("edit", "indicators", "projects", {"unit": "plants"}, {"unit": "works"}, "because", makes_id=True)
    assert Change.from_json(change.as_json()) == change
