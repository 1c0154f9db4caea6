"""Answers to readers are counted in memory that web processes share, by class of status and by time."""

from __future__ import annotations

import os
import runpy
import warnings
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from tracker import request_counts
from tracker.requests import PlainWSGIHandler

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]


def count(status: str) -> int:
    return sum(request_counts.answered()[status].buckets)


def test_each_answer_falls_into_the_bucket_of_its_time() -> None:
    before = request_counts.answered()["2xx"]
    for seconds in (0.001, 0.005, 0.3, 60):
        request_counts.add("/targets/", 200, seconds)
    after = request_counts.answered()["2xx"]
    grown = [new - old for new, old in zip(after.buckets, before.buckets, strict=True)]
    assert grown == [2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    assert after.seconds - before.seconds == pytest.approx(60.306)


@pytest.mark.parametrize(("path", "status"), [("/readyz", 503), ("/metrics", 200), ("/healthz", 200), ("/x", 700)])
def test_probes_and_nonsense_are_no_answers_to_readers(path: str, status: int) -> None:
    before = request_counts.answered()
    request_counts.add(path, status, 0.1)
    assert request_counts.answered() == before


@pytest.mark.django_db
def test_the_web_process_counts_what_it_answers() -> None:
    handler = PlainWSGIHandler()
    before = count("4xx")
    for path in ("/nowhere/", "/metrics"):
        handler(RequestFactory().get(path).environ, lambda *_: None).close()
    assert count("4xx") == before + 1


def test_processes_of_gunicorn_add_to_one_count() -> None:
    hooks = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    server = SimpleNamespace(WORKERS={})
    before = count("5xx")
    for number in range(2):
        worker = SimpleNamespace()
        hooks["pre_fork"](server, worker)
        server.WORKERS[number] = worker
        with warnings.catch_warnings():  # of threads, which the child does not use
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if process == 0:
            hooks["post_fork"](server, worker)
            request_counts.add("/", 500, 0.1)
            os._exit(0)
        os.waitpid(process, 0)
    assert {worker.counts_in for worker in server.WORKERS.values()} == {0, 1}
    assert count("5xx") == before + 2


def test_a_slot_of_a_process_that_ended_is_given_again_and_there_is_always_one() -> None:
    assert request_counts.free_slot({0, 1, 3}) == 2
    assert request_counts.free_slot(range(request_counts.SLOTS)) == request_counts.SLOTS - 1
