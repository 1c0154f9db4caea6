"""Every class of addresses has its headers; cookies belong to this host alone where there is https."""

from __future__ import annotations

import os
import runpy
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client

from projects.http.isolation import PERMISSIONS, may_be_embedded
from tests.factories import TargetFactory, UserFactory
from tests.tracker.test_settings import example

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OTHERS, OURS = "cross-origin", "same-origin"
# Address → who may show it, and whether it is a page about one person.
CLASSES = {
    "/": (OURS, False),
    "/en/targets/": (OURS, False),
    "/targets/one/": (OURS, False),
    "/no-such-page/": (OURS, False),
    "/search/?q=x": (OURS, False),
    "/embed/targets/one/": (OTHERS, False),
    "/kk/embed/targets/one/": (OTHERS, False),
    "/embed/track-record/": (OTHERS, False),
    "/oembed?url=http://127.0.0.1:8000/targets/one/": (OTHERS, False),
    "/targets/one.png": (OTHERS, False),
    "/targets/one.svg": (OTHERS, False),
    "/targets/one/card.png": (OTHERS, False),
    "/changes/feed.atom": (OTHERS, False),
    "/calendar.ics": (OTHERS, False),
    "/targets/one.csv": (OTHERS, False),
    "/api/v1/targets/": (OTHERS, False),
    "/api/v1/none/": (OTHERS, False),
    "/api/v1/follows/": (OURS, False),
    "/following/feed/none.atom": (OURS, False),
    "/healthz": (OURS, False),
    "/following/": (OURS, True),
    "/ru/following/preferences/": (OURS, True),
    "/accounts/login/": (OURS, True),
    "/accounts/tokens/": (OURS, True),
    "/accounts/2fa/": (OURS, True),
    "/desk/": (OURS, True),
    "/desk/drafts/": (OURS, True),
    "/admin/": (OURS, True),
    "/admin/accounts/user/": (OURS, True),
    "/following/week/": (OURS, False),
}


@pytest.fixture
def clients():
    TargetFactory(id="one")
    admin = Client()
    admin.force_login(UserFactory(admin=True))
    return Client(), admin


def test_every_class_of_addresses_has_its_headers(clients) -> None:
    wrong = []
    for path, (owner, is_personal) in CLASSES.items():
        for client in clients:
            answer = client.get(path)
            is_page = answer["Content-Type"].startswith("text/html")
            is_kept = "no-store" not in answer.get("Cache-Control", "")
            headers = {
                "Cross-Origin-Resource-Policy": owner,
                "Cross-Origin-Opener-Policy": "same-origin",
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin",
                "Permissions-Policy": PERMISSIONS if is_page else None,
            }
            wrong += [(path, name, answer.get(name)) for name, value in headers.items() if answer.get(name) != value]
            if is_personal and is_kept:
                wrong.append((path, "Cache-Control", answer.get("Cache-Control")))

    assert not wrong


def test_only_embeds_may_be_framed(clients) -> None:
    framed = {path for path in CLASSES if "X-Frame-Options" not in clients[0].get(path).headers}

    assert {path for path in framed if "/embed/" not in path} == set()
    assert "frame-ancestors 'none'" in clients[0].get("/targets/one/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "embedded"),
    [("/static/projects/site.css", True), ("/accounts/x.png", False), ("/data/files/record.zip", True)],
)
def test_what_other_sites_may_show_is_public(path, embedded) -> None:
    assert may_be_embedded(path) is embedded


def test_cookies_belong_to_this_host_alone_where_there_is_https() -> None:
    with patch.dict(os.environ, {"PATH": "/usr/bin:/bin", **example()}, clear=True):
        names = runpy.run_path(str(settings.BASE_DIR / "tracker" / "settings.py"))

    for cookie in ("SESSION", "CSRF"):
        assert names[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert names[f"{cookie}_COOKIE_SECURE"]
        assert getattr(settings, f"{cookie}_COOKIE_SAMESITE") == "Lax"
        # The prefix asks for the whole host and no domain.
        assert names.get(f"{cookie}_COOKIE_DOMAIN") is None
        assert names.get(f"{cookie}_COOKIE_PATH", "/") == "/"
    assert names["SESSION_COOKIE_HTTPONLY"]
    assert settings.SESSION_COOKIE_NAME == "sessionid"  # over http a browser refuses the prefix
