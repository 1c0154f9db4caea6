"""What is in a digest, on a record written by the real actions. Mondays at 08:00 in Almaty are 03:00 UTC."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import DigestPreferences, Message
from accounts.notices.digests.draft import draft_digests
from projects.actions.refresh import refresh_due
from projects.actions.rename_row import rename_row
from tests.accounts.notices.digests.drafted import sections_of, was_sent
from tests.factories import IndicatorFactory, OrganisationFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_nothing_followed_is_no_digest(follower, draft, desk, on):
    desk.promise()

    assert draft(follower(), on(2025, 1, 6)) is None


def test_nothing_to_say_is_no_digest(follower, draft, desk, on):
    person = follower(desk.promise())

    assert draft(person, on(2024, 3, 11)) is None


def test_overdue_comes_with_its_days_and_the_worst_first(follower, draft, desk, on):
    late = desk.promise("late", deadline=date(2024, 6, 30))
    later = desk.promise("later", deadline=date(2024, 3, 31))

    digest = draft(follower(late, later), on(2024, 7, 8))

    assert sections_of(digest) == [("overdue", "later"), ("overdue", "late")]
    assert [item.chain.days_overdue for item in digest.digest.items] == [99, 8]
    assert "No final report for 99 days." in digest.mail.text
    assert digest.mail.text.index("for 99 days") < digest.mail.text.index("for 8 days")


def test_what_was_told_is_nothing_new_under_another_id(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 3, 31))
    person = follower(target)
    refresh_due(as_of=date(2024, 4, 1), at=on(2024, 4, 1, 0))
    was_sent(person, draft(person, on(2024, 4, 1)), on(2024, 4, 1))

    rename_row(row=target, new_id="swimming-pool", by=desk.editor, at=on(2024, 4, 2))

    assert draft(person, on(2024, 4, 8)).digest.quiet


def test_an_overdue_goal_is_said_again_but_is_new_only_once(follower, draft, desk, on):
    person = follower(desk.promise(deadline=date(2024, 3, 31)))
    refresh_due(as_of=date(2024, 4, 1), at=on(2024, 4, 1, 0))
    first = draft(person, on(2024, 4, 1))
    was_sent(person, first, on(2024, 4, 1))

    second = draft(person, on(2024, 4, 8))

    assert first.mail.subject == "1 target without a final report (1 newly)"
    assert "New: its deadline has passed." in first.mail.text
    assert second.mail.subject == "Nothing new; 1 target without a final report"
    assert "New:" not in second.mail.text


def test_a_verdict_the_schedule_has_not_refreshed_is_right_all_the_same_and_told_once(follower, draft, desk, on):
    person = follower(desk.promise(deadline=date(2024, 3, 31)))
    first = draft(person, on(2024, 4, 1))
    was_sent(person, first, on(2024, 4, 1))
    refresh_due(as_of=date(2024, 4, 1), at=on(2024, 4, 1, 4))

    second = draft(person, on(2024, 4, 8))

    assert first.mail.subject == "1 target without a final report (1 newly)"
    assert second.mail.subject == "Nothing new; 1 target without a final report"


def test_decided_says_since_when(follower, draft, desk, on):
    target = desk.promise()
    person = follower(target)
    desk.report(
        target, at=on(2025, 1, 20), value=Decimal(145), period_start=date(2024, 1, 1), period_end=date(2024, 12, 31)
    )

    digest = draft(person, on(2025, 1, 27))

    assert sections_of(digest) == [("decided", "pool")]
    assert digest.mail.subject == "1 target decided, 1 reported on"
    assert "Since 20 January 2025: The reports cover the whole window, and the promised value was not reached." in (
        digest.mail.text
    )
    assert "New report: 145 projects in 2024 (Government press service)." in digest.mail.text


@pytest.mark.parametrize(
    ("promised", "spent", "meaning"),
    [
        ({"qualifier": "at_most"}, 190, "More was reported than was promised at most."),
        ({"qualifier": "at_most"}, 170, "It stayed within what was promised at most."),
        ({"qualifier": "between", "upper_value": Decimal(185)}, 190, "More was reported than was promised at most."),
        ({"qualifier": "between", "upper_value": Decimal(185)}, 182, "The promised value was reached in time."),
        ({"qualifier": "between", "upper_value": Decimal(185)}, 170, "The reports cover the whole window"),
    ],
)
def test_r11_3_decided_ceiling_is_told_as_one(follower, draft, desk, on, promised, spent, meaning):
    target = desk.promise(**promised)
    person = follower(target)
    desk.report(
        target, at=on(2025, 1, 20), value=Decimal(spent), period_start=date(2024, 1, 1), period_end=date(2024, 12, 31)
    )

    assert f"Since 20 January 2025: {meaning}" in draft(person, on(2025, 1, 27)).mail.text


def test_due_soon_says_in_how_many_days(follower, draft, desk, on):
    person = follower(desk.promise())

    assert draft(person, on(2024, 11, 25)) is None
    digest = draft(person, on(2024, 12, 9))

    assert sections_of(digest) == [("due_soon", "pool")]
    assert digest.mail.subject == "1 target due soon"
    assert "due in 22 days" in digest.mail.text


def test_a_new_promise_of_a_followed_programme_is_said(follower, draft, desk, on):
    programme = ProgrammeFactory()
    person = follower(programme)
    desk.promise("fresh", at=on(2024, 5, 6), indicator=IndicatorFactory(programme=programme))

    digest = draft(person, on(2024, 5, 13))

    assert sections_of(digest) == [("announced", "fresh")]
    assert "Promised on 5 February 2024: 180 projects, by 31 December 2024." in digest.mail.text
    assert "You follow “A programme”." in digest.mail.text


def test_a_target_followed_in_three_ways_appears_once(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 3, 31))
    programme = target.indicator.programme
    person = follower(target, programme, programme.responsible)

    digest = draft(person, on(2024, 4, 8))

    assert sections_of(digest) == [("overdue", "pool")]
    assert digest.mail.text.count("/targets/pool/") == 1
    assert "You follow “" not in digest.mail.text


def test_following_a_body_brings_what_the_bodies_it_took_over_from_promised(follower, draft, desk, on):
    oldest = OrganisationFactory(id="old-ministry")
    middle = OrganisationFactory(id="middle-ministry", succeeds=oldest)
    heir = OrganisationFactory(id="new-ministry", name="New Ministry", succeeds=middle)
    indicator = IndicatorFactory(programme=ProgrammeFactory(responsible=oldest))
    desk.promise(indicator=indicator, deadline=date(2024, 3, 31))

    digest = draft(follower(heir), on(2024, 4, 8))

    assert sections_of(digest) == [("overdue", "pool")]
    assert "Responsible: Old Ministry. You follow “New Ministry”." in digest.mail.text


def test_following_survives_a_revision(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 3, 31))
    link = desk.revise(target, at=on(2024, 3, 20), deadline=date(2024, 4, 30))
    person = follower(link)

    digest = draft(person, on(2024, 5, 6))

    assert sections_of(digest) == [("overdue", "pool")]


def test_an_overdue_target_keeps_its_other_news_as_sentences(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 6, 30))
    person = follower(target)
    desk.report(target, at=on(2024, 7, 2), period_end=date(2024, 5, 31))

    digest = draft(person, on(2024, 7, 8))

    assert sections_of(digest) == [("overdue", "pool")]
    assert digest.mail.subject == "1 target without a final report (1 newly), 1 reported on"
    assert "New report: 90" in digest.mail.text


def test_what_was_recorded_while_the_last_digest_was_prepared_is_told_by_the_next(follower, draft, desk, on):
    target = desk.promise(deadline=date(2024, 12, 31))
    person = follower(target)
    earlier = desk.report(target, at=on(2024, 7, 8, 2))
    was_sent(person, draft(person, on(2024, 7, 8)), on(2024, 7, 8))
    # Its transaction began before that digest and ended after it.
    desk.report(
        target, at=on(2024, 7, 8) - timedelta(minutes=10), period_start=date(2024, 7, 1), period_end=date(2024, 7, 7)
    )

    digest = draft(person, on(2024, 7, 15))

    (item,) = digest.digest.items
    assert [news.outcome for news in item.chain.reports] != [earlier.pk]
    assert len(item.chain.reports) == 1


def test_the_window_starts_at_the_last_digest_sent_not_at_a_failed_one(follower, draft, desk, on):
    target = desk.promise()
    person = follower(target)
    desk.report(target, at=on(2024, 7, 10))
    failed = was_sent(person, draft(person, on(2024, 7, 15)), on(2024, 7, 15))
    Message.objects.filter(pk=failed.pk).update(state="failed")

    digest = draft(person, on(2024, 7, 22))

    assert sections_of(digest) == [("reported", "pool")]


def test_queries_do_not_grow_with_people_or_chains(follower, desk, on, django_assert_max_num_queries):
    indicators = [IndicatorFactory() for _ in range(3)]
    things = [desk.promise(f"pool-{n}", indicator=indicators[n % 3], deadline=date(2024, 6, 30)) for n in range(9)]
    for number in range(6):
        follower(*things[: number + 2], things[0].indicator.programme, things[1].indicator.programme.responsible)
    DigestPreferences.objects.update(due_at=on(2024, 7, 8))
    people = list(DigestPreferences.objects.select_related("user"))

    with django_assert_max_num_queries(20):
        drafts = draft_digests(people, on(2024, 7, 8))

    assert len(drafts) == 6


def test_ones_news_does_not_depend_on_whose_digest_is_prepared_with_it(follower, desk, on):
    """A person whose window reaches back to the same status must not hide the news of others."""
    target = desk.promise(deadline=date(2024, 6, 30), timing="by_deadline")
    reader, long_away = follower(target), follower(target, at=on(2024, 7, 2))
    refresh_due(as_of=date(2024, 7, 1), at=on(2024, 7, 1, 0))  # overdue
    desk.revise(target, at=on(2024, 7, 3), deadline=date(2024, 7, 14))  # not any more
    was_sent(reader, draft_digests([due(reader, on(2024, 7, 8))], on(2024, 7, 8))[reader.pk][0], on(2024, 7, 8))
    refresh_due(as_of=date(2024, 7, 15), at=on(2024, 7, 15, 0))  # overdue again

    both = draft_digests([due(long_away, on(2024, 7, 15)), due(reader, on(2024, 7, 15))], on(2024, 7, 15))

    assert both[reader.pk][0].mail.subject == "1 target without a final report (1 newly)"


def due(person, at):
    chosen = DigestPreferences.objects.select_related("user").get(user=person)
    chosen.due_at = at
    return chosen
