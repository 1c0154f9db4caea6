"""Links in mails and redirects use the public address, never the Host header."""

from __future__ import annotations

import re

import pytest

from projects.models import RenamedId
from tests.accounts.logging_in import PASSWORD, log_in, somebody
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FORGED = [
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "testserver", "HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_PORT": "444"},
    {"HTTP_HOST": "testserver:666"},
    {"SERVER_NAME": "evil.example", "SERVER_PORT": "666", "HTTP_X_FORWARDED_SERVER": "evil.example"},
]


@pytest.fixture(autouse=True)
def _any_host(settings):
    """As where an operator lets too many names in."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://tracker.example.org"
    settings.CSRF_TRUSTED_ORIGINS = ["https://tracker.example.org", "https://evil.example"]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


def mails(client, headers) -> None:
    """All that a stranger can make the tracker write."""
    client.post("/accounts/password/reset/", {"email": "aigul@example.org"}, **headers)
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, **headers)
    for email in ("new@example.org", "aigul@example.org"):
        client.post("/accounts/signup/", {"email": email, "password1": PASSWORD, "password2": PASSWORD}, **headers)


@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_mails_link_to_the_public_address(client, mailoutbox, headers):
    somebody()
    mails(client, headers)

    assert len(mailoutbox) == 4
    for mail in mailoutbox:
        links = re.findall(r"\w+://[^/\s]+", mail.body)
        assert set(links) == {"https://tracker.example.org"}, mail.body
        assert "evil" not in mail.body
        assert ":666" not in mail.body


@pytest.mark.parametrize("headers", FORGED, ids=str)
@pytest.mark.parametrize(
    "path",
    ["/admin/", "/following/", "/targets", "/ru/targets", "/targets/former/", "/ru/targets/former/", "/accounts/2fa/"],
)
def test_redirects_name_no_host(client, headers, path):
    by = UserFactory()
    RenamedId.objects.create(kind="target", old_id="former", new_id="today", renamed_at=by.date_joined, renamed_by=by)
    answer = client.get(path, **headers)

    assert answer.status_code in (301, 302)
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith("//")
    assert "evil" not in answer["Location"]


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "https://evil.example@tracker.example.org:1/", "\\\\evil"]
)
def test_next_page_is_one_of_ours(client, wanted):
    person = somebody()
    data = {"login": person.email, "password": PASSWORD, "next": wanted}
    answer = client.post("/accounts/login/", data, HTTP_HOST="evil.example")

    assert answer.url == "/following/"
    assert client.post("/accounts/logout/", {"next": wanted}, HTTP_HOST="evil.example").url == "/"


def test_public_name_may_be_the_next_page(client):
    person = somebody()
    data = {"login": person.email, "password": PASSWORD, "next": "https://tracker.example.org/targets/"}

    assert client.post("/accounts/login/", data).url == "https://tracker.example.org/targets/"


def test_redirect_to_https_names_the_public_host(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_SSL_HOST = True, "tracker.example.org"

    assert client.get("/targets/", HTTP_HOST="evil.example")["Location"] == "https://tracker.example.org/targets/"


def test_notices_of_changes_link_to_the_public_address(client, mailoutbox):
    log_in(client, somebody())
    given = {"oldpassword": PASSWORD, "password1": "another-long-secret", "password2": "another-long-secret"}
    client.post("/accounts/password/change/", given, HTTP_HOST="evil.example")

    assert "https://tracker.example.org/en/accounts/password/reset/" in mailoutbox[0].body
    assert "evil" not in mailoutbox[0].body
