"""What a digest tells of revisions, withdrawals and reports. Mondays at 08:00 in Almaty are 03:00 UTC."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.accounts.notices.digests.drafted import sections_of
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


def test_revised_says_what_was_and_what_is(follower, draft, desk, on):
    target = desk.promise()
    person = follower(target)
    desk.revise(target, at=on(2024, 6, 3), value=Decimal(150), deadline=date(2025, 3, 31))

    digest = draft(person, on(2024, 6, 10))

    assert sections_of(digest) == [("revised", "pool")]
    assert digest.mail.subject == "1 target revised"
    sentence = "Revised on 3 June 2024 (lowered, postponed): 150 projects, by 31 March 2025 instead of"
    assert sentence in digest.mail.text
    assert "/targets/pool-revised/" in digest.mail.text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "Revised on 3 June 2024 (terms changed): 180 projects instead of about 180 projects "
            "(the deadline stays 31 December 2024).",
        ),
        (
            "ru",
            "Пересмотрено 3 июня 2024 г. (изменены условия): 180 проектов вместо около 180 проектов "
            "(срок прежний – 31 декабря 2024 г.).",
        ),
        (
            "kk",
            "Қайта қаралды: 2024 ж. 3 маусым (шарттары өзгертілді). Қазір: 180 жоба; бұрын: шамамен 180 жоба "
            "(мерзімі бұрынғыша – 2024 ж. 31 желтоқсан).",
        ),
    ],
)
def test_deadline_that_stays_is_said_once_and_the_qualifier_is_kept(follower, draft, desk, on, language, sentence):
    target = desk.promise(qualifier="about")
    person = follower(target, language=language)
    desk.revise(target, at=on(2024, 6, 3), qualifier="exactly")

    assert sentence in draft(person, on(2024, 6, 10)).mail.text.replace("\u00a0", " ")


def test_withdrawn_is_decided(follower, draft, desk, on):
    target = desk.promise()
    person = follower(target)
    desk.revise(target, at=on(2024, 6, 3), withdrawn=True)

    digest = draft(person, on(2024, 6, 10))

    assert sections_of(digest) == [("decided", "pool")]
    assert "Withdrawn on 3 June 2024; it was 180 projects, by 31 December 2024." in digest.mail.text


def test_reported_on_without_a_decision(follower, draft, desk, on):
    target = desk.promise()
    person = follower(target)
    desk.report(target, at=on(2024, 7, 10))

    digest = draft(person, on(2024, 7, 15))

    assert sections_of(digest) == [("reported", "pool")]
    assert digest.mail.subject == "1 target reported on"
    assert "New report: 90 projects in January–June 2024" in digest.mail.text


def test_a_report_outside_the_window_is_not_about_the_target(follower, draft, desk, on):
    target = desk.promise()
    person = follower(target)
    desk.report(target, at=on(2024, 7, 10), period_start=date(2023, 1, 1), period_end=date(2023, 12, 31))

    assert draft(person, on(2024, 7, 15)) is None


def test_a_report_known_to_the_month_is_news_when_its_month_is_over(follower, draft, desk, on):
    target = desk.promise()
    person = follower(target)
    source = SourceFactory(published=date(2024, 7, 1), published_precision="month")
    recorded = on(2024, 7, 10)
    desk.report(target, at=recorded, source=source)

    assert draft(person, on(2024, 7, 15)) is None
    assert sections_of(draft(person, on(2024, 8, 5))) == [("reported", "pool")]


def test_of_many_reports_the_latest_are_told_and_the_rest_counted(follower, draft, desk, on):
    target = desk.promise()
    person = follower(target)
    for month in range(3, 11):
        ends = date(2024, month + 1, 1) - timedelta(days=1)
        desk.report(
            target, at=on(2024, 11, 5), period_start=date(2024, month, 1), period_end=ends, value=Decimal(month)
        )

    text = draft(person, on(2024, 11, 11)).mail.text

    assert text.count("New report: ") == 5
    assert "New report: 10 projects in October 2024" in text
    assert "And 3 reports on earlier days." in text
