"""No page says a word in a language that is not its own: all of them are read, in each, on the shipped record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from accounts.actions.following import toggle
from accounts.models import Preferences
from tests.every_page import LANGUAGES, RECORD, every_page
from tests.factories import UserFactory
from tests.foreign import foreign

NOW = "2026-01-10 09:00+00:00"
# Those that somebody who is logged in sees otherwise.
OF_PEOPLE = ("account_", "mfa_", "follow", "overview", "targets-none", "target-milestone", "unknown")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def shipped(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for all of them, and taken back."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        call_command("import_package", str(RECORD), stdout=None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def watcher(language: str) -> Client:
    """Somebody with an address who follows a programme and has chosen the language for mails too."""
    person = UserFactory(email="watcher@example.org")
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    Preferences.objects.open_for(person, at=person.date_joined, language=language)
    toggle(by=person, kind="programme", thing_id="manufacturing-pool", at=person.date_joined)
    reader = Client()
    reader.force_login(person)
    return reader


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_page_speaks_its_language_only(language: str, watcher: Client) -> None:
    found = {}
    for page in every_page():
        for reader in (Client(), watcher) if page.name.startswith(OF_PEOPLE) else (Client(),):
            answer = reader.get(page.in_language(language), follow=True)
            assert answer.status_code < 500, page
            if said := foreign(answer.content.decode(), language):
                found[f"{page.name} ({page.path})"] = said
    assert not found
