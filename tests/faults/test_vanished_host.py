"""The host of PostgreSQL vanishes without a word: no line is closed, and nothing that is sent is confirmed any more."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.clusters import Postgres
from tests.faults.namespaces import Host, host, why_not
from tests.faults.proxy import line_to
from tests.faults.site import Answer, Site
from tests.launched import ROOT, free_port

pytestmark = [pytest.mark.fault, pytest.mark.skipif(bool(why_not()), reason=why_not())]

READERS = 24  # more than there are threads
BOUND = 90  # seconds: those in which it is noticed, on a machine that has other things to do


@pytest.fixture
def away() -> Iterator[Host]:
    with host(1) as there:
        yield there


@pytest.fixture
def far(away: Host, site: Site, primary: Postgres, tmp_path: Path) -> Iterator[Site]:
    """The site, whose database is behind a host of its own."""
    port = free_port()
    with line_to(primary.port, away.here) as line:
        words = [away.there, str(port), away.here, str(line.port)]
        command = [*away.enter, sys.executable, "-m", "tests.faults.proxy", *words]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as forwarder:
            try:
                assert forwarder.stdout is not None
                assert forwarder.stdout.readline()
                address = f"postgres://tracker@{away.there}:{port}/tracker"
                far = Site(tmp_path, **site.environment | {"DATABASE_URL": address})
                with far.served():
                    assert far.until("/targets/", 200).status == 200
                    yield far
            finally:
                away.come_back()
                forwarder.terminate()


def ask_many(site: Site) -> list[Answer]:
    with ThreadPoolExecutor(READERS) as readers:
        paths = [f"/api/v1/targets/?page_size={5 + turn}" for turn in range(READERS)]
        return list(readers.map(lambda path: site.ask(path, timeout=BOUND * 2), paths))


def test_database_whose_host_vanishes_costs_seconds(far: Site, away: Host) -> None:
    assert {answer.status for answer in ask_many(far)} == {200}
    away.vanish()
    answers = ask_many(far)
    print(f"slowest answer: {max(answer.seconds for answer in answers):.0f} s")
    assert {answer.status for answer in answers} == {503}
    assert max(answer.seconds for answer in answers) < BOUND
    away.come_back()
    far.until("/targets/", 200)
    assert {answer.status for answer in ask_many(far)} == {200}
