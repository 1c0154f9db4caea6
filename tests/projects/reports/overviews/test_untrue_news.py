"""What a mistake made untrue: the keys of the news that told it, and the verdicts that stood on it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from projects.actions.erase_claim import erase_claim
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.refresh import refresh_assessments
from projects.actions.rename_row import rename_row
from projects.models import Assessment, Correction
from projects.reports.overviews.untrue_news import MovedVerdict, untrue_news
from tests.factories import OutcomeFactory, ProjectEventFactory, SourceFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def how():
    return {"by": UserFactory(editor=True), "at": AT}


def untrue():
    correction = Correction.objects.get()
    return untrue_news([correction])[correction.pk]


def test_figure_makes_its_reports_and_the_verdicts_on_it_untrue(how):
    target = TargetFactory(id="pool")
    TargetFactory(id="settled", indicator=target.indicator, deadline=date(2024, 3, 31), timing="by_deadline")
    slip = OutcomeFactory(id="slip", indicator=target.indicator, value=Decimal(900))
    refresh_assessments(as_of=AT.date(), at=AT)
    erase_claim(claim=slip, reason="A slip.", **how)
    news = untrue()
    assert news.outcomes == {"slip"}
    assert news.moved["pool"] == MovedVerdict("achieved", actual_moved=True)
    assert news.is_told_by("outcome:slip@pool")
    assert not news.is_told_by("link:pool")


def test_what_changes_later_is_not_laid_at_its_door(how):
    """The verdict is compared with that right after the correction, however late somebody looks."""
    target = TargetFactory(id="pool")
    figure = OutcomeFactory(indicator=target.indicator, value=Decimal(60), period_end=date(2024, 6, 30))
    slip = OutcomeFactory(id="slip", indicator=target.indicator, value=Decimal(5), period_end=date(2024, 5, 31))
    refresh_assessments(as_of=AT.date(), at=AT)
    erase_claim(claim=slip, reason="A slip.", **how)
    at_once = untrue()
    later = datetime(2024, 8, 2, 9, tzinfo=UTC)
    new = SourceFactory(published=date(2024, 7, 30))
    OutcomeFactory(indicator=figure.indicator, source=new, value=Decimal(900), recorded_at=later)
    refresh_assessments(as_of=later.date(), at=later)
    assert Assessment.objects.get().status == "achieved"
    assert untrue() == at_once


def test_figure_is_known_by_its_former_ids_too(how):
    outcome = OutcomeFactory(id="first-id")
    rename_row(row=outcome, new_id="second-id", **how)
    erase_claim(claim=type(outcome).objects.get(), reason="A slip.", **how)
    assert untrue().outcomes == {"first-id", "second-id"}


def test_promise_makes_its_announcements_and_deadlines_untrue(how):
    target = TargetFactory(id="pool", deadline=date(2024, 12, 31))
    TargetFactory(id="later", indicator=target.indicator, revises=target, announced=date(2024, 4, 1))
    refresh_assessments(as_of=AT.date(), at=AT)
    fix_copying_error(target=target, reason="The year.", deadline=date(2025, 12, 31), **how)
    assert untrue().links == {"pool", "later"}  # news of the later one says what was promised before


@pytest.mark.parametrize(
    ("columns", "deadlines"),
    [({"deadline": date(2025, 12, 31)}, {("pool", "2024-12-31")}), ({"value": Decimal(9)}, set())],
)
def test_only_a_wrong_deadline_makes_reminders_untrue(how, columns, deadlines):
    target = TargetFactory(id="pool", deadline=date(2024, 12, 31))
    refresh_assessments(as_of=AT.date(), at=AT)
    fix_copying_error(target=target, reason="The year.", **columns, **how)
    assert untrue().deadlines == deadlines


def test_what_no_message_tells_makes_none_untrue(how):
    target = TargetFactory(id="pool")
    fix_copying_error(target=target, reason="The bundle.", bundle="pool-2024", **how)
    assert (untrue().links, untrue().names) == (frozenset(), frozenset())
    Correction.objects.all().delete()
    erase_claim(claim=ProjectEventFactory(), reason="A slip.", **how)
    assert untrue().names == frozenset()


def test_promise_that_is_gone_takes_its_verdict_along(how):
    target = TargetFactory(id="pool")
    refresh_assessments(as_of=AT.date(), at=AT)
    erase_claim(claim=target, reason="Never said.", **how)
    assert untrue().moved == {"pool": MovedVerdict("no_data", actual_moved=False)}
    assert untrue().links == {"pool"}
