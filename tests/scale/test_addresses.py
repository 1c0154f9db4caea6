"""Whatever the size of the record, a page takes as many queries and stays small; no view is left out.

Half of the addresses have their turn on one day; WALK=all asks all.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from projects.reports.version_cache import version_cache
from tests.sample import AGAIN, is_chosen

from .addresses import Address, every_address
from .record import NOW, Growing

pytestmark = [pytest.mark.once, pytest.mark.django_db]

FEW, MANY = 4, 45
SHARE = 1 / 2  # of the addresses, on one day
HEADERS = {"accept-language": "ru", "authorization": "Bearer a-token"}
MOST_QUERIES = 30
MOST_HTML = 100_000
# A page that tries a change out makes it, and undoes it.
TRIES_OUT = {"/desk/drafts/1000000/": 60}
LARGE = {
    "/following/preview/html/": "a mail of no more than twenty promises a section, with its pictures put in",
    "/api/docs/": "the whole API on one page: it grows with the API, not with the record",
}


@dataclass
class Asked:
    """What an address answered: status, kind, bytes, and the queries that it took."""

    status: int
    kind: str
    size: int
    queries: int


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker) -> dict[str, tuple[Asked, Asked]]:
    """By address, what it answered on a small record and on one many times as large."""
    at_noon, with_token = time_machine.travel(NOW, tick=False), override_settings(METRICS_TOKEN="a-token")
    with django_db_blocker.unblock(), with_token, at_noon, transaction.atomic():
        growing = Growing()
        growing.grow(FEW)
        few = _ask_everything(growing)
        growing.grow(MANY)
        many = _ask_everything(growing)
        transaction.set_rollback(True)
    return {path: (few[path], many[path]) for path in few}


def _ask_everything(growing: Growing) -> dict[str, Asked]:
    readers = {person: Client(headers=HEADERS) for person in (growing.person, growing.editor)}
    for person, client in readers.items():
        client.force_login(person)
    counted = {}
    for address in filter(_has_its_turn, every_address(growing.person.pk)):
        version_cache.clear()
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            person = growing.editor if address.path.startswith("/desk/") else growing.person
            answer = readers[person].get(address.path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == address.status, f"{address.path} answers {answer.status_code}"
        counted[address.path] = Asked(answer.status_code, answer.get("Content-Type", ""), len(body), len(queries))
    return counted


def _has_its_turn(address: Address) -> bool:
    return address.path in TRIES_OUT or address.path in LARGE or is_chosen(address.path, SHARE)


def test_a_larger_record_takes_no_more_queries_and_no_page_above_100_kb(
    answers: dict[str, tuple[Asked, Asked]],
) -> None:
    """One test, because asking everything takes the time."""
    no_address_takes_more_queries(answers)
    every_page_stays_below_100_kb(answers)


def no_address_takes_more_queries(answers: dict[str, tuple[Asked, Asked]]) -> None:
    """It may take fewer: the first page of a larger record may lack rows of some kind."""
    assert len(answers) > 50
    grown = {path: (few.queries, many.queries) for path, (few, many) in answers.items() if few.queries < many.queries}
    many = {path: of_many.queries for path, (_few, of_many) in answers.items()}
    assert {path: number for path, number in many.items() if number > TRIES_OUT.get(path, MOST_QUERIES)} == {}, AGAIN
    assert not grown, "\n".join(f"{path}: {few} queries, then {many}" for path, (few, many) in grown.items())


def every_page_stays_below_100_kb(answers: dict[str, tuple[Asked, Asked]]) -> None:
    pages = {path: many for path, (_few, many) in answers.items() if many.kind.startswith("text/html")}
    assert len(pages) > 20
    large = {path: many.size for path, many in pages.items() if many.size >= MOST_HTML and path not in LARGE}
    assert not large, "\n".join(f"{path}: {size / 1000:.0f} kB" for path, size in large.items())
