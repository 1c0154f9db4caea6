"""A password alone can neither read nor remove the second factor."""

from __future__ import annotations

import json
from importlib import import_module
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from lxml import html

from accounts.checks import second_factors_can_be_read
from accounts.people import secrets_at_rest
from projects.models import AuditEntry
from tests.accounts.logging_in import (
    CODE,
    NEW,
    PASSWORD,
    confirm_password,
    is_logged_in,
    log_in,
    log_in_with_code,
    recovery_code,
    send_code,
    somebody,
    with_factor,
)

pytestmark = [pytest.mark.once, pytest.mark.django_db]
GUARDED = [
    ("get", "/accounts/2fa/recovery-codes/", {}),
    ("get", "/accounts/2fa/recovery-codes/download/", {}),
    ("post", "/accounts/2fa/recovery-codes/generate/", {}),
    ("get", "/accounts/2fa/totp/deactivate/", {}),
    ("post", "/accounts/2fa/totp/deactivate/", {}),
    ("post", "/accounts/email/", {"action_add": "", "email": "evil@example.org"}),
    ("post", "/accounts/tokens/", {"do": "make", "name": "sync", "days": "30"}),
    ("get", "/accounts/password/change/", {}),
    (
        "post",
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    ),
]


@pytest.fixture
def person():
    return somebody()


@pytest.mark.parametrize(("method", "path", "given"), GUARDED)
def test_password_alone_is_not_enough_for_who_has_a_factor(client, person, method, path, given):
    secret = with_factor(person)
    log_in_with_code(client, person, secret)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    answer = getattr(client, method)(path, given)

    assert answer.status_code == 302
    assert answer.url.startswith(f"{CODE}?next=")
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert Authenticator.objects.filter(user=person, type="totp").exists()
    assert person.emailaddress_set.count() == 1
    assert not person.auth_token_set.exists()


def test_password_form_of_reauthentication_leads_to_the_code(client, person):
    log_in_with_code(client, person, with_factor(person))

    for answer in (client.get("/accounts/reauthenticate/"), confirm_password(client)):
        assert (answer.status_code, answer.url) == (302, CODE)


def test_code_opens_what_is_guarded_and_a_mail_tells_of_it(client, person, mailoutbox):
    log_in_with_code(client, person, with_factor(person))
    client.post(CODE, {"code": recovery_code(person)})

    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    client.post("/accounts/2fa/recovery-codes/generate/")
    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert [mail.to for mail in mailoutbox] == [[person.email]]
    assert [entry.action for entry in AuditEntry.objects.order_by("id")] == ["remove_second_factor"] * 2


WITHOUT_FACTOR = [guarded for guarded in GUARDED if guarded[1] in ("/accounts/email/", "/accounts/tokens/")]


@pytest.mark.parametrize(("method", "path", "given"), WITHOUT_FACTOR)
def test_without_a_factor_the_password_is_asked_again(client, person, method, path, given):
    log_in(client, person)

    answer = getattr(client, method)(path, given)

    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/reauthenticate/?next=")


def stored(person) -> dict[str, str]:
    return {
        factor.type: factor.data.get("secret") or factor.data["seed"]
        for factor in Authenticator.objects.filter(user=person)
    }


def test_a_copy_of_the_database_holds_no_secret(person):
    secret = with_factor(person)
    seed = secrets_at_rest.decrypt(stored(person)["recovery_codes"])

    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        table = json.dumps([str(row) for row in cursor.fetchall()])
    assert secret not in table
    assert seed not in table
    assert table.count(secrets_at_rest.MARK) == 2


def plain(person) -> dict[str, str]:
    """The factor as it was stored before there was encryption."""
    secret = with_factor(person)
    for factor in Authenticator.objects.filter(user=person):
        factor.data = secrets_at_rest.rewrite(factor.data, secrets_at_rest.decrypt)
        factor.save()
    return {**stored(person), "secret": secret}


class Editor:
    connection = connection


def test_migration_encrypts_what_is_there_twice_alike_and_back(client, person):
    migration = import_module("accounts.migrations.0012_guarded_accounts")
    before = plain(person)

    migration.encrypt(apps, Editor)
    once = stored(person)
    migration.encrypt(apps, Editor)
    assert stored(person) == once
    assert all(value.startswith(secrets_at_rest.MARK) for value in once.values())
    assert log_in_with_code(client, person, before["secret"]).url == "/following/"

    migration.decrypt(apps, Editor)
    assert stored(person) == {kind: before[kind] for kind in ("totp", "recovery_codes")}


def test_migration_ends_sessions_that_may_never_have_shown_the_factor(person):
    other = somebody("other@example.org")
    clients = {person: Client(), other: Client()}
    for somebody_, browser in clients.items():
        log_in(browser, somebody_)
    with_factor(person)

    import_module("accounts.migrations.0012_guarded_accounts").end_sessions(apps, Editor)

    assert not is_logged_in(clients[person])
    assert is_logged_in(clients[other])


def test_former_key_still_reads_and_the_first_one_is_written_anew(client, person, settings):
    secret = with_factor(person)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a-new-key-that-is-long-enough-for-everything"
    assert secrets_at_rest.decrypt(stored(person)["totp"]) == secret
    assert second_factors_can_be_read(["default"]) == []

    settings.MFA_KEYS = ["first-key-of-its-own-and-long-enough", "second"]
    call_command("renew_second_factor_keys", stdout=StringIO())
    settings.SECRET_KEY_FALLBACKS, settings.MFA_KEYS = [], settings.MFA_KEYS[:1]
    assert log_in_with_code(client, person, secret).url == "/following/"


def test_lost_key_is_said_and_no_error(client, person, settings):
    secret = with_factor(person)
    settings.SECRET_KEY = "a-new-key-and-the-former-one-is-forgotten"
    log_in(client, person)

    page = send_code(client, "/accounts/2fa/authenticate/", secret)
    assert page.status_code == 200
    assert "can no longer be read" in page.content.decode()
    before = stored(person)
    assert [error.id for error in second_factors_can_be_read(["default"])] == ["accounts.E001"]
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("renew_second_factor_keys")
    assert stored(person) == before


def test_secret_and_recovery_codes_are_shown_whole_and_can_be_copied(client, person):
    """A disabled field cannot be marked on every machine, and a narrow one cuts the end of a secret."""
    log_in(client, person)
    confirm_password(client)
    secret = visible_field(client.get("/accounts/2fa/totp/activate/"), "authenticator_secret")
    assert "readonly" in secret.attrib
    assert "disabled" not in secret.attrib
    assert secret.getparent().get("class") == "field"
    assert len(secret.get("value")) == 32


def visible_field(response, element_id):
    (field,) = html.fromstring(response.content).xpath("//*[@id=$id]", id=element_id)
    return field
