"""The admin has no log-in of its own: the tracker's log-in decides who enters."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver

from projects.models import AuditEntry
from tests.accounts.logging_in import (
    PASSWORD,
    is_logged_in,
    log_in,
    log_in_with_code,
    recovery_code,
    send_code,
    somebody,
    with_factor,
)

pytestmark = pytest.mark.django_db
ADMIN = "/admin/"


@pytest.fixture
def chief():
    return somebody("chief@example.org", role="admin")


@pytest.mark.parametrize("given", [{"username": "chief@example.org"}, {"login": "chief@example.org"}])
def test_password_sent_to_the_admins_own_form_opens_nothing(client, chief, given):
    answer = client.post("/admin/login/?next=/admin/", {**given, "password": PASSWORD})

    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/admin/")
    assert client.get(ADMIN).status_code == 302
    assert not is_logged_in(client)


def test_second_factor_is_not_passed_by_the_admins_form(client, chief):
    with_factor(chief)
    client.post("/admin/login/", {"username": chief.email, "password": PASSWORD, "next": ADMIN})

    assert client.get(ADMIN).status_code == 302
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 302


def test_password_alone_leads_to_the_code_and_the_code_into_the_admin(client, chief):
    secret = with_factor(chief)
    answer = client.post("/accounts/login/", {"login": chief.email, "password": PASSWORD, "next": ADMIN})
    assert answer.url == "/accounts/2fa/authenticate/"
    assert client.get(ADMIN).status_code == 302

    answer = send_code(client, answer.url, secret)
    assert answer.url == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_recovery_code_opens_the_admin_too(client, chief):
    with_factor(chief)
    log_in(client, chief)
    client.post("/accounts/2fa/authenticate/", {"code": recovery_code(chief)})

    assert client.get(ADMIN).status_code == 200


def test_session_that_never_showed_the_factor_is_asked_for_it(client, chief):
    secret = with_factor(chief)
    client.force_login(chief)  # as a session that was opened by any other way

    answer = client.get("/admin/accounts/user/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/2fa/reauthenticate/?next=/admin/accounts/user/"
    assert "auditentry" not in answer.content.decode()
    posted = {"action": "make_admin", "_selected_action": [somebody("evil@example.org").pk]}
    assert client.post("/admin/accounts/user/", posted).status_code == 302
    assert not type(chief).objects.filter(email="evil@example.org", role="admin").exists()

    send_code(client, "/accounts/2fa/reauthenticate/", secret)
    assert client.get("/admin/accounts/user/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_sessions_of_before_end_when_a_factor_is_switched_on(chief, mailoutbox):
    stolen, own = Client(), Client()
    log_in(stolen, chief)
    log_in(own, chief)
    own.post("/accounts/reauthenticate/", {"password": PASSWORD})
    mailoutbox.clear()
    own.get("/accounts/2fa/totp/activate/")
    send_code(own, "/accounts/2fa/totp/activate/", own.session["mfa.totp.secret"])

    assert [mail.to for mail in mailoutbox] == [[chief.email]]
    assert AuditEntry.objects.filter(action="add_second_factor", object_id=str(chief.pk)).exists()
    assert not is_logged_in(stolen)
    assert own.get(ADMIN).status_code == 200  # it has just shown the code


def test_who_is_no_staff_is_told_so_and_not_asked_for_a_password(client):
    log_in(client, somebody())

    answer = client.get(ADMIN, follow=True)
    assert answer.status_code == 403
    assert 'type="password"' not in answer.content.decode()


def test_newcomer_finds_the_page_of_logging_in(client):
    answer = client.get("/admin/login/", follow=True)

    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, "/accounts/login/?next=/admin/")


@pytest.mark.parametrize(
    "given", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "/admin/login/"]
)
def test_admin_leads_nowhere_else(client, chief, given):
    answer = client.get("/admin/login/", {"next": given})
    assert answer.url == "/accounts/login/?next=/admin/"
    log_in(client, chief)
    assert client.get("/admin/login/", {"next": given}).url == ADMIN


def test_admin_changes_no_password_itself(client, chief):
    log_in(client, chief)

    answer = client.post(
        "/admin/password_change/", {"old_password": PASSWORD, "new_password1": "x" * 12, "new_password2": "x" * 12}
    )
    assert (answer.status_code, answer.url) == (302, "/accounts/password/change/")
    chief.refresh_from_db()
    assert chief.check_password(PASSWORD)


def test_no_table_of_a_library_is_in_the_admin(client, chief):
    assert {model._meta.app_label for model in admin.site._registry} == {"projects", "accounts"}
    log_in(client, chief)
    for table in ("mfa/authenticator", "account/emailaddress", "knox/authtoken", "sessions/session", "auth/group"):
        assert client.get(f"/admin/{table}/").status_code == 404


def test_passwords_are_taken_by_allauth_alone():
    """No other view reads a password: not Django's log-in, HTTP Basic or a browsable API."""
    assert settings.AUTHENTICATION_BACKENDS == ["allauth.account.auth_backends.AuthenticationBackend"]
    assert not any("Basic" in name for name in settings.REST_FRAMEWORK["DEFAULT_AUTHENTICATION_CLASSES"])
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not names & {"login", "password_reset", "rest_framework:login"}


def test_basic_authentication_lets_nobody_in(client, chief):
    import base64

    given = base64.b64encode(f"{chief.email}:{PASSWORD}".encode()).decode()
    for path in ("/api/v1/follows/", "/following/", ADMIN):
        answer = client.get(path, headers={"Authorization": f"Basic {given}"})
        assert answer.status_code in (401, 403, 302)


def test_with_code_the_session_stays_in_the_admin(client, chief):
    log_in_with_code(client, chief, with_factor(chief))

    assert [client.get(ADMIN).status_code for _again in range(2)] == [200, 200]
