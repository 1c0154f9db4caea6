"""The costs whose growth is watched: pages, files and lists of the API, sweeps, and what is done to the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.growth.load import A_YEAR_AGO, NOW, TODAY
from tests.benchmarks.growth.measuring import Cost, Wanted

PAST = f"as_of={A_YEAR_AGO}"
RECENT = urlencode({"updated_since": (NOW - timedelta(minutes=1)).isoformat()})

# Address → how a reader may wait for it once the process knows the version of the record.
READS: dict[str, Wanted] = {
    "/": "logarithmic",
    "/targets/": "logarithmic",
    "/targets/?page=100": "logarithmic",
    "/targets/?status=missed": "logarithmic",
    "/targets/?responsible=body-7&ordering=-days_overdue": "linear",
    f"/targets/?{PAST}": "logarithmic",
    f"/targets/?{PAST}&page=100": "logarithmic",
    f"/targets/?{PAST}&status=missed": "logarithmic",
    f"/targets/?{PAST}&responsible=body-7&ordering=-days_overdue": "linear",
    "/targets/target-000005/": "logarithmic",
    "/organisations/body-7/": "logarithmic",
    "/track-record/": "linear",
    "/search/?q=indicator+77": "linear",
    "/changes/": "logarithmic",
    "/changes/feed.atom": "logarithmic",
    "/calendar/": "logarithmic",
    "/calendar.ics": "linear",
    "/targets/feed.atom": "logarithmic",
    "/targets/target-000005/feed.atom": "logarithmic",
    "/programmes/programme-00005/": "logarithmic",
    "/sources/source-00005/": "logarithmic",
    "/week/2025-W50/": "logarithmic",
    "/api/v1/targets/?page_size=100": "logarithmic",
    "/api/v1/targets/target-000005/": "logarithmic",
    "/api/v1/outcomes/?page_size=100": "logarithmic",
    "/api/v1/status-changes/?page_size=100": "logarithmic",
    f"/api/v1/targets/?{RECENT}": "logarithmic",
    f"/api/v1/outcomes/?{RECENT}": "logarithmic",
}
# Asked for the first time since one outcome was recorded, by a process that had read them before; and by a new process.
FIRST_READS = (
    *("/", "/organisations/body-7/", "/track-record/"),
    *("/targets/", f"/targets/?{PAST}", "/calendar/"),
    *("/changes/", "/search/?q=indicator+77"),
)
FIRST_OF_A_DAY = ("/", "/calendar/", "/track-record/")
FIRST_OF_A_PROCESS = ("/targets/", "/calendar/", "/", f"/track-record/?{PAST}")
VERDICTS = "all verdicts"


def costs() -> list[Cost]:
    """All that are measured in one process, in order."""
    return [
        *(Cost(address, wanted, _reading(address), before=_warm(address)) for address, wanted in READS.items()),
        *(
            Cost(f"first {address} after an outcome", "linear", _reading(address), 3, before=_after_an_outcome(address))
            for address in FIRST_READS
        ),
        *(
            Cost(f"first {address} of a process", "linear", _reading(address), 1, before=_forget)
            for address in FIRST_OF_A_PROCESS
        ),
        *(
            Cost(f"first {address} of the next day", "linear", _next_day(address), 1, before=_today(address))
            for address in FIRST_OF_A_DAY
        ),
        Cost("one new outcome", "constant", _one_outcome, around=_undone),
        Cost("verdicts of a day, none due", "linear", _due, around=_undone),
        Cost("digests of a thousand people", "constant", _digests, 2, around=_undone),
        Cost("audience of a change", "constant", _audience),
        Cost("alerts, nobody waits for one", "constant", _alerts, around=_undone),
    ]


def memories() -> list[Cost]:
    """Those whose memory is bounded, or told; each is measured in a process of its own.

    The verdicts come first: the others read them.
    """
    return [
        Cost(VERDICTS, "linear", _refresh, 1, bounded=True),
        Cost("verdicts compared with a recomputation", "linear", _verify, 1, bounded=True),
        Cost("inputs of all verdicts, as CSV", "linear", _inputs, 1, bounded=True),
        Cost("rows of track records in a web process", "linear", _chain_rows, 1),
        Cost("search index in a web process", "linear", _search, 1),
    ]


# --- reading ---------------------------------------------------------------------------------------------------------


@cache
def _client() -> Any:
    """One for all: each loads the middleware once."""
    from django.test import Client

    return Client(SERVER_NAME="127.0.0.1")


def _reading(address: str) -> Any:
    def read() -> None:
        _client().cookies.clear()
        answer = _client().get(address, headers={"Accept": "text/html,application/json,*/*"})
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        for _part in answer if answer.streaming else ():
            pass  # a server holds no file whole

    return read


def _warm(address: str) -> Any:
    """Asks once before the first measurement; what is counted for a version of the record is kept from then on."""
    seen: list[str] = []

    def warm() -> None:
        if not seen:
            seen.append(address)
            _reading(address)()

    return warm


def _after_an_outcome(address: str) -> Any:
    """Its verdict is written again, which is another version of the record."""

    def write() -> None:
        _reading(address)()
        _one_outcome()

    return write


def _forget() -> None:
    from projects.reports.verdicts.kept_chains import kept_chains
    from projects.reports.version_cache import version_cache

    version_cache.clear()
    kept_chains.clear()


def _today(address: str) -> Any:
    """In a process that has read every chain."""

    def read() -> None:
        _forget()
        _reading("/track-record/")()
        _reading(address)()

    return read


def _next_day(address: str) -> Any:
    def read() -> None:
        import time_machine

        with time_machine.travel(NOW + timedelta(days=1)):
            _reading(address)()

    return read


# --- writing and sweeping --------------------------------------------------------------------------------------------


@contextmanager
def _undone() -> Iterator[None]:
    """What is done is done in a transaction that ends without a trace."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _one_outcome() -> None:
    from projects.actions.refresh import refresh_affected

    refresh_affected(as_of=TODAY, at=NOW, outcomes=["outcome-0000000"])


def _due() -> None:
    from projects.actions.refresh import refresh_due

    refresh_due(as_of=TODAY, at=NOW)


def _digests() -> None:
    from accounts.notices.digests.claim import claim_due

    claim_due(NOW, limit=1000)


def _audience() -> None:
    from accounts.follows.audience import followers_of

    followers_of(["target-000005"], NOW)


def _alerts() -> None:
    from accounts.notices.alerts.sweep import sweep_alerts

    sweep_alerts(NOW)


# --- memory ----------------------------------------------------------------------------------------------------------


def _refresh() -> None:
    from projects.actions.refresh import refresh_assessments
    from projects.judging.processes import cores

    refresh_assessments(as_of=TODAY, at=NOW, processes=cores())


def judge_where_nothing_is() -> None:
    """Where the verdicts themselves are not measured, what is measured needs some."""
    from projects.models import Assessment

    if not Assessment.objects.exists():
        _refresh()


def _verify() -> None:
    from projects.actions.verify import verify
    from projects.judging.processes import cores

    if differences := list(verify(as_of=TODAY, processes=cores())):
        raise SystemExit(f"{len(differences)} differences, the first: {differences[0]}")


def _inputs() -> None:
    _reading("/inputs.csv")()


def _chain_rows() -> None:
    _reading("/track-record/")()


def _search() -> None:
    _reading("/search/?q=indicator+77")()
