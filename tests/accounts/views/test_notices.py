"""A mail tells the owner of an account what was done with it: in their language, and once."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from accounts.models import DigestPreferences
from accounts.notices.digests.sweep import sweep_mail
from projects.models import AuditEntry
from tests.accounts.logging_in import NEW, PASSWORD, is_logged_in, leave, log_in, log_in_again, somebody

pytestmark = pytest.mark.django_db
CHANGE = "/accounts/password/change/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def person():
    person = somebody()
    log_in(Client(HTTP_USER_AGENT="the first browser"), person)
    return person


def test_first_log_in_is_no_news(person, mailoutbox):
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", "new browser"), ("ru", "с нового браузера"), ("kk", "жаңа браузерден")]
)
def test_new_browser_is_told_of_once(person, mailoutbox, language, words):
    DigestPreferences.objects.filter(user=person).update(language=language)
    client = Client(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="198.51.100.7")
    for network in ("198.51.100.7", "198.51.100.8"):
        log_in(client, person, REMOTE_ADDR=network)
        leave(client)

    (mail,) = mailoutbox
    assert mail.to == [person.email]
    assert words in mail.subject
    assert "Firefox, Linux" in mail.body
    assert "198.51.100.7" in mail.body
    assert f"/{language}/accounts/password/reset/" in mail.body
    if language != "en":
        assert not re.search(r"[A-Za-z]{4,}", re.sub(r"http\S+|Firefox, Linux", "", mail.body)), mail.body


def test_browser_without_cookies_is_told_of_once_in_a_network(person, mailoutbox):
    for network in ("198.51.100.7", "198.51.100.7", "203.0.113.9"):
        log_in(Client(HTTP_USER_AGENT=FIREFOX), person, REMOTE_ADDR=network)

    assert len(mailoutbox) == 2


def test_wrong_password_is_no_log_in(person, mailoutbox):
    log_in(Client(HTTP_USER_AGENT=FIREFOX), person, "wrong")

    assert mailoutbox == []


def test_two_people_of_one_browser_are_both_known_by_it(person, mailoutbox):
    client, other = Client(HTTP_USER_AGENT=FIREFOX), somebody("other@example.org")
    log_in(client, other)
    for somebody_ in (person, other, person):
        leave(client)
        log_in(client, somebody_)

    assert [mail.to for mail in mailoutbox] == [[person.email]]
    assert person.email not in client.cookies["known_browser"].value


def test_mail_server_that_is_away_keeps_nobody_out(person, monkeypatch):
    def refuse(*_given):
        raise SMTPServerDisconnected("away")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    client = Client(HTTP_USER_AGENT=FIREFOX)
    log_in(client, person)

    assert is_logged_in(client)


def test_changes_are_told_once_the_mail_server_is_back(client, person, monkeypatch, mailoutbox):
    """The password is changed by then: an error would tell its owner that it is not."""
    log_in_again(client, person)

    def refuse(*_given):
        raise SMTPServerDisconnected("away")

    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "send_messages", refuse)
        answer = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert answer.status_code == 302
    assert is_logged_in(client)
    assert AuditEntry.objects.filter(action="change_password").exists()
    sweep_mail(lambda: timezone.now() + timedelta(minutes=1))  # noqa: TID251  # the page has a clock of its own
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([person.email], "Password Changed")]


@pytest.mark.parametrize(
    ("page", "given"),
    [
        (CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}),
        ("/accounts/data/", {"do": "delete", "address": "aigul@example.org"}),
    ],
)
def test_log_names_nobody_whose_mail_was_refused(client, person, monkeypatch, caplog, page, given):
    log_in_again(client, person)

    def refuse(*_given):
        raise SMTPRecipientsRefused({person.email: (550, b"no such mailbox")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)

    assert client.post(page, given).status_code == 302
    assert "SMTPRecipientsRefused" in caplog.text
    assert person.email not in caplog.text


@pytest.mark.parametrize(
    ("language", "words"), [("en", "A token was made"), ("ru", "Создан токен"), ("kk", "токен жасалды")]
)
def test_token_is_told_of_by_name_and_never_shown(client, person, mailoutbox, language, words):
    DigestPreferences.objects.filter(user=person).update(language=language)
    log_in_again(client, person)
    page = client.post("/accounts/tokens/", {"do": "make", "name": "nightly sync", "days": "30"}).content.decode()

    (mail,) = mailoutbox
    assert words in mail.subject
    assert "nightly sync" in mail.body
    assert re.search(r"<code>([0-9a-f]{64})</code>", page).group(1) not in mail.body
