"""Who has rights uses them only in a session that has shown a second factor (STAFF_SECOND_FACTOR)."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from urllib.parse import unquote

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from knox.models import AuthToken

from accounts.actions.tokens import make_token
from projects.models import Programme
from tests.accounts.logging_in import (
    CODE,
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
NEEDED = "/accounts/second-factor/"
MAKE = {"do": "make", "name": "sync", "days": "30"}


@pytest.fixture(autouse=True)
def _required(settings):
    settings.STAFF_SECOND_FACTOR = True


def closed(answer) -> bool:
    """Whether it leads to the page that says what is needed."""
    return answer.status_code == 302 and answer.url.startswith(f"{NEEDED}?next=")


# Who asks for what, without a second factor: what is answered.
WITHOUT = [
    ("editor", "get", "/desk/", closed),
    ("editor", "post", "/desk/publishers/", closed),
    ("admin", "get", "/desk/", closed),
    ("admin", "get", "/desk/publishers/", closed),
    ("editor", "post", "/accounts/tokens/", closed),
    ("admin", "post", "/accounts/tokens/", closed),
    ("editor", "get", "/accounts/tokens/", lambda answer: answer.status_code == 200),
    ("editor", "get", "/following/", lambda answer: answer.status_code == 200),
    ("editor", "get", "/", lambda answer: answer.status_code == 200 and b'"/desk/"' not in answer.content),
    (
        "admin",
        "post",
        "/api/v1/batches/",
        lambda answer: answer.status_code == 403 and b"second factor" in answer.content,
    ),
    (
        "editor",
        "post",
        "/api/v1/targets/",
        lambda answer: answer.status_code == 403 and NEEDED.encode() in answer.content,
    ),
    ("watcher", "get", "/desk/", lambda answer: answer.status_code == 403),
    ("watcher", "get", NEEDED, lambda answer: answer.status_code == 302 and answer.url == "/following/"),
    ("watcher", "post", "/accounts/tokens/", lambda answer: answer.url.startswith("/accounts/reauthenticate/")),
]


@pytest.mark.parametrize(("role", "method", "path", "expected"), WITHOUT)
def test_password_alone_opens_nothing_that_changes_the_record(client, role, method, path, expected):
    log_in(client, somebody(role=role))
    given = MAKE if "tokens" in path and method == "post" else {}

    assert expected(getattr(client, method)(path, given))
    assert not AuthToken.objects.exists()


def test_every_page_of_the_desk_and_the_admin_is_closed(client):
    """By the URL patterns, so that a new page is asked too."""
    log_in(client, somebody(role="admin"))
    numbers = {"draft_id": 1, "import_id": 1, "article_id": 1, "source_id": "none", "target_id": "none", "number": 1}
    asked_pages = 0
    for name, (patterns, _rest, _defaults, converters) in get_resolver().reverse_dict.items():  # type: ignore[attr-defined]
        for route, parameters in patterns:
            if isinstance(name, str) and route.startswith("desk/"):
                path = f"/{route}" % {key: numbers.get(key, 1 if key in converters else "none") for key in parameters}
                answer = client.get(path)
                assert closed(answer) or answer.status_code in (404, 405), (path, answer.status_code)
                asked_pages += closed(answer)
    assert asked_pages > 20
    answer = client.get("/admin/accounts/user/", follow=True)
    assert answer.redirect_chain[-1][0] == f"{NEEDED}?next=/admin/accounts/user/"
    assert client.post("/admin/accounts/user/", {"action": "make_admin"}).status_code == 302


@pytest.mark.parametrize(
    ("language", "words"), [("en", "second factor"), ("ru", "второй фактор"), ("kk", "екінші фактор")]
)
def test_log_in_leads_to_the_page_that_says_what_is_needed(client, language, words):
    given = {"login": somebody(role="editor").email, "password": PASSWORD}
    answer = client.post(f"/{language}/accounts/login/", given)

    assert unquote(answer.url) == f"/{language}/accounts/second-factor/?next=/{language}/desk/"
    page = client.get(answer.url).content.decode()
    assert words in page
    assert f'href="/{language}/accounts/2fa/webauthn/add/"' in page
    assert f'href="/{language}/accounts/2fa/totp/activate/"' in page


@pytest.mark.django_db(transaction=True)
def test_setting_one_up_opens_the_desk_in_the_same_session(client):
    log_in(client, somebody(role="editor"))
    confirm_password(client)
    client.get("/accounts/2fa/totp/activate/")
    send_code(client, "/accounts/2fa/totp/activate/", client.session["mfa.totp.secret"])

    assert client.get("/desk/").status_code == 200
    assert client.post("/accounts/tokens/", MAKE).status_code == 200
    assert AuthToken.objects.count() == 1


def test_code_at_log_in_opens_everything(client):
    chief = somebody(role="admin")
    answer = log_in_with_code(client, chief, with_factor(chief))

    assert answer.url == "/following/"
    assert [client.get(path).status_code for path in ("/desk/", "/admin/")] == [200, 200]


def test_session_that_never_showed_the_factor_is_asked_for_it(client):
    chief = somebody(role="admin")
    secret = with_factor(chief)
    client.force_login(chief)

    answer = client.get("/desk/")
    assert closed(answer)
    assert client.get(answer.url).url == f"{CODE}?next=/desk/"
    send_code(client, CODE, secret)
    assert client.get("/desk/").status_code == 200


def test_removing_the_last_factor_closes_the_desk_again(client):
    editor, other = somebody(role="editor"), Client()
    secret = with_factor(editor)
    log_in_with_code(client, editor, secret)
    log_in(other, editor)
    other.post("/accounts/2fa/authenticate/", {"code": recovery_code(editor)})
    assert other.get("/desk/").status_code == 200
    client.post(CODE, {"code": recovery_code(editor)})
    client.post("/accounts/2fa/totp/deactivate/")

    assert closed(client.get("/desk/"))
    assert not is_logged_in(other)


def test_operator_who_removes_a_factor_ends_the_sessions_that_have_shown_it(client):
    editor = somebody(role="editor")
    log_in_with_code(client, editor, with_factor(editor))
    call_command("remove_second_factor", editor.email, stdout=StringIO())

    assert not is_logged_in(client)


def test_token_from_before_goes_on(client):
    """A program shows no factor; its owner could make the token only where they might (ADR 53)."""
    editor = somebody(role="editor")
    _token, text = make_token(person=editor, name="sync", days=365, by=editor, at=datetime.now(UTC))  # noqa: TID251  # real
    sent = {"id": "new-programme", "name_en": "New"}

    answer = Client().post(
        "/api/v1/batches/",
        {"rows": [{"collection": "programmes", **sent}]},
        content_type="application/json",
        headers={"Authorization": f"Token {text}"},
    )
    assert answer.status_code != 403
    assert Programme.objects.count() <= 1


@pytest.mark.parametrize("path", ["/desk/", "/admin/"])
def test_small_desk_may_do_without(client, settings, path):
    settings.STAFF_SECOND_FACTOR = False
    log_in(client, somebody(role="admin"))

    assert client.get(path).status_code == 200


def test_page_leads_to_no_other_site(client):
    chief = somebody(role="admin")
    log_in_with_code(client, chief, with_factor(chief))

    for goal in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", ""):
        assert client.get(NEEDED, {"next": goal}).url == "/following/"
