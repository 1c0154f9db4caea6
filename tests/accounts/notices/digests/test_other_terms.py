"""Followers of a promise for which nothing counts hear of what its programme reports of nearly the same thing, once."""

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from accounts.models import DigestPreferences, Message
from accounts.notices.alerts.sweep import sweep_alerts
from tests.accounts.notices.digests.drafted import sections_of, was_sent
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def flats(desk):
    built = IndicatorFactory(
        id="built", name="Rental flats built", name_ru="Построенные арендные квартиры", unit="dwellings"
    )
    columns = {"value": Decimal(22000), "window_start": None, "deadline": None, "timing": "by_deadline"}
    return desk.promise("flats", indicator=built, **columns)


@pytest.fixture
def other(flats):
    """Reports on another indicator of the programme."""

    def report(on, name="Rental flats bought", unit="dwellings", at=None, **columns):
        columns.setdefault("value", Decimal(14500))
        indicator = IndicatorFactory(name=name, unit=unit, programme=flats.indicator.programme)
        source = SourceFactory(published=on, publisher="Kazinform")
        period = {"period_start": date(2024, 1, 1), "period_end": date(2024, 6, 30)}
        return OutcomeFactory(indicator=indicator, source=source, recorded_at=at, **period, **columns)

    return report


def test_report_in_other_terms_is_told_once_with_why_it_does_not_count(follower, draft, flats, other, on):
    person = follower(flats)
    other(date(2024, 7, 10), at=on(2024, 7, 10))

    digest = draft(person, on(2024, 7, 15))

    assert sections_of(digest) == [("in_other_terms", "flats")]
    assert digest.mail.subject == "1 target reported in other terms"
    line = (
        "In other terms: 14,500 dwellings in January–June 2024 (Kazinform), “Rental flats bought”. It does not count:"
    )
    assert f"{line} it counts another thing." in digest.mail.text
    was_sent(person, digest, on(2024, 7, 15))
    assert draft(person, on(2024, 7, 22)) is None, "never twice, never an empty mail"


def test_who_heard_at_another_time_is_told_what_is_new_to_them(follower, draft, flats, other, on):
    """Two readers on one day: the verdict is the same, the news are not, and neither gets the other's words."""
    weekly, daily = follower(flats), follower(flats)
    other(date(2024, 7, 10), "Rental flats bought", at=on(2024, 7, 10))
    was_sent(daily, draft(daily, on(2024, 7, 11)), on(2024, 7, 11))
    other(date(2024, 7, 12), "Rental flats let", at=on(2024, 7, 12))

    told_daily, told_weekly = (draft(person, on(2024, 7, 15)).mail.text for person in (daily, weekly))

    names = ("Rental flats bought", "Rental flats let")
    assert [name in told_daily for name in names] == [False, True]
    assert [name in told_weekly for name in names] == [True, True]


@pytest.mark.parametrize(
    ("name", "unit"), [("Money for rental flats", "KZT"), ("Schools built", "dwellings"), ("Flats let", "dwellings")]
)
def test_what_is_not_nearly_the_same_thing_is_told_to_nobody(follower, draft, flats, other, on, name, unit):
    person = follower(flats)
    other(date(2024, 7, 10), name, unit, at=on(2024, 7, 10))
    assert draft(person, on(2024, 7, 15)) is None


def test_once_something_counts_other_terms_are_no_news(follower, draft, desk, flats, other, on):
    person = follower(flats)
    other(date(2024, 7, 10), at=on(2024, 7, 10))
    desk.report(flats, at=on(2024, 7, 11), period_start=date(2024, 3, 1), period_end=date(2024, 6, 30))
    assert "In other terms" not in draft(person, on(2024, 7, 15)).mail.text


def test_who_did_not_choose_it_does_not_hear_of_it(follower, draft, flats, other, on):
    person = follower(flats, kinds=["overdue", "decided", "revised", "disputed", "reported", "announced", "due_soon"])
    other(date(2024, 7, 10), at=on(2024, 7, 10))
    assert draft(person, on(2024, 7, 15)) is None


def test_no_alert_is_sent_of_it(follower, flats, other, on):
    person = follower(flats)
    person.follows.update(instant_since=on(2024, 7, 1))
    other(date(2024, 7, 10), at=on(2024, 7, 10))
    assert sweep_alerts(on(2024, 7, 11)) == 0
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "ru",
            "В других показателях: 14 500 квартир и домов за январь–июнь 2024 г. (Kazinform), «Rental flats bought».",
        ),
        ("kk", "Басқа көрсеткішпен: 14 500 тұрғын үй, 2024 ж. қаңтар–маусым (Kazinform), «Rental flats bought»."),
    ],
)
def test_it_is_told_in_the_language_of_the_reader(follower, draft, flats, other, on, language, line):
    person = follower(flats, language=language)
    other(date(2024, 7, 10), at=on(2024, 7, 10))
    assert line in draft(person, on(2024, 7, 15)).mail.text


def test_who_heard_of_reports_hears_of_these_from_the_update_on(follower, flats):
    migration = import_module("accounts.migrations.0019_news_in_other_terms")
    everything, decisions = follower(flats, kinds=["reported", "due_soon"]), follower(flats, kinds=["decided"])
    migration.add_kind(apps, None)
    kinds = dict(DigestPreferences.objects.values_list("user_id", "kinds"))
    assert kinds[everything.pk] == ["reported", "in_other_terms", "due_soon"]
    assert kinds[decisions.pk] == ["decided"]
    migration.take_kind(apps, None)
    assert DigestPreferences.objects.get(user=everything).kinds == ["reported", "due_soon"]
