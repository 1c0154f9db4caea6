"""The corrections: whose they are, in which order, by which day, and that none is lost between pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from projects.actions.correct_outcome import correct_outcome
from projects.actions.erase_claim import erase_claim
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.move_outcome import move_outcome
from projects.actions.refresh import refresh_assessments
from projects.reports.corrected_rows import corrections_of
from projects.reports.overviews import corrections
from projects.reports.overviews.corrections import correction_list
from projects.wording.plurals import NBSP
from tests.factories import (
    IndicatorFactory,
    OutcomeFactory,
    ProjectEventFactory,
    SourceFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
DAY = date(2024, 8, 31)


@pytest.fixture
def how():
    return {"by": UserFactory(editor=True), "at": AT}


@pytest.fixture
def everything(how):
    """One of each kind, a day apart, the oldest first; returns the indicator that most are about."""
    target = TargetFactory(id="pool", value=Decimal(15))
    indicator = target.indicator

    def on(days):
        return {**how, "at": AT + timedelta(days=days)}

    wrong = OutcomeFactory(id="of-source", indicator=indicator)
    newer = SourceFactory(id="newer", published=date(2024, 7, 20))
    correct_outcome(outcome=wrong, value=Decimal(91), source=newer, our_slip=False, **on(0))
    slip = OutcomeFactory(id="ours", indicator=indicator, value=Decimal(1))
    correct_outcome(outcome=slip, value=Decimal(100), our_slip=True, note="A nought was lost.", **on(1))
    erase_claim(claim=OutcomeFactory(id="nowhere", indicator=indicator), reason="Another country.", **on(2))
    elsewhere = OutcomeFactory(id="elsewhere", indicator=indicator)
    move_outcome(outcome=elsewhere, indicator=IndicatorFactory(id="right"), reason="Another row.", **on(3))
    fix_copying_error(target=target, reason="15 for 150.", value=Decimal(150), **on(4))
    erase_claim(claim=ProjectEventFactory(id="stage"), reason="Another plant.", **on(5))
    erase_claim(claim=SourceFactory(id="unread"), reason="Twice.", **on(6))
    refresh_assessments(as_of=DAY, at=AT + timedelta(days=6))
    return indicator


def plain(text):
    return text.replace(NBSP, " ")


def kinds(report):
    return [line.kind for line in report.lines]


def test_each_kind_is_told_as_what_it_is_newest_first(everything):
    report = correction_list(DAY)
    assert kinds(report) == ["erased", "erased", "mended", "moved", "erased", "slip", "source"]
    assert report.whose == (("ours", 6), ("source", 1))
    assert [line.whose for line in report.lines] == ["ours"] * 6 + ["source"]
    by_kind = {(line.kind, line.table): line for line in report.lines}
    words = {kind: (plain(line.wrong_text("en")), plain(line.right_text("en"))) for kind, line in by_kind.items()}
    assert words["mended", "target"] == ("15 projects, by 31 December 2024", "150 projects, by 31 December 2024")
    assert words["slip", "outcome"][0].startswith("1 project ")
    assert words["slip", "outcome"][1].startswith("100 projects ")
    assert words["source", "outcome"][1].startswith("91 projects ")
    assert words["erased", "outcome"][1] == words["moved", "outcome"][1] == ""
    assert by_kind["moved", "outcome"].moved_to.pk == "right"
    assert by_kind["slip", "outcome"].reason == "A nought was lost."
    assert by_kind["mended", "target"].columns == ("value",)
    assert {line.page for line in report.lines if line.indicator} == {"pool"}


def test_day_of_a_source_is_its_own_and_ours_is_when_we_mended_it(everything):
    by_kind = {line.kind: line for line in correction_list(DAY).lines}
    assert by_kind["source"].on == date(2024, 7, 20)
    assert by_kind["slip"].on == date(2024, 8, 2)
    assert kinds(correction_list(date(2024, 8, 2))) == ["slip", "source"]
    assert kinds(correction_list(date(2024, 7, 20))) == ["source"]
    assert kinds(correction_list(date(2024, 7, 19))) == []


def test_feed_tells_in_the_order_of_recording(everything):
    assert kinds(correction_list(DAY, as_recorded=True))[-2:] == ["slip", "source"]
    moments = [line.recorded_at for line in correction_list(DAY, as_recorded=True).lines]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"whose": "ours"}, 6),
        ({"whose": "source"}, 1),
        ({"indicator": "right"}, 1),
        ({"indicator": "right", "whose": "source"}, 0),
    ],
)
def test_filters_leave_what_they_name(everything, filters, expected):
    report = correction_list(DAY, **filters)
    assert (report.count, len(report.lines)) == (expected, expected)


def test_programme_and_indicator_leave_their_own(everything):
    of_programme = correction_list(DAY, programme=everything.programme_id)
    assert kinds(of_programme) == ["mended", "moved", "erased", "slip", "source"]
    assert corrections_of(everything.pk, DAY) == correction_list(DAY, indicator=everything.pk).count == 5


def test_correction_that_does_not_count_is_none(how):
    """Of another publisher and without a reason (R9), as an import may bring it."""
    wrong = OutcomeFactory()
    other = SourceFactory(published=date(2024, 7, 20), publisher="A newspaper")
    OutcomeFactory(indicator=wrong.indicator, corrects=wrong, source=other)
    same = OutcomeFactory()
    spelt = SourceFactory(published=date(2024, 7, 20), publisher=same.source.publisher.upper())
    OutcomeFactory(id="counts", indicator=same.indicator, corrects=same, source=spelt)
    explained = SourceFactory(published=date(2024, 7, 20), publisher="A newspaper")
    why = {"source": explained, "note": "The ministry counted plants twice."}
    OutcomeFactory(id="explained", indicator=wrong.indicator, corrects=wrong, **why)
    sources = [(line.kind, line.right.pk) for line in correction_list(DAY).lines]
    assert sources == [("source", "counts"), ("other_source", "explained")]


def test_within_a_day_the_last_is_first(how):
    for minutes in (0, 5):
        later = {**how, "at": AT + timedelta(minutes=minutes)}
        erase_claim(claim=OutcomeFactory(id=f"out-{minutes}"), reason="A slip.", **later)
        correct_outcome(outcome=OutcomeFactory(id=f"slip-{minutes}"), value=Decimal(1), our_slip=True, **later)
    moments = [line.recorded_at for line in correction_list(DAY).lines]
    assert moments == sorted(moments, reverse=True)


def test_pages_lose_none_and_repeat_none(how, monkeypatch):
    monkeypatch.setattr(corrections, "PAGE_SIZE", 3)
    for number in range(4):
        erase_claim(claim=OutcomeFactory(id=f"out-{number}"), reason="A slip.", **how)
        wrong = OutcomeFactory(id=f"slip.{number}")
        correct_outcome(outcome=wrong, value=Decimal(number), our_slip=True, **how)
    pages = [correction_list(DAY, page=page) for page in (1, 2, 3, 4)]
    keys = [line.key for page in pages[:3] for line in page.lines]
    assert len(keys) == len(set(keys)) == 8
    assert (pages[3].page, pages[3].pages) == (3, 3)


def test_number_of_queries_does_not_grow(everything, how, django_assert_max_num_queries):
    for number in range(5):
        erase_claim(claim=OutcomeFactory(id=f"more-{number}"), reason="A slip.", **how)
        wrong = OutcomeFactory(id=f"slip-{number}")
        correct_outcome(outcome=wrong, value=Decimal(number), our_slip=True, **how)
    with django_assert_max_num_queries(9):
        correction_list(DAY)


def test_nothing_is_read_of_an_empty_record():
    report = correction_list(DAY)
    assert (report.lines, report.pages, report.days) == ((), 1, [])
