"""Judging in several processes: the same verdicts, and none of the processes is left behind."""

from __future__ import annotations

import os
import signal
import sys
import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from projects.comparison.figures import Indicator, Target
from projects.judging import verdicts
from projects.judging.claims import BETWEEN, Group
from projects.judging.processes import JudgingError, judged
from projects.judging.verdicts import batches

AS_OF = date(2024, 12, 20)
SOURCES = "\n".join(
    BETWEEN.join((f"s-{month}", "Bureau", "bureau", "official_statistics", str(date(2024, month + 1, 5).toordinal())))
    for month in (1, 2, 3)
)


def group(number: int):
    """A sum with a promise and three monthly reports, as it comes from the database."""
    indicator = Indicator(f"i-{number}", "cars", "sum", "increase", "kz")
    promise = Target(
        id=f"t-{number}",
        indicator=indicator,
        basis="absolute",
        qualifier="at_least",
        timing="by_deadline",
        announced=date(2024, 1, 1),
        value=Decimal(100),
        window_start=date(2024, 1, 1),
        deadline=date(2024, 12, 31),
    )
    outcomes = [
        (
            f"o-{number}-{month}",
            "absolute",
            "",
            date(2024, month, 28).toordinal(),
            1,
            f"s-{month}",
            f"{number * 10 + month}.5",
            "0.1",
            date(2024, month, 1).toordinal(),
            0,
            "",
        )
        for month in (1, 2, 3)
    ]
    lines = "\n".join(BETWEEN.join(map(str, outcome)) for outcome in outcomes)
    return Group({indicator.id: indicator.territory}, [(promise.id, (promise,), ())], {indicator.id: lines})


@pytest.fixture(autouse=True)
def _a_batch_for_each_group(monkeypatch):
    monkeypatch.setattr(verdicts, "BATCH_SIZE", 1)


@pytest.fixture(autouse=True)
def _no_process_is_left():
    yield
    assert children() == []


def children() -> list[int]:
    """The processes that this thread has started and that have not ended."""
    listed = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    if not listed.exists():
        pytest.skip("the system does not list a process's children")
    return [int(pid) for pid in listed.read_text().split()]


def test_several_processes_judge_as_one_does_and_in_order():
    record = [group(number) for number in range(12)]

    alone = list(judged(batches(SOURCES, record), AS_OF))
    shared = list(judged(batches(SOURCES, record), AS_OF, processes=3))

    assert len(alone) == 12
    assert shared == alone
    assert [chain.first_id for answer in shared for chain in answer] == [f"t-{number}" for number in range(12)]


def test_one_batch_is_judged_at_home(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere")

    assert len(list(judged(batches(SOURCES, [group(1)]), AS_OF, processes=3))) == 1


def test_nothing_to_judge_needs_no_process():
    assert list(judged(batches(SOURCES, []), AS_OF, processes=3)) == []


def test_a_process_that_ends_before_its_time_is_an_error():
    def record():
        for number in range(20):
            if number == 5:
                for pid in children():
                    os.kill(pid, signal.SIGKILL)
            yield group(number)

    with pytest.raises(JudgingError, match=r"ended \(exit status -9\).*nothing was written.*--processes 1"):
        list(judged(batches(SOURCES, record()), AS_OF, processes=2))


def test_a_process_that_never_came_up_is_an_error(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(JudgingError, match="exit status 1"):
        list(judged(batches(SOURCES, (group(number) for number in range(20))), AS_OF, processes=2))


def test_what_fails_in_a_process_is_told():
    broken = group(1)
    broken.outcomes = {"i-1": BETWEEN.join(broken.outcomes["i-1"].split(BETWEEN)[:4])}

    with pytest.raises(JudgingError, match="not enough values"):
        list(judged(batches(SOURCES, [group(0), broken, group(2)]), AS_OF, processes=2))


def test_whoever_stops_listening_leaves_no_process():
    answers = judged(batches(SOURCES, (group(number) for number in range(50))), AS_OF, processes=2)
    next(answers)
    assert len(children()) == 2

    answers.close()


def test_an_error_of_the_record_itself_leaves_no_process():
    def record():
        yield from (group(number) for number in range(10))
        raise LookupError("the connection is gone")

    with pytest.raises(LookupError):
        list(judged(batches(SOURCES, record()), AS_OF, processes=2))
