"""Sign up, confirm, log in, reset, change: allauth's pages in the site's frame, in three languages."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from accounts.models import DigestPreferences, User

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PASSWORD = "a-long-enough-secret"


def sign_up(client, email="aigul@example.org"):
    return client.post("/accounts/signup/", {"email": email, "password1": PASSWORD, "password2": PASSWORD})


def log_in(client, person):
    return client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})


def refuse(*_given):
    raise SMTPServerDisconnected("away")


def link_in(message, pattern):
    return re.search(pattern, message.body).group()


@pytest.fixture
def member(client):
    person = User.objects.create_user("aigul@example.org", PASSWORD)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def test_from_sign_up_to_what_i_follow(client, mailoutbox):
    assert sign_up(client).url == "/accounts/confirm-email/"
    person = User.objects.get()
    assert (person.role, person.is_staff) == ("watcher", False)
    assert not client.session.get("_auth_user_id")

    (message,) = mailoutbox
    assert "Promise tracker" in message.body
    assert "example.com" not in message.body
    address = link_in(message, r"/accounts/confirm-email/[^\s]+")
    assert client.get(address).status_code == 200
    assert not EmailAddress.objects.get().verified  # a link scanner confirms nothing
    client.post(address)
    assert EmailAddress.objects.get().verified

    response = client.post("/accounts/login/", {"login": "aigul@example.org", "password": PASSWORD})
    assert response.url == "/following/"
    assert client.get("/following/").status_code == 200


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_sign_up_while_the_mail_server_is_away_is_ended_after_a_log_in(client, monkeypatch, mailoutbox, language):
    """The account is made by then, and its link is asked for once more by logging in."""
    client.cookies["django_language"] = language
    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "send_messages", refuse)
        answer = sign_up(client)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "300"
    words = {"en": "Wait 5 minutes", "ru": "через 5 минут", "kk": "5 минуттан кейін"}
    assert words[language] in answer.content.decode()

    with time_machine.travel(timezone.now() + timedelta(seconds=300)):  # noqa: TID251  # as long as the page says
        cache.clear()  # its clock is another
        log_in(client, User.objects.get())
    (message,) = mailoutbox
    client.post(link_in(message, r"/accounts/confirm-email/[^\s]+"))
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize("email", ["aigul@example.org", "nobody@example.org"])
def test_reset_while_the_mail_server_is_away_says_so_and_not_who_has_an_account(client, member, monkeypatch, email):
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    answer = client.post("/accounts/password/reset/", {"email": email})
    assert answer.status_code == 503
    assert "The mail could not be sent" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_preferences_begin_in_the_language_of_the_sign_up(client, mailoutbox, language):
    client.cookies["django_language"] = language
    sign_up(client)

    chosen = DigestPreferences.objects.get()
    assert (chosen.language, chosen.cadence, chosen.weekday, chosen.hour) == (language, "weekly", 0, 8)
    subject = {"en": "Please Confirm", "ru": "одтверд", "kk": "растаңыз"}[language]
    assert subject in mailoutbox[0].subject


def test_who_has_an_account_is_not_told_to_strangers(client, member, mailoutbox):
    assert sign_up(client).url == "/accounts/confirm-email/"

    assert User.objects.count() == 1
    assert "already exists" in mailoutbox[0].body


def test_a_forgotten_password_is_reset_by_mail(client, member, mailoutbox):
    client.post("/accounts/password/reset/", {"email": member.email})
    address = link_in(mailoutbox[0], r"/accounts/password/reset/key/[^\s]+")
    page = client.get(address, follow=True)
    new = "another-long-secret"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert client.login(email=member.email, password=new)


def test_too_many_wrong_passwords_are_slowed_down(client, member):
    pages = [
        client.post("/accounts/login/", {"login": member.email, "password": "wrong"}).content.decode() for _ in range(7)
    ]

    assert "Too many failed login attempts" in pages[-1]


def test_a_weak_password_is_refused_with_the_reason(client):
    data = {"email": "a@example.org", "password1": "12345678", "password2": "12345678"}
    page = client.post("/accounts/signup/", data).content.decode()

    assert "This password is too short" in page
    assert not User.objects.exists()


PAGES = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/reset/done/",
         "/accounts/confirm-email/", "/accounts/confirm-email/nonsense/", "/accounts/inactive/",
         "/accounts/password/reset/key/1-nonsense/"]  # fmt: skip
MINE = ["/accounts/email/", "/accounts/password/change/", "/accounts/logout/", "/accounts/2fa/",
        "/accounts/2fa/totp/activate/", "/accounts/reauthenticate/"]  # fmt: skip
ENGLISH = re.compile(
    r"Sign In|Sign Up|Sign Out|Forgot|Password|Email|Remember|Confirm|Activate|Recovery|Authenticator|Already|Change"
)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("address", PAGES + MINE)
def test_every_page_stands_in_the_sites_frame_and_language(client, member, address, language):
    if address in MINE:
        log_in(client, member)
        if address != "/accounts/reauthenticate/":
            client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.cookies["django_language"] = language
    response = client.get(address, follow=True)
    page = response.content.decode()

    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert "site-header" in page
    assert "<style" not in page
    assert " style=" not in page
    main = re.sub(r"<[^>]*>", " ", page.split("<main", 1)[1].split("</main>", 1)[0])
    assert re.search(r"\w", main)
    if language != "en":
        assert not ENGLISH.search(main), ENGLISH.findall(main)


def test_two_step_log_in_can_be_switched_on_and_is_then_asked_for(client, member):
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    log_in(client, member)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/accounts/2fa/totp/activate/", {"code": code})
    assert get_adapter().is_mfa_enabled(member)

    client.post("/accounts/logout/")
    response = log_in(client, member)
    assert response.url == "/accounts/2fa/authenticate/"
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b",
        "two@@example.org",
        "a b@example.org",
        "a@-example-.org",
        "a@example..org",
        "@example.org",
        "a@[127.0.0.1",
        "a@example.org\nBcc: b@example.org",
        "a\0@example.org",
        "а@пример.испытание\u202e",
        "a" * 65 + "@example.org",
        "a@" + "b." * 124 + "example.org",
        "a@" + "b" * 300 + ".org",
    ],
)
def test_an_address_that_cannot_be_is_refused_at_its_field(client, address, mailoutbox):
    response = sign_up(client, address)

    assert response.status_code == 200
    assert "field-error" in response.content.decode()
    assert not User.objects.exists()
    assert mailoutbox == []
