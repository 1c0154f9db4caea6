"""Blocks of mails are remembered in a bounded number of bytes, and nothing else of a batch stays with them."""

from __future__ import annotations

import gc
import random
import tracemalloc
from datetime import UTC, date, datetime

import pytest

from accounts.notices.remembered_blocks import RememberedBlocks, key_of, remembered_blocks
from projects.reports.overviews.news import ReportNews

KNOWN = datetime(2024, 3, 5, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    remembered_blocks.clear()
    yield
    remembered_blocks.clear()


def halves(number: int, size: int = 400):
    """HTML and text of a block that hardly become shorter when packed."""
    words = random.Random(number).randbytes(size).hex()
    return ((f"<p>№ {number} {words}", "</p>"), (words, "\n"))


def test_block_comes_back_as_it_was_kept():
    blocks = RememberedBlocks()
    both = (('<p class="a">«Жол» \\ "қала"\x00', "</p>"), ("Дорога\n  10 км", ""))

    blocks.keep(key_of((1,)), both, None)

    assert blocks.get(key_of((1,))) == (both, None)
    assert blocks.get(key_of((2,))) is None


def test_memory_stays_within_the_bound():
    blocks = RememberedBlocks(most=1_000_000)
    tracemalloc.start()
    try:
        for number in range(5_000):
            blocks.keep(key_of((number,)), halves(number), None)
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()

    assert 500 < len(blocks) < 5_000
    assert blocks.size <= 1_000_000
    assert taken < 1_200_000


def test_block_asked_for_stays_longer_than_one_that_nobody_asks_for():
    blocks = RememberedBlocks(most=20_000)
    for number in range(200):
        blocks.keep(key_of((number,)), halves(number), None)
        assert blocks.get(key_of((0,))) is not None

    assert blocks.get(key_of((1,))) is None
    assert blocks.get(key_of((199,))) is not None


def test_block_kept_twice_counts_once():
    blocks = RememberedBlocks()
    blocks.keep(key_of((1,)), halves(1), None)
    size = blocks.size

    blocks.keep(key_of((1,)), halves(1), None)

    assert (len(blocks), blocks.size) == (1, size)


@pytest.mark.django_db
def test_no_report_of_a_batch_stays_in_memory(follower, draft, desk, on):
    promise = desk.promise(deadline=date(2024, 12, 31))
    for day in range(1, 9):
        desk.report(promise, at=KNOWN, period_end=date(2024, 2, day))
    person = follower(promise)

    assert draft(person, on(2024, 7, 8)).mail

    assert len(remembered_blocks) == 1
    gc.collect()
    assert [thing for thing in gc.get_objects() if isinstance(thing, ReportNews)] == []


@pytest.mark.django_db
def test_remembered_block_makes_the_same_mail(follower, draft, desk, on):
    promise = desk.promise(deadline=date(2024, 6, 30))
    desk.report(promise, at=KNOWN, period_end=date(2024, 2, 29))
    person = follower(promise, language="kk")
    written = draft(person, on(2024, 7, 8)).mail

    again = draft(person, on(2024, 7, 8)).mail

    assert len(remembered_blocks) == 1
    assert (again.html, again.text, again.pictures) == (written.html, written.text, written.pictures)


@pytest.mark.django_db
def test_readers_who_missed_different_numbers_of_earlier_reports_get_different_blocks(follower, draft, desk, on):
    promise = desk.promise(deadline=date(2024, 12, 31))
    first, second = follower(promise), follower(promise, at=datetime(2024, 3, 10, 9, tzinfo=UTC))
    for day in range(1, 10):
        at = KNOWN if day < 4 else datetime(2024, 3, 20, day, tzinfo=UTC)
        desk.report(promise, at=at, period_end=date(2024, 2, day))

    texts = [draft(person, on(2024, 7, 8)).mail.text for person in (first, second)]

    assert "And 4 reports on earlier days." in texts[0]
    assert "And 1 report on earlier days." in texts[1]
