"""A person with a password and optionally a second factor; the steps of a log-in as a browser makes them."""

from __future__ import annotations

import time

import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from accounts.models import User

PASSWORD = "a-long-enough-secret"
NEW = "another-long-secret"
CODE = "/accounts/2fa/reauthenticate/"


def somebody(email: str = "aigul@example.org", role: str = "watcher", **fields: object) -> User:
    """A person who has confirmed their address."""
    person = User.objects.create_user(email, PASSWORD, role=role, **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def with_factor(person: User) -> str:
    """Switches the second factor on, with recovery codes; the secret of the app."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def code_of(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def recovery_code(person: User) -> str:
    return Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]


def log_in(client: Client, person: User, password: str = PASSWORD, **headers: str):
    return client.post("/accounts/login/", {"login": person.email, "password": password}, **headers)


def send_code(client: Client, path: str, secret: str, **headers: str):
    """Sends what the app shows, in the moment in which it shows it."""
    with time_machine.travel(time.time(), tick=False):
        return client.post(path, {"code": code_of(secret)}, **headers)


def log_in_with_code(client: Client, person: User, secret: str):
    log_in(client, person)
    return send_code(client, "/accounts/2fa/authenticate/", secret)


def leave(client: Client) -> None:
    """Ends the session and leaves the browser its other cookies, as logging out does; Client.logout takes all."""
    client.cookies.pop("sessionid", None)


def confirm_password(client: Client):
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def is_logged_in(client: Client) -> bool:
    return client.get("/following/").status_code == 200


def log_in_again(client: Client, person: User) -> None:
    """Log in with a session that counts as just confirmed, without hashing a password."""
    if not person.has_usable_password():  # nobody confirms who they are without one
        person.set_password(PASSWORD)
        person.save()
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def ask(token: str) -> int:
    """The status of a request with a token."""
    return Client().get("/api/v1/follows/", headers={"Authorization": f"Token {token}"}).status_code
