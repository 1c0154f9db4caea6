"""The week by mail: on Monday morning, once, never empty, to those who confirmed, through a real mail server."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.actions.week_subscriptions import leave
from accounts.delivery.stops import stop_address
from accounts.models import Message, StoppedAddress, WeekSubscriber
from accounts.notices.digests.sweep import sweep_mail
from accounts.notices.weeks.sweep import sweep_weeks
from projects.actions.erase_claim import erase_claim
from projects.actions.refresh import refresh_due
from projects.models import Assessment
from tests.factories import IndicatorFactory, ProgrammeFactory, TargetFactory, TerritoryFactory

pytestmark = pytest.mark.django_db

MONDAY = datetime(2024, 7, 8, 3, tzinfo=UTC)  # 08:00 in Almaty
LAST_WEEK = date(2024, 7, 1)


def subscriber(address="aigul@example.org", *, language="en", territory=None, confirmed_at=None):
    confirmed_at = confirmed_at or datetime(2024, 6, 1, 9, tzinfo=UTC)
    return WeekSubscriber.objects.create(
        address=address, language=language, territory_id=territory, asked_at=confirmed_at, confirmed_at=confirmed_at,
        next_week_on=confirmed_at.date() - timedelta(days=confirmed_at.weekday()),
    )  # fmt: skip


@pytest.fixture
def week(desk):
    """In the week before: a promise fell silent, one was revised, one was made for another country."""
    TerritoryFactory()
    desk.promise("silent", deadline=date(2024, 6, 30))
    moved = desk.promise("moved", deadline=date(2024, 12, 31))
    refresh_due(as_of=date(2024, 7, 1), at=datetime(2024, 7, 1, 5, tzinfo=UTC))
    desk.revise(moved, at=datetime(2024, 7, 3, 9, tzinfo=UTC), value=120)
    abroad = ProgrammeFactory(territory=TerritoryFactory(id="de", name="Germany", name_ru="Германия"))
    flats = IndicatorFactory(programme=abroad, name="Flats built", unit="flats")
    desk.promise("flats", at=datetime(2024, 7, 4, 9, tzinfo=UTC), indicator=flats, announced=date(2024, 7, 4))
    refresh_due(as_of=date(2024, 7, 7), at=datetime(2024, 7, 7, 5, tzinfo=UTC))


def told(postbox):
    return {recipient: mail.get_body(("plain",)).get_content() for recipient, mail in postbox.taken}


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_week_arrives_in_the_language_with_links_to_leave(week, postbox, language):
    subscriber(language=language)
    assert sweep_weeks(MONDAY) == 1
    assert sweep_mail(lambda: MONDAY) == {"sent": 1}
    text = told(postbox)["aigul@example.org"].replace("\u00a0", " ")
    words = {
        "en": ["1–7 July 2024", "1 promise was left without a final report", "GONE SILENT", "→", "new promise"],
        "ru": ["1–7 июля 2024", "осталось без итогового отчёта – 1", "ИЗМЕНЕНО (1)", "→"],
        "kk": ["2024 ж. 1–7 шілде", "қорытынды есепсіз қалғаны – 1", "ӨЗГЕРТІЛДІ (1)", "→"],
    }[language]
    for word in (*words[:4], f"/{language}/targets/silent/", f"/{language}/week/2024-W27/"):
        assert word in text, word
    mail = postbox.message()
    leaving = re.search(rf"/{language}/following/week/leave/[^/\s>]+/", mail["List-Unsubscribe"])
    assert leaving is not None
    assert leaving[0] in text
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = mail.get_body(("html",)).get_content()
    assert leaving[0] in html
    assert "/following/preferences/" not in html, "there is no account"
    assert len(html) < 100_000


def test_week_is_told_once_also_by_sweeps_that_are_repeated_or_late(week, postbox):
    row = subscriber()
    assert sweep_weeks(MONDAY - timedelta(minutes=1)) == 0
    assert sweep_weeks(MONDAY + timedelta(days=3)) == 1, "nobody swept on Monday"
    assert sweep_weeks(MONDAY + timedelta(days=3)) == 0
    WeekSubscriber.objects.update(next_week_on=LAST_WEEK)  # a clock that was set back, a restored table
    assert sweep_weeks(MONDAY + timedelta(days=4)) == 0
    assert list(row.messages.values_list("kind", "key")) == [("week", "2024-W27")]


def test_week_without_news_is_no_mail_and_a_country_gets_its_own(week, postbox):
    subscriber("all@example.org")
    subscriber("de@example.org", territory="de", language="ru")
    TerritoryFactory(id="uz", name="Uzbekistan")
    subscriber("uz@example.org", territory="uz")
    assert sweep_weeks(MONDAY) == 2
    sweep_mail(lambda: MONDAY)
    texts = told(postbox)
    assert texts.keys() == {"all@example.org", "de@example.org"}
    assert "/ru/targets/flats/" in texts["de@example.org"]
    assert "silent" not in texts["de@example.org"]
    assert "Германия. Неделя 1–7 июля" in texts["de@example.org"]
    assert sweep_weeks(MONDAY + timedelta(days=7)) == 0, "nothing became new"
    assert set(WeekSubscriber.objects.values_list("next_week_on", flat=True)) == {date(2024, 7, 15)}


def test_nobody_is_told_before_they_confirm_and_of_a_week_before_it(week, postbox):
    WeekSubscriber.objects.create(address="b@example.org", language="en", asked_at=MONDAY)
    subscriber("tuesday@example.org", confirmed_at=MONDAY + timedelta(days=1))
    assert sweep_weeks(MONDAY + timedelta(days=2)) == 0


def test_stopped_address_gets_nothing_and_a_refused_one_is_stopped(week, postbox):
    subscriber("stopped@example.org")
    stop_address(address="stopped@example.org", reason=StoppedAddress.Reason.COMPLAINED, detail="", at=MONDAY)
    subscriber("gone@example.org")
    postbox.answers["gone@example.org"] = "550 5.1.1 no such mailbox"
    assert sweep_weeks(MONDAY) == 1
    assert sweep_mail(lambda: MONDAY) == {"failed": 1}
    assert StoppedAddress.objects.among(["gone@example.org"]) == {"gone@example.org"}


def test_mail_that_waits_goes_with_the_address_that_leaves(week, postbox):
    row = subscriber()
    sweep_weeks(MONDAY)
    assert leave(subscriber_id=row.pk, at=MONDAY)
    assert not Message.objects.exists()
    sweep_mail(lambda: MONDAY)
    assert postbox.taken == []


def test_nothing_is_told_while_verdicts_are_rebuilt(week, postbox):
    subscriber()
    Assessment.objects.update(method_version="0")
    assert sweep_weeks(MONDAY) == 0
    assert WeekSubscriber.objects.get().next_week_on < date(2024, 7, 8)


def test_fault_of_one_country_costs_no_other_its_mail(week, postbox, monkeypatch, caplog):
    from accounts.notices.weeks import sweep

    written = sweep.render_week

    def failing(report, *, lang, country=None):
        if country is not None:
            raise ValueError("a fault")
        return written(report, lang=lang, country=country)

    monkeypatch.setattr(sweep, "render_week", failing)
    subscriber("all@example.org")
    subscriber("de@example.org", territory="de")
    assert sweep_weeks(MONDAY) == 1
    assert "WeekSubscriber" in caplog.text
    assert "de@example.org" not in caplog.text, "the log keeps no address"
    monkeypatch.setattr(sweep, "render_week", written)
    assert sweep_weeks(MONDAY) == 1, "the next sweep tries again"


def test_long_week_is_cut_and_says_how_many_more(desk, postbox):
    for number in range(30):
        TargetFactory(id=f"new-{number}", announced=date(2024, 7, 2), recorded_at=datetime(2024, 7, 2, 9, tzinfo=UTC))
    refresh_due(as_of=date(2024, 7, 7), at=datetime(2024, 7, 7, 5, tzinfo=UTC))
    subscriber()
    assert sweep_weeks(MONDAY) == 1
    text = Message.objects.get().text
    assert text.count("/targets/new-") == 20
    assert "And 10 more:" in text


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_mistake_that_an_earlier_week_told_is_put_right_by_mail(desk, postbox, language):
    wrong = desk.promise("wrong", at=datetime(2024, 6, 20, 9, tzinfo=UTC), announced=date(2024, 6, 20), value=777)
    refresh_due(as_of=date(2024, 6, 21), at=datetime(2024, 6, 21, 5, tzinfo=UTC))
    erase_claim(claim=wrong, reason="A slip.", by=desk.editor, at=datetime(2024, 7, 3, 9, tzinfo=UTC))
    subscriber(language=language)
    assert sweep_weeks(MONDAY) == 1
    message = Message.objects.get()
    for words in (message.text, message.html):
        assert "777" in words
        assert f"/{language}/corrections/" in words
    mistakes = {"en": "corrections", "ru": "исправления", "kk": "түзетулер"}[language]
    assert message.subject.endswith(mistakes)
