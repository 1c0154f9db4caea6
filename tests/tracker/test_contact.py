"""Whoever has trouble finds somebody to write to: on every page, in every mail, on pages of errors."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from django.test import Client

from accounts.notices.mail_frame import footer_links
from tests.factories import UserFactory
from tracker import addresses

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("", ""), ("editors@example.org", "mailto:editors@example.org"),
        ("https://example.org/contact", "https://example.org/contact"), ("http://10.0.0.1", "http://10.0.0.1"),
    ],
)  # fmt: skip
def test_contact_is_a_mail_address_or_a_page(given: str, url: str) -> None:
    assert addresses.contact(given) == url


@pytest.mark.parametrize(
    "given",
    ["editors", "a@b", "javascript:alert(1)", "Editors <a@example.org>", "a@example.org,b@example.org", "https://"],
)
def test_contact_of_another_kind_is_refused_with_the_way_out(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="give one mail address"):
        addresses.contact(given)


@pytest.fixture
def reachable(settings) -> None:
    settings.CONTACT, settings.CONTACT_URL = "editors@example.org", "mailto:editors@example.org"


LINK = '<a href="mailto:editors@example.org">editors@example.org</a>'


@pytest.mark.django_db
@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize(
    "path", ["/", "/data/", "/none/", "/accounts/password/reset/", "/accounts/confirm-email/", "/ru/targets/"]
)
def test_page_says_whom_to_write_to(client: Client, path: str) -> None:
    assert LINK in client.get(path).content.decode()


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_page_of_an_error_says_whom_to_write_to(name: str) -> None:
    assert LINK in render_to_string(name)


@pytest.mark.django_db
def test_nothing_is_said_where_there_is_nobody(client: Client, settings) -> None:
    settings.CONTACT = settings.CONTACT_URL = ""
    assert "Write to us" not in client.get("/").content.decode()
    assert "Write to us" not in dict(footer_links("en", "https://example.org", "stop"))


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize(("lang", "words"), [("en", "Write to us"), ("ru", "Написать нам"), ("kk", "Бізге жазу")])
def test_mails_say_whom_to_write_to(lang: str, words: str) -> None:
    assert dict(footer_links(lang, "https://example.org", "stop"))[words] == "mailto:editors@example.org"


@pytest.mark.django_db
@pytest.mark.usefixtures("reachable")
def test_mails_of_the_account_say_whom_to_write_to(client: Client) -> None:
    person = UserFactory(email="reader@example.com", password="a-long-password")
    client.post("/accounts/password/reset/", {"email": person.email})
    assert "Write to us: editors@example.org" in mail.outbox[0].body
