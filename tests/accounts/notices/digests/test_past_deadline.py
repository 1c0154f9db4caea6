"""Digests list everything past its deadline, either as still owed with the publisher that says so, or as silent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db

YEAR = {"period_start": date(2024, 1, 1), "period_end": date(2024, 6, 30)}


@pytest.fixture
def both(desk, follower, on):
    """One promise that a report shows to be owed, and one that nobody has reported on."""
    owed = desk.promise("owed", deadline=date(2024, 6, 30), timing="by_deadline")
    silent = desk.promise("silent", deadline=date(2024, 6, 30))
    source = SourceFactory(published=date(2024, 7, 2), publisher="Ministry of Industry")
    desk.report(owed, at=on(2024, 7, 2), source=source, value=Decimal(90), **YEAR)
    return lambda **chosen: follower(owed, silent, **chosen)


def block(text, target):
    return next(part for part in text.split("\n* ") if f"/targets/{target}/" in part)


@pytest.mark.parametrize(
    ("language", "subject", "owed", "silent"),
    [
        (
            "en",
            "1 target overdue (1 newly), 1 without a final report (1 newly), ",
            ["8 days overdue.", "Still owed according to: Ministry of Industry."],
            ["No final report for 8 days.", "No report on it has been found at all."],
        ),
        (
            "ru",
            "Просрочено: 1 цель (новых – 1), без итогового отчёта: 1 (новых – 1), ",
            ["Просрочено на 8 дней.", "Ещё не выполнено, по данным: Ministry of Industry."],
            ["Итогового отчёта нет уже 8 дней."],
        ),
        (
            "kk",
            "Мерзімі өткені: 1 мақсат (оның жаңасы: 1), қорытынды есебі жоғы: 1 (оның жаңасы: 1), ",
            ["Мерзімінен 8 күн өтті.", "Дереккөз: Ministry of Industry."],
            ["8 күн бойы қорытынды есеп жоқ."],
        ),
    ],
)
def test_the_digest_tells_them_apart(both, draft, on, language, subject, owed, silent):
    mail = draft(both(language=language), on(2024, 7, 8)).mail

    assert mail.subject.replace("\N{NO-BREAK SPACE}", " ").startswith(subject)
    text = mail.text.replace("\N{NO-BREAK SPACE}", " ")
    for target, message, never in (("owed", owed, silent), ("silent", silent, owed)):
        assert [words for words in message if words not in block(text, target)] == []
        assert [words for words in never if words in block(text, target)] == []


def test_a_report_that_shows_what_is_owed_is_news_of_its_own(desk, follower, draft, on):
    promise = desk.promise("pool", deadline=date(2024, 6, 30), timing="by_deadline")
    person = follower(promise)
    first = draft(person, on(2024, 7, 8))
    assert first.mail.subject == "1 target without a final report (1 newly)"
    assert "New: its deadline has passed." in first.mail.text
    desk.report(promise, at=on(2024, 7, 10), value=Decimal(90), **YEAR)

    second = draft(person, on(2024, 7, 15))

    assert second.mail.subject == "1 target overdue (1 newly), 1 reported on"
    assert "New: a report shows that it is still owed." in second.mail.text
    assert "New: its deadline has passed." not in second.mail.text
