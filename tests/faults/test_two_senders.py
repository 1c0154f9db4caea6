"""Two hosts send digests, each with a schedule and a worker; one is cut off the power: everybody gets one digest."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import servers
from tests.faults.clusters import Postgres
from tests.faults.digests import SETTLED, TIME_PASSES, one_digest_each, with_people_due
from tests.faults.site import Site, end, unit_words
from tests.faults.workers import until
from tests.launched import ROOT
from tests.soak.postmaster import Postmaster

pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(
        os.geteuid() != 0 or shutil.which("unshare") is None,
        reason="two hosts that send were NOT tried: a host name of its own needs root and unshare",
    ),
]
PEOPLE = 240
NAMED = ["unshare", "--uts", "sh", "-c", 'hostname "$0" && exec "$@"']
SWEPT = re.compile(r"send_due_digests\[[^]]+\] succeeded")
BEGUN = re.compile(r"send_due_digests\[[^]]+\] received")


class Sender:
    """A host: its schedule and its worker, and what the worker logs."""

    def __init__(self, site: Site, name: str, stack: ExitStack) -> None:
        self.log = site.log.parent / f"{name}.log"
        self._processes = []
        for unit in ("tracker-worker@.service", "tracker-beat.service"):
            words = [word.replace("%i@%H", "worker@%h") for word in unit_words(unit)[1:]]
            log = self.log if "worker" in unit else self.log.with_suffix(".beat.log")
            with log.open("ab") as output:
                process = subprocess.Popen(
                    [*NAMED, name, sys.executable, "-m", "celery", *words],
                    cwd=ROOT, env=site.environment, stdout=output, stderr=output, start_new_session=True,
                )  # fmt: skip
            self._processes.append(process)
            stack.callback(end, process)

    def said(self, words: re.Pattern[str]) -> int:
        """How often the worker has said so."""
        return len(words.findall(self.log.read_text()))

    def cut_off(self) -> None:
        """kill -9 for every process of the host."""
        for process in self._processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def due(primary: Postgres, redis: servers.Server, mail: Postmaster, tmp_path: Path) -> Site:
    return with_people_due(PEOPLE, primary, redis, mail, tmp_path)


def test_everybody_gets_one_digest_though_a_host_is_cut_off(due: Site, primary: Postgres, mail: Postmaster) -> None:
    mail.delay = 3  # so that neither is through before the other has begun, on a slow machine either
    with ExitStack() as stack:
        victim, survivor = (Sender(due, name, stack) for name in ("first-host", "second-host"))
        until(
            lambda: victim.said(BEGUN) > victim.said(SWEPT) and survivor.said(BEGUN) and sum(mail.taken.values()) > 9,
            victim.log,
            seconds=240,
        )
        victim.cut_off()
        assert primary.ask(SETTLED)[0][0] < PEOPLE, "it was killed when all was done"
        assert "worker@first-host ready" in victim.log.read_text()
        mail.delay = 0
        swept = survivor.said(SWEPT)
        until(lambda: survivor.said(SWEPT) > swept + 1, survivor.log, seconds=240)
        primary.ask(TIME_PASSES)
        primary.until(SETTLED, PEOPLE, seconds=240)
    one_digest_each(PEOPLE, primary, mail)
