"""Personal tokens for programs: made on a page or by an operator, shown once, revocable at any time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from knox.models import AuthToken

from accounts.actions import tokens as actions
from accounts.models import ProgramToken
from projects.models import AuditEntry
from tests.accounts.logging_in import ask, log_in_again
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/accounts/tokens/"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


@pytest.fixture
def page(client, editor):
    log_in_again(client, editor)
    return client


def made_in(answer) -> str:
    match = re.search(r"<code>([0-9a-f]{64})</code>", answer.content.decode())
    return match[1] if match else ""


def test_page_is_for_who_is_logged_in():
    answer = Client().get(PAGE)
    assert (answer.status_code, answer["Location"]) == (302, f"/en/accounts/login/?next={PAGE}")


def test_token_is_shown_once_and_lets_programs_in(page, editor):
    answer = page.post(PAGE, {"do": "make", "name": "  Sheet\n sync ", "days": "90"})
    token = made_in(answer)

    assert ask(token) == 200
    assert "no-store" in answer["Cache-Control"]
    again = page.get(PAGE).content.decode()
    assert token not in again
    assert "Sheet sync" in again
    assert f"{token[:6]}…" in again
    stored = AuthToken.objects.get()
    assert token not in (stored.digest, stored.token_key)
    assert AuditEntry.objects.get().details == {"token": f"Sheet sync ({token[:6]}…)", "days": 90}


def test_token_that_has_run_out_is_refused_and_shown_until_another_is_made(page, editor):
    token = made_in(page.post(PAGE, {"do": "make", "name": "sync", "days": "30"}))
    AuthToken.objects.update(expiry=NOW - timedelta(days=3650))
    assert ask(token) == 401
    assert "has run out" in page.get(PAGE).content.decode()

    other = made_in(page.post(PAGE, {"do": "make", "name": "sync", "days": "30"}))
    assert (ask(token), ask(other)) == (401, 200)
    assert other.startswith(ProgramToken.objects.get().token.token_key)


def test_day_of_its_last_use_is_kept(page):
    token = made_in(page.post(PAGE, {"do": "make", "name": "sync", "days": "30"}))
    assert "never" in page.get(PAGE).content.decode()
    with time_machine.travel(NOW, tick=False):
        ask(token)
    assert ProgramToken.objects.get().last_used_on.isoformat() == "2026-11-24"
    assert "24 Nov 2026" in page.get(PAGE).content.decode()


def test_ended_token_lets_nobody_in(page, editor):
    token = made_in(page.post(PAGE, {"do": "make", "name": "sync", "days": "30"}))
    answer = page.post(PAGE, {"do": "end", "token": "sync"})

    assert answer.status_code == 302
    assert ask(token) == 401
    assert [entry.action for entry in AuditEntry.objects.order_by("id")] == ["make_token", "end_token"]


def test_token_is_good_for_its_days(editor):
    with time_machine.travel(NOW, tick=False) as clock:
        _token, text = actions.make_token(person=editor, name="sync", days=30, by=editor, at=NOW)
        clock.move_to(NOW + timedelta(days=29))
        assert ask(text) == 200
        clock.move_to(NOW + timedelta(days=31))
        assert ask(text) == 401


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "", "days": "30"}, "Give it a name"),
        ({"name": " \u2028", "days": "30"}, "Give it a name"),
        ({"name": "x" * 101, "days": "30"}, "Give it a name"),
        ({"name": "a\0b", "days": "30"}, "Give it a name"),
        ({"name": "taken", "days": "30"}, "already"),
        ({"name": "sync"}, "1 to 365 days"),
        ({"name": "sync", "days": "-1"}, "1 to 365 days"),
        ({"name": "sync", "days": "99999"}, "1 to 365 days"),
        ({"name": "sync", "days": "9" * 5000}, "1 to 365 days"),
        ({"do": "end", "token": "other"}, "no such token"),
        ({"do": "end"}, "no such token"),
    ],
    ids=str,
)
def test_nonsense_is_refused_in_words(page, editor, given, words):
    other = UserFactory()
    actions.make_token(person=other, name="other", days=1, by=other, at=NOW)
    page.post(PAGE, {"do": "make", "name": "taken", "days": "1"})
    answer = page.post(PAGE, given)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert ProgramToken.objects.count() == 2


def test_there_is_an_end_to_tokens(page, monkeypatch):
    monkeypatch.setattr(actions, "MAX_TOKENS", 1)
    assert page.post(PAGE, {"name": "one", "days": "30"}).status_code == 200
    assert page.post(PAGE, {"name": "two", "days": "30"}).status_code == 400


def test_page_escapes_what_a_token_is_called(page):
    page.post(PAGE, {"name": "<b>'\"&", "days": "30"})
    assert "<b>'" not in page.get(PAGE).content.decode()
    assert page.post(PAGE, {"do": "end", "token": "<b>'\"&"}).status_code == 302


def test_form_needs_its_csrf_token(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(PAGE, {"name": "sync", "days": "30"}).status_code == 403
