"""The button on any page that follows or stops, and the days of a digest on a person's own clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context
from django.test import RequestFactory

from accounts.models import DigestPreferences
from accounts.templatetags.follow_buttons import follow_button
from accounts.templatetags.reader_clock import next_digest, own_day, zone_city

NIGHT_IN_ALMATY = datetime(2025, 1, 5, 22, tzinfo=UTC)  # 03:00 on 6 January there


def context_of(person: object) -> Context:
    request = RequestFactory().get("/en/targets/pool/")
    request.user = person
    return Context({"request": request})


def test_button_of_a_stranger_asks_to_log_in() -> None:
    button = follow_button(context_of(AnonymousUser()), "target", "pool")
    assert (button["known"], button["followed"], button["label"]) == (False, False, "Follow")


def test_button_knows_what_its_reader_follows(follower, desk, django_assert_num_queries) -> None:
    target = desk.promise("pool")
    person = follower(target)
    context = context_of(person)
    with django_assert_num_queries(1):
        button = follow_button(context, "target", "pool")
    assert (button["followed"], button["label"], button["next"]) == (True, "Stop following", "/en/targets/pool/")
    assert not follow_button(context, "target", "another")["followed"]


@pytest.mark.parametrize(
    ("time_zone", "moment", "day"),
    [
        ("Asia/Almaty", "6 January 2025, 03:00", "6 January 2025"),
        ("Europe/London", "5 January 2025, 22:00", "5 January 2025"),
    ],
)
def test_moments_are_on_the_clock_of_the_person(time_zone: str, moment: str, day: str) -> None:
    preferences = DigestPreferences(due_at=NIGHT_IN_ALMATY, time_zone=time_zone)
    assert next_digest(preferences) == moment
    assert own_day(NIGHT_IN_ALMATY, preferences) == day


def test_digests_that_are_off_have_no_next_moment() -> None:
    assert next_digest(DigestPreferences(due_at=None)) == ""


def test_zone_is_called_by_its_city() -> None:
    assert zone_city("Asia/Almaty") == "Almaty"
