"""No page says a word in a language that is not its own: they are read, in each, on the shipped record.

Half of the pages of each language have their turn on one day; WALK=all reads all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from accounts.actions.follows import follow
from accounts.models import DigestPreferences
from accounts.notices.digests.draft import draft_preview
from tests.every_page import LANGUAGES, RECORDS, every_page
from tests.factories import UserFactory
from tests.foreign import foreign
from tests.sample import AGAIN, is_chosen

NOW = "2026-01-10 09:00+00:00"
SHARE = 1 / 2  # of the pages of a language, on one day
# Those that somebody who is logged in sees otherwise.
OF_PEOPLE = ("account_", "mfa_", "follow", "overview", "targets-none", "target-milestone", "unknown")

pytestmark = pytest.mark.django_db
# The pages of one language ask the databases all that those of another would.
EACH_LANGUAGE = [pytest.param(language, marks=[] if language == "en" else pytest.mark.once) for language in LANGUAGES]


@pytest.fixture(scope="module", autouse=True)
def shipped(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for all of them, and taken back."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        for package in RECORDS:
            call_command("import_package", str(package), stdout=None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def watcher(language: str) -> Client:
    """Somebody with an address who follows a programme and has chosen the language for mails too."""
    person = UserFactory(email="watcher@example.org")
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    DigestPreferences.objects.get_or_create_for(person, at=person.date_joined, language=language)
    follow(by=person, kind="programme", thing_id="manufacturing-pool", at=person.date_joined)
    reader = Client()
    reader.force_login(person)
    return reader


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_every_kind_of_page_speaks_its_language_only(language: str, watcher: Client) -> None:
    foreign_words = {}
    for page in (page for page in every_page() if is_chosen(f"{language} {page.name}", SHARE)):
        for reader in (Client(), watcher) if page.name.startswith(OF_PEOPLE) else (Client(),):
            answer = reader.get(page.in_language(language), follow=True)
            assert answer.status_code < 500, page
            if foreign_text := foreign(answer.content.decode(), language):
                foreign_words[f"{page.name} ({page.path})"] = foreign_text
    assert not foreign_words, AGAIN


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_every_mail_speaks_the_language_of_its_reader_only(language: str, watcher: Client) -> None:
    stranger, twice = Client(), dict.fromkeys(("password1", "password2"), "a-long-enough-secret")
    for address in ("new@example.org", "watcher@example.org"):
        stranger.post(f"/{language}/accounts/signup/", {"email": address, **twice})
    for address in ("watcher@example.org", "nobody@example.org"):
        stranger.post(f"/{language}/accounts/password/reset/", {"email": address})
    assert len(mail.outbox) >= 4
    mails = [f"{sent.subject}\n{sent.body}" for sent in mail.outbox]
    digest = draft_preview(
        DigestPreferences.objects.get(user__email="watcher@example.org"), datetime(2026, 1, 10, tzinfo=UTC)
    )
    assert digest is not None
    mails += [digest.mail.subject, digest.mail.text]
    foreign_words = [
        foreign_text for text in mails for foreign_text in foreign(f'<p lang="{language}">{escape(text)}</p>', language)
    ]
    assert not [*foreign_words, *foreign(digest.mail.html, language)]
