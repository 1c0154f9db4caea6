"""A digest tells what stands when it is written: no figure that another replaces, and no slip that nobody heard of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.models import Message
from accounts.notices.digests.sweep import sweep_mail
from projects.actions.correct_outcome import correct_outcome
from projects.actions.erase_claim import erase_claim
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db

FIRST, SECOND = datetime(2024, 7, 8, 3, tzinfo=UTC), datetime(2024, 7, 15, 3, tzinfo=UTC)
JUST_BEFORE = FIRST - timedelta(hours=2)


@pytest.fixture
def pool(desk):
    return desk.promise("pool", deadline=date(2024, 12, 31))


@pytest.fixture
def reader(follower, pool):
    return follower(pool, email="aigul@example.org", at=FIRST - timedelta(days=6))


def texts(clock, *moments):
    for moment in moments:
        sweep_mail(clock(moment))
    return list(Message.objects.order_by("id").values_list("text", flat=True))


def test_slip_of_the_week_is_told_as_the_report_that_it_is(desk, pool, reader, postbox, at):
    wrong = desk.report(pool, at=JUST_BEFORE, value=777)
    correct_outcome(outcome=wrong, value=Decimal(90), by=desk.editor, at=JUST_BEFORE + timedelta(minutes=30))
    [text] = texts(at, FIRST)
    assert "New report: 90 projects" in text
    assert "777" not in text


@pytest.mark.parametrize("hours", [1, 60])
def test_slip_that_was_told_is_our_slip_in_the_next_digest(desk, pool, reader, postbox, at, hours):
    """Also where the wrong figure still lies within the days that the next digest looks back."""
    wrong = desk.report(pool, at=JUST_BEFORE, value=777)
    texts(at, FIRST)
    correct_outcome(outcome=wrong, value=Decimal(90), by=desk.editor, at=FIRST + timedelta(hours=hours))
    first, second = texts(at, SECOND)
    assert "New report: 777 projects" in first
    assert "Our slip, corrected on" in second
    assert "777" not in second


def test_what_a_publisher_corrected_meanwhile_is_told_as_it_stands(desk, pool, reader, postbox, at):
    wrong = desk.report(pool, at=JUST_BEFORE - timedelta(days=2), value=777)
    newer = SourceFactory(published=JUST_BEFORE.date())
    correct_outcome(outcome=wrong, value=Decimal(90), source=newer, by=desk.editor, at=JUST_BEFORE)
    [text] = texts(at, FIRST)
    assert "Corrected report: 90 projects" in text
    assert "777" not in text


def test_correction_that_is_taken_out_again_lets_the_figure_stand(desk, pool, reader, postbox, at):
    figure = desk.report(pool, at=JUST_BEFORE - timedelta(hours=2), value=77)
    wrong = correct_outcome(outcome=figure, value=Decimal(900), by=desk.editor, at=JUST_BEFORE)
    erase_claim(claim=wrong, reason="It was right before.", by=desk.editor, at=JUST_BEFORE + timedelta(minutes=3))
    [text] = texts(at, FIRST)
    assert "New report: 77 projects" in text
    assert "900" not in text
