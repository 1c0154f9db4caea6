"""A stolen session cannot take over the account unnoticed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from accounts.actions.private_addresses import renew_address
from accounts.actions.tokens import make_token
from accounts.delivery.telegram_chats import link_chat
from accounts.models import DigestPreferences, PrivateAddress, TelegramChat, WebHook
from projects.models import AuditEntry
from tests.accounts.logging_in import NEW, PASSWORD, confirm_password, is_logged_in, log_in, somebody

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CHANGE = "/accounts/password/change/"


@pytest.fixture
def person(client):
    person = somebody()
    log_in(client, person)
    return person


def token_of(person) -> str:
    return make_token(person=person, name="sync", days=30, by=person, at=datetime.now(UTC))[1]  # noqa: TID251  # real


def status_by(token: str) -> int:
    return Client().get("/api/v1/follows/", headers={"Authorization": f"Token {token}"}).status_code


def change_password(client, **more: str):
    return client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW, **more})


def reset_password(mailoutbox, person, **more: str):
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": person.email})
    address = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[-1].body).group()
    page = browser.get(address, follow=True)
    assert 'name="end_tokens"' in page.content.decode()
    return browser.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW, **more})


def test_changed_password_ends_other_sessions_and_tokens_and_is_told_by_mail(client, person, mailoutbox):
    thief, token = Client(), token_of(person)
    log_in(thief, person)
    assert re.search(r'name="end_tokens"[^>]* checked', client.get(CHANGE).content.decode())
    mailoutbox.clear()  # of the thief's browser, which is new

    change_password(client, end_tokens="on")

    assert (is_logged_in(client), is_logged_in(thief), status_by(token)) == (True, False, 401)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([person.email], "Password Changed")
    assert "127.0.0.1" in mail.body
    assert "http://127.0.0.1:8000/en/accounts/password/reset/" in mail.body
    actions = [entry.action for entry in AuditEntry.objects.order_by("id")]
    assert actions == ["make_token", "end_token", "change_password"]


@pytest.mark.parametrize(("given", "status"), [({"end_tokens": "on"}, 404), ({}, 200)])
def test_changed_password_ends_the_addresses_of_feed_and_calendar(client, person, given, status):
    old = renew_address(by=person, at=NOW).secret

    change_password(client, **given)

    for name in ("private-feed", "private-calendar"):
        assert client.get(reverse(name, args=[old])).status_code == status
        assert client.get(reverse(name, args=[PrivateAddress.objects.get(user=person).secret])).status_code == 200


@pytest.mark.parametrize(("given", "goes_on"), [({"end_tokens": "on"}, False), ({}, True)])
def test_changed_password_ends_what_tells_elsewhere_what_is_followed(client, person, given, goes_on):
    """Whoever knew the old one may have added a hook or linked a chat of their own."""
    WebHook.objects.create(user=person, url="https://example.org/hook", created_at=NOW)
    until = datetime(2099, 1, 1, tzinfo=UTC)
    TelegramChat.objects.create(user=person, code="offered", code_until=until, chat_id=7, linked_at=NOW)

    change_password(client, **given)

    assert (WebHook.objects.get().is_on, TelegramChat.objects.get().chat_id == 7) == (goes_on, goes_on)
    chat = link_chat(code="offered", chat_id=8, at=datetime.now(UTC))  # noqa: TID251  # real
    assert (chat is not None) == goes_on


def test_changed_password_makes_no_addresses_for_somebody_without(client, person):
    change_password(client, end_tokens="on")

    assert not PrivateAddress.objects.exists()


def test_tokens_stay_where_that_is_wanted(client, person):
    token = token_of(person)

    change_password(client)

    assert status_by(token) == 200


@pytest.mark.parametrize(("given", "status"), [({"end_tokens": "on"}, 401), ({}, 200)])
def test_reset_password_ends_all_sessions_and_is_told_by_mail(client, person, mailoutbox, given, status):
    token = token_of(person)

    reset_password(mailoutbox, person, **given)

    assert (is_logged_in(client), status_by(token)) == (False, status)
    assert [(mail.to, mail.subject) for mail in mailoutbox[1:]] == [([person.email], "Password Reset")]
    assert AuditEntry.objects.filter(action="reset_password", object_id=str(person.pk)).exists()


@pytest.mark.parametrize(("language", "subject"), [("en", "Password Changed"), ("ru", "ароль"), ("kk", "ұпиясөз")])
def test_mails_of_changes_are_in_the_persons_language_whoever_changed_it(client, person, mailoutbox, language, subject):
    DigestPreferences.objects.filter(user=person).update(language=language)
    client.cookies["django_language"] = "en" if language == "ru" else "ru"

    change_password(client)

    assert subject in mailoutbox[0].subject
    assert f"/{language}/accounts/password/reset/" in mailoutbox[0].body
    if language != "en":
        words = re.sub(r"http\S+", "", mailoutbox[0].body)
        assert not re.search(r"[A-Za-z]{4,}", words), words


def test_another_address_needs_the_password_and_the_first_one_hears_of_it(client, person, mailoutbox):
    answer = client.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
    assert answer.url.startswith("/accounts/reauthenticate/")
    assert EmailAddress.objects.count() == 1

    confirm_password(client)
    client.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
    mails = {mail.to[0]: mail for mail in mailoutbox}
    assert "new@example.org" in mails[person.email].body
    client.post(re.search(r"/accounts/confirm-email/\S+", mails["new@example.org"].body).group())
    mailoutbox.clear()
    client.post("/accounts/email/", {"action_primary": "", "email": "new@example.org"})

    person.refresh_from_db()
    assert person.email == "new@example.org"
    (mail,) = mailoutbox
    assert mail.to == ["aigul@example.org"]
    assert [entry.action for entry in AuditEntry.objects.order_by("id")] == ["add_address", "change_address"]


def test_old_confirmation_is_not_enough(client, person):
    with time_machine.travel(NOW, tick=False) as clock:
        log_in(client, person)
        confirm_password(client)
        clock.move_to(NOW + timedelta(minutes=6))
        answer = client.post("/accounts/tokens/", {"do": "make", "name": "sync", "days": "30"})

    assert answer.url.startswith("/accounts/reauthenticate/")
    assert not AuthToken.objects.exists()


def test_token_is_made_once_the_password_is_confirmed(client, person):
    answer = client.post("/en/accounts/tokens/", {"do": "make", "name": "sync", "days": "30"})
    page = client.post(answer.url, {"password": PASSWORD, "next": "/en/accounts/tokens/"})

    assert re.search(r"<code>[0-9a-f]{64}</code>", page.content.decode())
    assert 'action="/en/accounts/tokens/"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_ending_a_token_needs_nothing_more(client, person):
    token = token_of(person)
    client.post("/accounts/tokens/", {"do": "end", "token": "sync"})

    assert status_by(token) == 401


# --- tokens live a year at most --------------------------------------------------------------------------------------


def test_older_tokens_let_nobody_in_however_they_were_made(person):
    with time_machine.travel(NOW, tick=False) as clock:
        _made, endless = AuthToken.objects.create(person, expiry=None)
        _made, long = AuthToken.objects.create(person, expiry=timedelta(days=3650))
        clock.move_to(NOW + timedelta(days=364))
        assert [status_by(token) for token in (endless, long)] == [200, 200]
        clock.move_to(NOW + timedelta(days=365))
        assert [status_by(token) for token in (endless, long)] == [401, 401]


def test_migration_cuts_those_that_would_live_longer(person):
    short_expiry = NOW + timedelta(days=30)
    for expiry in (None, NOW + timedelta(days=3650), short_expiry):
        made, _text = AuthToken.objects.create(person, expiry=None)
        AuthToken.objects.filter(pk=made.pk).update(created=NOW, expiry=expiry)

    class Editor:
        pass

    Editor.connection = connection
    import_module("accounts.migrations.0012_guarded_accounts").cut_tokens(apps, Editor)

    year = NOW + timedelta(days=365)
    assert sorted(AuthToken.objects.values_list("expiry", flat=True)) == [short_expiry, year, year]


# --- what staff change -----------------------------------------------------------------------------------------------


@pytest.fixture
def chief(client):
    chief = somebody("chief@example.org", role="admin")
    client.logout()
    log_in(client, chief)
    return chief


def test_staff_see_addresses_and_change_none(client, person, chief):
    page = f"/admin/accounts/user/{person.pk}/change/"
    EmailAddress.objects.create(user=person, email="second@example.org")
    shown = client.get(page).content.decode()
    assert "aigul@example.org (confirmed), second@example.org (not confirmed)" in shown

    client.post(page, {"email": "evil@example.org", "addresses": "evil@example.org", "is_active": "on"})
    person.refresh_from_db()
    assert person.email == "aigul@example.org"
    assert not EmailAddress.objects.filter(email="evil@example.org").exists()


def test_closing_an_account_is_audited_and_ends_its_sessions(client, person, chief):
    member = Client()
    log_in(member, person)

    client.post(f"/admin/accounts/user/{person.pk}/change/", {"first_name": "Aigul", "may_publish": "on"})

    assert not is_logged_in(member)
    entry = AuditEntry.objects.get(action="change_account")
    assert (entry.object_id, entry.done_by) == (str(person.pk), chief)
    assert entry.details == {
        "is_active": {"from": True, "to": False},
        "first_name": {"from": "", "to": "Aigul"},
    }


def test_sessions_of_a_closed_account_stay_ended_when_it_is_opened_again(client, person, chief):
    member = Client()
    log_in(member, person)
    for given in ({}, {"is_active": "on"}):
        client.post(f"/admin/accounts/user/{person.pk}/change/", given)

    person.refresh_from_db()
    assert person.is_active
    assert not is_logged_in(member)


def test_nobody_closes_their_own_account_in_the_admin(client, person, chief):
    page = client.post(f"/admin/accounts/user/{chief.pk}/change/", {"first_name": "Chief"}, follow=True)

    chief.refresh_from_db()
    assert chief.is_active
    assert "Nobody closes their own account" in page.content.decode()
    assert "was changed successfully" not in page.content.decode()
    assert not AuditEntry.objects.exists()
