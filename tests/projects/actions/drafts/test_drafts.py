"""A draft is written, reviewed and published by two people, or by one where the installation says so."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from projects.actions.changes import ChangesRefusedError
from projects.actions.drafts.enter_changes import enter_changes
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.review_draft import assign_draft, comment_draft, discard_draft, return_draft
from projects.actions.drafts.save_draft import create_draft, save_draft, submit_draft
from projects.models import AuditEntry, Draft, Outcome
from projects.models.system_user import system_user
from tests.factories import UserFactory
from tests.projects.actions.changing import report
from tests.projects.actions.recorded import AT, assert_verified, status

pytestmark = pytest.mark.django_db
CONTENT = {"kind": "report", "origin": "desk", "title": "Half-year report"}


@pytest.fixture
def draft(target, by):
    return create_draft(**CONTENT, changes=report(), by=by, at=AT, submit=True)


def events(draft):
    return list(draft.events.values_list("action", flat=True))


def test_a_draft_touches_nothing_until_another_publishes_it(draft, by, other):
    assert status() == "no_data"
    with pytest.raises(PermissionDenied, match="another editor"):
        publish_draft(draft=draft, version=1, by=by, at=AT)
    assert not Outcome.objects.exists()

    publish_draft(draft=draft, version=1, by=other, at=AT)

    outcome = Outcome.objects.get()
    assert outcome.recorded_by == by
    assert status() == "on_track"
    assert AuditEntry.objects.get(action="publish_draft").done_by == other
    draft.refresh_from_db()
    assert (draft.state, draft.closed_by) == ("published", other)
    assert ["outcomes", outcome.pk] in draft.recorded
    assert events(draft) == ["created", "submitted", "published"]
    assert_verified()


def test_one_pair_of_eyes_is_enough_where_the_installation_says_so(settings, draft, by):
    settings.REVIEW = "one"
    publish_draft(draft=draft, version=1, by=by, at=AT)
    assert Outcome.objects.exists()


def test_whoever_saved_last_does_not_publish_and_the_first_author_may(draft, by, other):
    changed = save_draft(draft=draft, version=1, title="Better", changes=report(value="91"), by=other, at=AT)
    with pytest.raises(PermissionDenied):
        publish_draft(draft=changed, version=2, by=other, at=AT)
    publish_draft(draft=changed, version=2, by=by, at=AT)
    assert Outcome.objects.get().value == 91


@pytest.mark.parametrize("review", ["one", "two"])
@pytest.mark.parametrize("is_returned", [False, True], ids=["being written", "returned"])
def test_what_somebody_else_has_not_submitted_is_not_published(settings, target, by, other, review, is_returned):
    settings.REVIEW = review
    draft = create_draft(**CONTENT, changes=report(), by=by, at=AT, submit=is_returned)
    if is_returned:
        return_draft(draft=draft, note="The period is missing.", by=other, at=AT)
    with pytest.raises(PermissionDenied, match="Nobody has submitted it yet"):
        publish_draft(draft=draft, version=1, by=other, at=AT)
    if review == "one":
        publish_draft(draft=draft, version=1, by=by, at=AT)
    else:
        submit_draft(draft=draft, version=1, by=by, at=AT)
        publish_draft(draft=draft, version=1, by=other, at=AT)
    assert Outcome.objects.get().recorded_by == by


def test_a_version_that_nobody_read_is_not_published(draft, by, other):
    save_draft(draft=draft, version=1, title="Better", changes=report(value="91"), by=by, at=AT)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        publish_draft(draft=draft, version=1, by=other, at=AT)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        save_draft(draft=draft, version=1, title="Mine", changes=report(), by=other, at=AT)
    assert not Outcome.objects.exists()


def test_the_second_of_two_publishers_is_told(draft, other):
    publish_draft(draft=draft, version=1, by=other, at=AT)
    with pytest.raises(ValidationError, match="published already"):
        publish_draft(draft=draft, version=1, by=UserFactory(editor=True), at=AT)
    assert Outcome.objects.count() == 1


def test_a_draft_that_breaks_a_rule_by_now_stays_a_draft(draft, other, target):
    target.indicator.__class__.objects.filter(pk="projects").update(accumulation="milestone")
    with pytest.raises(ChangesRefusedError):
        publish_draft(draft=draft, version=1, by=other, at=AT)
    draft.refresh_from_db()
    assert draft.state == "in_review"
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("person", [{}, {"editor": False}])
def test_only_who_has_the_right_publishes(draft, person):
    with pytest.raises(PermissionDenied):
        publish_draft(draft=draft, version=1, by=UserFactory(**person), at=AT)


def test_what_a_reader_sent_is_taken_over_before_it_is_published(target, by, other):
    sent = create_draft(
        kind="proposal", origin="reader", title="A figure", changes=report(), by=system_user(), at=AT, submit=True
    )
    with pytest.raises(PermissionDenied, match="taken this over"):
        publish_draft(draft=sent, version=1, by=other, at=AT)
    taken = save_draft(draft=sent, version=1, title="A figure", changes=report(), by=by, at=AT, submit=True)
    with pytest.raises(PermissionDenied):
        publish_draft(draft=taken, version=2, by=by, at=AT)
    publish_draft(draft=taken, version=2, by=other, at=AT)
    assert Outcome.objects.exists()


def test_a_returned_draft_says_what_is_to_be_mended_and_goes_back_to_its_author(draft, by, other):
    with pytest.raises(ValidationError, match="mended"):
        return_draft(draft=draft, note=" ", by=other, at=AT)
    returned = return_draft(draft=draft, note="Page 3 says 91.", by=other, at=AT)
    assert (returned.state, returned.assigned_to) == ("returned", by)
    with pytest.raises(ValidationError, match="waits for review"):
        return_draft(draft=draft, note="Again.", by=other, at=AT)
    mended = save_draft(draft=returned, version=1, title="Better", changes=report(value="91"), by=by, at=AT)
    assert mended.state == "draft"
    assert submit_draft(draft=mended, version=2, by=by, at=AT).state == "in_review"
    assert events(draft) == ["created", "submitted", "returned", "saved", "submitted"]
    assert draft.events.get(action="returned").text == "Page 3 says 91."


def test_comments_assignment_and_the_end_of_a_draft(draft, by, other):
    comment_draft(draft=draft, text="Which page?", by=other, at=AT)
    assert assign_draft(draft=draft, to=other, by=by, at=AT).assigned_to == other
    with pytest.raises(ValidationError):
        discard_draft(draft=draft, reason="", by=by, at=AT)
    assert discard_draft(draft=draft, reason="The wrong country.", by=by, at=AT).state == "discarded"
    for action in (
        lambda: publish_draft(draft=draft, version=1, by=other, at=AT),
        lambda: return_draft(draft=draft, note="x", by=other, at=AT),
        lambda: save_draft(draft=draft, version=1, title="x", changes=[], by=by, at=AT),
    ):
        with pytest.raises(ValidationError, match="discarded"):
            action()
    assert Draft.objects.open().count() == 0


def test_an_empty_draft_is_not_submitted(target, by):
    empty = create_draft(**CONTENT, changes=[], by=by, at=AT)
    with pytest.raises(ValidationError, match="nothing to review"):
        submit_draft(draft=empty, version=1, by=by, at=AT)


class TestEntering:
    def test_it_waits_for_a_second_person(self, target, by):
        entered = enter_changes(**CONTENT, changes=report(), by=by, at=AT)
        assert entered.applied is None
        assert entered.draft.state == "in_review"
        assert not Outcome.objects.exists()

    def test_it_is_published_at_once_with_one_pair_of_eyes(self, settings, target, by):
        settings.REVIEW = "one"
        entered = enter_changes(**CONTENT, changes=report(), by=by, at=AT)
        assert entered.draft is None
        assert entered.applied.new
        assert not Draft.objects.exists()

    def test_a_token_with_the_right_publishes(self, target, by):
        assert enter_changes(**CONTENT, changes=report(), by=by, at=AT, token_may_publish=True).applied.new

    def test_nothing_wrong_becomes_a_draft(self, target, by):
        with pytest.raises(ChangesRefusedError) as refused:
            enter_changes(**CONTENT, changes=report(value="9000"), by=by, at=AT)
        assert refused.value.doubts
        assert not Draft.objects.exists()
