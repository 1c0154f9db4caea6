"""The index holds words and documents, and making it takes little more than that: web processes keep one each."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from projects.reports.search.documents import entries_of
from projects.reports.search.index import MOST_BESIDE, LargeSegment
from projects.reports.search.tables import BodyRow, IndicatorRow, PlaceRow, ProgrammeRow, Tables, TargetRow

pytestmark = pytest.mark.once
INDICATORS = 2_000  # each with two targets
HELD = 1_200  # bytes for each document, its words included; 940 are used
MAKING = 1_800  # the same while it is made; 1,450 are used


def tables(indicators: int = INDICATORS) -> Tables:
    """A record whose targets have figures of their own, as in life."""
    first = date(2021, 1, 10)
    return Tables(
        targets=[
            TargetRow(
                f"target-{number:06}", f"indicator-{number % indicators:05}", Decimal(1_000_003 * number), None, first,
                first + timedelta(days=number % 900), first, None, False, None, ("", f"Speaker {number % 40}"),
            )
            for number in range(2 * indicators)
        ],
        indicators=[
            IndicatorRow(f"indicator-{number:05}", "programme", None, "KZT", (f"Indicator {number}", "Показатель", ""))
            for number in range(indicators)
        ],
        programmes=[ProgrammeRow("programme", "body", "kz", "", ("Programme", "", ""), ("", "", ""))],
        bodies=[BodyRow("body", None, None, ("Body", "", ""))],
        people=[],
        offices=[],
        reports={},
        places=[PlaceRow("kz", None, ("Kazakhstan", "", ""))],
        projects=[],
        stages={},
        sources=[],
    )  # fmt: skip


@pytest.fixture
def traced() -> Iterator[None]:
    LargeSegment(entries_of(tables(10)))  # what is read once for a process
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.usefixtures("traced")
def test_making_the_index_takes_little_more_memory_than_the_index() -> None:
    rows = tables()
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    index = LargeSegment(entries_of(rows))
    held, most = (memory - before for memory in tracemalloc.get_traced_memory())
    documents = len(index.segment.documents)
    assert documents > 3 * INDICATORS
    assert held < HELD * documents, held / documents
    assert most < MAKING * documents, most / documents


def test_entries_that_are_new_changed_or_gone_are_told_apart() -> None:
    large = LargeSegment(entries_of(tables(20)))
    same = tables(20)
    assert large.changes(entries_of(same)) == ([], frozenset())
    gone = large.changes(entries_of(same._replace(targets=same.targets[1:])))
    assert gone is not None
    changed, outdated = gone
    assert [entry.document.id for entry in changed] == []
    assert [large.segment.documents[number].id for number in outdated] == ["target-000000"]
    later = [same.targets[0]._replace(id="new"), same.targets[1]._replace(value=Decimal(77)), *same.targets[2:]]
    both = large.changes(entries_of(same._replace(targets=later)))
    assert both is not None
    assert [entry.document.id for entry in both[0]] == ["new", "target-000001"]
    assert {large.segment.documents[number].id for number in both[1]} == {"target-000000", "target-000001"}


@pytest.mark.parametrize("gone", [0, 2 * MOST_BESIDE])
def test_many_changes_make_the_index_anew(gone: int) -> None:
    large = LargeSegment(entries_of(tables(MOST_BESIDE + 1)))
    rows = tables(MOST_BESIDE + 1)
    targets = rows.targets[gone:] if gone else [row._replace(value=Decimal(7)) for row in rows.targets]
    assert large.changes(entries_of(rows._replace(targets=targets))) is None
