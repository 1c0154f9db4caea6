"""A promise is erased between two questions of one request: the answer is as if before or after, and no failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings

from projects.actions.erase_claim import erase_claim
from projects.models import Target
from projects.reports.version_cache import version_cache
from tests import sample

from . import addresses
from .addresses import every_address
from .record import NOW, Growing

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

ERASED = "alone-0"
ALWAYS = ("/", f"/targets/{ERASED}/", f"/api/v1/targets/{ERASED}/")
PATHS, MOMENTS = 0.3, 0.1  # of the other addresses, and of the moments at which it is erased, on a day
OTHERS = ("/desk/", "/metrics")  # for editors, and for who has a token
ANSWERS = {200, 302, 404}


class Eraser:
    """Erases the promise after so many questions of a request, and counts them."""

    def __init__(self, growing: Growing) -> None:
        self.by, self.questions = growing.editor, 0

    @contextmanager
    def after(self, number: int | None) -> Iterator[None]:
        """None: not at all."""
        self.questions = 0

        def ask(execute: Any, *question: Any) -> Any:
            answer = execute(*question)
            self.questions += 1
            if self.questions == number:
                erase_claim(claim=Target.objects.get(pk=ERASED), reason="Never said.", by=self.by, at=NOW)
            return answer

        with connection.execute_wrapper(ask):
            yield


@pytest.fixture
def growing(monkeypatch):
    monkeypatch.setitem(addresses.IDS, "target_id", ERASED)
    monkeypatch.setitem(addresses.OF_THE_API, "api-target", ERASED)
    monkeypatch.setitem(addresses.QUERIES, "compare", (f"?targets=main&targets={ERASED}",))
    monkeypatch.setitem(addresses.QUERIES, "oembed", (f"?url=http://testserver/targets/{ERASED}/",))
    with override_settings(SITE_URL="http://testserver"), time_machine.travel(NOW, tick=False):
        growing = Growing()
        growing.grow(2)
        yield growing


def paths(growing: Growing) -> list[str]:
    """Whatever shows something of the record to readers."""
    everything = every_address(growing.person.pk)
    return [address.path for address in everything if address.status == 200 and not address.path.startswith(OTHERS)]


def status(client: Client, path: str, eraser: Eraser, number: int | None = None) -> int:
    """What an address answers where the promise is erased after its question of that number."""
    version_cache.clear()
    cache.clear()
    with transaction.atomic():
        with eraser.after(number):
            answer = client.get(path)
            answer.close()
        transaction.set_rollback(True)
    return int(answer.status_code)


def test_promise_erased_amid_reading_fails_no_request(growing):
    eraser = Eraser(growing)
    client = Client(headers={"accept-language": "ru"}, raise_request_exception=False)
    client.force_login(growing.person)
    failures = []
    for path in paths(growing):
        if path not in ALWAYS and not sample.is_chosen(path, PATHS):
            continue
        assert status(client, path, eraser) == 200, path
        for moment in range(1, eraser.questions):
            if path in ALWAYS or sample.is_chosen(f"{path} {moment}", MOMENTS):
                code = status(client, path, eraser, moment)
                if code not in ANSWERS:
                    failures.append(f"{path}, erased after question {moment}: {code}")
    assert not failures, "\n".join([sample.AGAIN, *failures])
