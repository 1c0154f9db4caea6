"""A doubt is confirmed in one row, or in rows that were named together; never in another row unseen."""

from __future__ import annotations

import pytest

from projects.actions.apply_changes import apply_changes
from projects.actions.changes import Change, ChangesRefusedError
from projects.actions.confirming import alike, confirmed_of, of_one_row, token_of_rows, unconfirmed
from projects.actions.preview_changes import preview_changes
from projects.models import AuditEntry, Target
from tests.projects.actions.changing import SOURCE, added
from tests.projects.actions.recorded import AT

pytestmark = pytest.mark.django_db
PROMISE = {
    "indicator": "projects", "basis": "absolute", "qualifier": "exactly", "window_start": "2024-01-01",
    "timing": "within_period", "announced": "2024-07-20", "source": SOURCE["id"],
}  # fmt: skip
MANY = 40  # rows that are judged together, as few are one by one


def empty(year, **more):
    """A promise of a year without a figure."""
    return added("targets", {**PROMISE, "id": f"of-{year}", "deadline": f"{year}-12-31", **more})


@pytest.fixture
def open_doubts(target, by):
    return lambda changes, confirmed=(): preview_changes(changes, by=by, at=AT, confirmed=confirmed).doubts


@pytest.fixture
def apply(target, by):
    return lambda changes, confirmed: apply_changes(changes, by=by, at=AT, confirmed=confirmed, through="desk")


@pytest.mark.parametrize("count", [2, MANY])
def test_a_tick_settles_its_row_and_no_other_that_is_doubtful_in_the_same_words(open_doubts, apply, count):
    changes = [added("sources", SOURCE), *(empty(2025 + number) for number in range(count))]
    doubts = open_doubts(changes)
    assert {item.doubt.token for item in doubts} == {"no_figure:value"}
    assert [item.index for item in doubts] == list(range(1, count + 1))
    ticked = doubts[0].token
    assert [item.index for item in open_doubts(changes, [ticked])] == list(range(2, count + 1))
    with pytest.raises(ChangesRefusedError) as refusal:
        apply(changes, [ticked])
    assert [item.index for item in refusal.value.doubts] == list(range(2, count + 1))
    assert not Target.objects.filter(pk__startswith="of-").exists()
    apply(changes, [item.token for item in doubts])
    assert Target.objects.filter(pk__startswith="of-").count() == count
    entries = AuditEntry.objects.filter(object_type="target", details__as_printed=["no_figure"])
    assert entries.count() == count


@pytest.mark.parametrize("count", [2, MANY])
def test_what_names_no_row_settles_none(open_doubts, apply, count):
    changes = [added("sources", SOURCE), *(empty(2025 + number) for number in range(count))]
    assert len(open_doubts(changes, ["no_figure:value"])) == count
    with pytest.raises(ChangesRefusedError):
        apply(changes, ["no_figure:value"])


@pytest.mark.parametrize("count", [2, MANY])
def test_one_tick_for_rows_that_are_named_settles_exactly_these(open_doubts, apply, count):
    changes = [added("sources", SOURCE), *(empty(2025 + number) for number in range(count))]
    (group,) = alike(open_doubts(changes))
    together = token_of_rows(group)
    more = [*changes, empty(2099)]
    assert [item.index for item in open_doubts(more, [together])] == list(range(1, count + 2)), "a row was not named"
    with pytest.raises(ChangesRefusedError):
        apply(more, [together])
    apply(changes, [together])
    assert Target.objects.filter(pk__startswith="of-").count() == count


def test_what_was_confirmed_of_a_row_stays_so_where_another_goes_and_not_where_it_says_something_else(open_doubts):
    source, first, second = added("sources", SOURCE), empty(2025), empty(2026)
    ticked = [item.token for item in open_doubts([source, first, second])][1]
    assert open_doubts([source, second], [ticked]) == ()
    assert open_doubts([source, empty(2026, note="As printed on page 3.")], [ticked]) == (), (
        "words around it ask nothing"
    )
    assert [item.index for item in open_doubts([source, empty(2026, deadline="2027-12-31")], [ticked])] == [1]
    nameless = [empty(2026, id=""), empty(2027, id="")]
    assert nameless[0].mark != nameless[1].mark


def test_a_form_of_one_row_and_a_list_of_changes_mean_the_same():
    change = Change("edit", "publishers", "ministry", {"name": "Ministry"}, {"name": "Minstry"})
    tokens = of_one_row(change, ["like_publisher:name:Ministries"])
    assert confirmed_of(change, tokens) == {"like_publisher:name:Ministries"}
    assert confirmed_of(Change("edit", "publishers", "agency"), tokens) == set()
    assert unconfirmed([], tokens) == []
