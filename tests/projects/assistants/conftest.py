"""The shipped record of Kazakhstan on a fixed day, loaded once a module, and an assistant that asks about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.core.management import call_command
from django.db import transaction
from mcp.client import Client

from projects.assistants.asking import Reply, reply_to
from projects.assistants.server import server
from tests.every_page import RECORD

NOW = "2026-03-20 09:00+00:00"
Answered = TypeVar("Answered")


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        call_command("import_package", str(RECORD), verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ask() -> Iterator[Callable[..., Reply]]:
    """Asks a tool without the protocol."""
    from django.utils import timezone

    def asked(name: str, **arguments: Any) -> Reply:
        return reply_to(name, arguments, timezone.localdate())

    with time_machine.travel(NOW, tick=False):
        yield asked


def converse(conversation: Callable[[Client], Awaitable[Answered]], mode: str = "auto") -> Answered:
    """Lets the SDK's own client talk to the server in this process, on this test's connection to the database."""

    async def connected() -> Answered:
        async with Client(server(), mode=mode) as client:
            return await conversation(client)

    with time_machine.travel(NOW, tick=True):
        return async_to_sync(connected)()
