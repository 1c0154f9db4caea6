"""The kinds of news that a person chose, and quiet weeks."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models.news_kinds import KINDS
from tests.accounts.notices.digests.drafted import sections_of, was_sent
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


def only(*kinds):
    return {"kinds": list(kinds)}


@pytest.mark.parametrize(
    ("kinds", "sections"),
    [
        (KINDS, [("overdue", "pool")]),
        (("reported",), [("reported", "pool")]),
        (("decided", "revised"), []),
        (("overdue",), [("overdue", "pool")]),
    ],
)
def test_only_chosen_kinds_of_news_come(follower, draft, desk, on, kinds, sections):
    target = desk.promise(deadline=date(2024, 6, 30), timing="by_deadline")
    person = follower(target, **only(*kinds))
    desk.report(target, at=on(2024, 7, 2), period_end=date(2024, 5, 31))

    digest = draft(person, on(2024, 7, 8))

    assert (sections_of(digest) if digest else []) == sections
    if digest:
        assert ("New report" in digest.mail.text) == ("reported" in kinds)


def test_new_promises_and_revisions_are_chosen_apart(follower, draft, desk, on):
    person = follower(desk.promise(), **only("announced"))
    desk.revise(person.follows.get().target, at=on(2024, 6, 3), value=Decimal(150))

    assert draft(person, on(2024, 6, 10)) is None


def test_sources_that_begin_to_disagree_are_news_once(follower, draft, desk, on):
    target = desk.promise()
    person = follower(target)
    desk.report(target, at=on(2024, 7, 10))
    was_sent(person, draft(person, on(2024, 7, 15)), on(2024, 7, 15))
    other = SourceFactory(published=date(2024, 7, 17), publisher="Bureau of Statistics", kind="official_statistics")
    desk.report(target, at=on(2024, 7, 17), source=other, value=Decimal(60))

    digest = draft(person, on(2024, 7, 22))

    assert sections_of(digest) == [("disputed", "pool")]
    assert digest.mail.subject == "1 target disputed, 1 reported on"
    both = "Sources disagree: Bureau of Statistics: 60 projects in January–June 2024; Government press service: 90"
    assert both in digest.mail.text
    was_sent(person, digest, on(2024, 7, 22))
    assert draft(person, on(2024, 7, 29)) is None


def test_what_was_overdue_before_is_told_in_a_line_below_what_is_new(follower, draft, desk, on):
    old = desk.promise("old", deadline=date(2024, 3, 31))
    older = desk.promise("older", deadline=date(2024, 3, 10))
    fresh = desk.promise("fresh", deadline=date(2024, 4, 10))
    person = follower(old, older, fresh)
    first = draft(person, on(2024, 4, 8))
    assert sections_of(first) == [("overdue", "older"), ("overdue", "old"), ("due_soon", "fresh")]
    assert not any(item.again for item in first.digest.items)
    was_sent(person, first, on(2024, 4, 8))

    second = draft(person, on(2024, 4, 15))

    assert [(item.chain.first_id, item.again) for item in second.digest.items] == [
        ("fresh", False),
        ("older", True),
        ("old", True),
    ]
    assert second.mail.subject == "3 targets without a final report (1 newly)"
    repeated = "As in your last digest, nothing new since:\n- 180 projects from 1 January to 10 March 2024. No final"
    assert repeated in second.mail.text
    assert second.mail.html.count("cid:") == 1  # only what is new has its picture


def test_a_quiet_week_is_one_line_or_nothing(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 3, 31), timing="by_deadline")
    loud, silent = follower(target), follower(target, quiet="nothing")
    for person in (loud, silent):
        was_sent(person, draft(person, on(2024, 4, 8)), on(2024, 4, 8))

    assert draft(silent, on(2024, 4, 15)) is None
    quiet = draft(loud, on(2024, 4, 15))
    assert quiet.mail.subject == "Nothing new; 1 target without a final report"
    line = (
        "Nothing new since 8 April 2024. 1 target without a final report; the longest: “180 projects by 31 March "
        "2024”, no final report for 15 days."
    )
    assert line in quiet.mail.text
    assert quiet.mail.pictures == ()
    # The news of a quiet time is lost to neither: the window goes on from the last one sent.
    desk.report(target, at=on(2024, 4, 16), period_end=date(2024, 3, 31), value=Decimal(1))
    assert "New report: 1 project" in draft(silent, on(2024, 4, 22)).mail.text


def test_a_daily_digest_says_that_nothing_is_new_once_a_week(follower, draft, desk, on):
    person = follower(desk.promise(deadline=date(2024, 3, 31)), cadence="daily", weekday=2)
    was_sent(person, draft(person, on(2024, 4, 8)), on(2024, 4, 8))

    days = [day for day in range(9, 16) if draft(person, on(2024, 4, day)) is not None]

    assert days == [10]  # the Wednesday


def test_nothing_new_and_nothing_overdue_is_no_mail(follower, draft, desk, on):
    person = follower(desk.promise(deadline=date(2024, 12, 31)))
    was_sent(person, draft(person, on(2024, 12, 9)), on(2024, 12, 9))  # due soon

    assert draft(person, on(2024, 12, 16)) is None
