"""The first digest tells the new first, then the backlog as a list; what was before the follow is never told as new."""

from datetime import date, datetime, timedelta

import pytest

from accounts.actions.follows import follow
from accounts.models import DigestPreferences, Message
from accounts.notices.digests.sweep import sweep_mail
from projects.actions.refresh import refresh_due
from tests.factories import IndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def backlog(desk, on):
    """Two promises that are overdue for long, one due soon, one that has news; with reports from before the follow."""
    older = desk.promise("older", deadline=date(2024, 3, 10), timing="by_deadline")
    old = desk.promise("old", deadline=date(2024, 3, 31), timing="by_deadline")
    soon = desk.promise("soon", deadline=date(2024, 7, 20))
    open_ = desk.promise("open", indicator=IndicatorFactory(name="Factories opened"), deadline=date(2024, 12, 31))
    refresh_due(as_of=date(2024, 4, 2), at=on(2024, 4, 2))
    desk.report(old, at=on(2024, 7, 4), value=7, period_end=date(2024, 3, 31))
    desk.report(open_, at=on(2024, 7, 4), value=8)
    return [older, old, soon, open_]


FOLLOWED = datetime.fromisoformat("2024-07-05T09:00+00:00")


def sections_of(message):
    return [(item["section"], item["first"], len(item["told"]), item["backlog"]) for item in message.items]


def test_the_first_digest_has_the_new_first_and_the_backlog_in_short(follower, draft, desk, on, backlog) -> None:
    person = follower(*backlog, at=FOLLOWED)
    desk.report(backlog[3], at=on(2024, 7, 6), value=90)

    first = draft(person, on(2024, 7, 8))

    assert [(item.chain.first_id, item.backlog) for item in first.digest.items] == [
        ("open", False),
        ("older", True),
        ("old", True),
        ("soon", True),
    ]
    greeting, text = (
        "This is your first digest: first what became known since you began to follow on 5 July 2024",
        first.mail.text,
    )
    assert greeting in text
    assert "New report: 90 projects" in text
    assert "New report: 8 projects" not in text
    assert "New report: 7 projects" not in text
    assert text.index("REPORTED ON (1)") < text.index("AS IT WAS WHEN YOU BEGAN TO FOLLOW (3)")
    assert "\n- 180 projects by 10 March 2024. No final report for 120 days.\n" in text
    assert "OVERDUE (" not in text
    assert len(first.mail.pictures) == 1
    assert first.mail.subject == "1 target overdue, 1 without a final report, 1 reported on, 1 due soon"


def test_a_first_digest_without_news_says_so_in_one_line(follower, draft, on, backlog) -> None:
    first = draft(follower(*backlog[:2], at=FOLLOWED), on(2024, 7, 8))

    assert "nothing new has become known since you began to follow on 5 July 2024" in first.mail.text
    assert first.mail.pictures == ()
    assert first.mail.subject == "1 target overdue, 1 without a final report"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_only_the_first_digest_greets_as_the_first(follower, draft, desk, on, backlog, postbox, language) -> None:
    person = follower(*backlog, at=FOLLOWED, language=language, cadence="daily")
    for day in (6, 7, 8):
        desk.report(
            backlog[3],
            at=on(2024, 7, day, 1),
            value=day,
            period_start=date(2024, 6, day),
            period_end=date(2024, 6, day),
        )
        DigestPreferences.objects.filter(user=person).update(due_at=on(2024, 7, day))
        sweep_mail(lambda day=day: on(2024, 7, day))
    first = {"en": "This is your first digest", "ru": "Это ваш первый дайджест", "kk": "алғашқы дайджестіңіз"}[language]
    texts = list(Message.objects.order_by("id").values_list("text", flat=True))
    assert [first in text for text in texts] == [True, False, False]


def test_the_second_digest_tells_nothing_from_before_the_follow(follower, desk, on, backlog, postbox) -> None:
    """A digest looks back two days before the end of the last one, but not to before the follow."""
    person = follower(*backlog, at=FOLLOWED, cadence="daily")
    for day in (6, 7, 8):
        DigestPreferences.objects.filter(user=person).update(due_at=on(2024, 7, day))
        sweep_mail(lambda day=day: on(2024, 7, day))

    first, *later = Message.objects.order_by("id")
    assert sections_of(first) == [
        ("overdue", "older", 0, True),
        ("overdue", "old", 0, True),
        ("due_soon", "soon", 0, True),
    ]
    assert all(keys == 0 for message in later for _section, _first, keys, _backlog in sections_of(message))


def test_what_is_followed_later_tells_nothing_from_before_either(follower, draft, desk, on, backlog, postbox) -> None:
    person = follower(backlog[3], at=FOLLOWED)
    DigestPreferences.objects.filter(user=person).update(due_at=on(2024, 7, 8))
    desk.report(backlog[3], at=on(2024, 7, 6), value=90, period_end=date(2024, 5, 31))
    sweep_mail(lambda: on(2024, 7, 8))
    desk.report(backlog[1], at=on(2024, 7, 9), value=9, period_end=date(2024, 4, 30))
    follow(by=person, kind="target", thing_id="old", at=on(2024, 7, 10))

    second = draft(person, on(2024, 7, 15))

    assert [(item.chain.first_id, item.story.keys, item.backlog) for item in second.digest.items] == [("old", (), True)]
    assert "AS IT WAS WHEN YOU BEGAN TO FOLLOW (1)" in second.mail.text
    assert "first digest" not in second.mail.text
    Message.objects.update(state="sent")
    DigestPreferences.objects.filter(user=person).update(due_at=on(2024, 7, 15))
    sweep_mail(lambda: on(2024, 7, 15))
    assert draft(person, on(2024, 7, 22)).mail.subject == "Nothing new; 1 target overdue"


def test_through_whatever_a_chain_was_followed_first_counts(follower, draft, desk, on, backlog) -> None:
    person = follower(backlog[3].indicator.programme, at=FOLLOWED)
    desk.report(backlog[3], at=on(2024, 7, 6), value=90)
    follow(by=person, kind="target", thing_id="open", at=on(2024, 7, 7))
    assert "New report: 90 projects" in draft(person, on(2024, 7, 8)).mail.text


def test_a_deadline_that_comes_near_after_the_follow_is_new(follower, draft, desk, on) -> None:
    person = follower(desk.promise("soon", deadline=date(2024, 7, 20)), at=on(2024, 6, 1))
    (item,) = draft(person, on(2024, 6, 24)).digest.items
    assert (item.section, item.is_new) == ("due_soon", True)


def test_a_long_backlog_says_how_many_more_there_are(follower, draft, desk, on) -> None:
    programme = None
    for number in range(13):
        target = desk.promise(f"late-{number}", deadline=date(2024, 3, 10) + timedelta(days=number))
        programme = target.indicator.programme if programme is None else programme
    refresh_due(as_of=date(2024, 4, 2), at=on(2024, 4, 2))
    person = follower(programme.territory, at=FOLLOWED)
    first = draft(person, on(2024, 7, 8)).mail
    assert first.text.count("\n- ") == 10
    assert "And 3 more: http" in first.text
    assert len(first.html) < 20_000
