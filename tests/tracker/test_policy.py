"""The content security policy is the one django-csp makes of the settings; pages say where their forms come from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from csp.constants import HEADER, NONCE, SELF
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from tracker.policy import PolicyMiddleware

ROOT = Path(__file__).resolve().parents[2]


def answered(middleware: type[CSPMiddleware], status: int = 200, nonce: bool = False, **wishes: Any) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        answer = HttpResponse(str(request.csp_nonce) if nonce else "", status=status)
        for name, wish in wishes.items():
            setattr(answer, name, wish)
        return answer

    return middleware(view)(RequestFactory().get("/"))


@pytest.mark.parametrize("status", [200, 302, 404, 500])
@pytest.mark.parametrize(
    "wishes",
    [
        {},
        {"_csp_update": {"frame-src": [SELF]}},
        {"_csp_replace": {"frame-ancestors": ["*"]}},
        {"_csp_exempt": True},
    ],
    ids=lambda wishes: next(iter(wishes), "none"),
)
@pytest.mark.parametrize("debug", [False, True])
def test_policy_is_django_csps(status: int, wishes: dict[str, Any], debug: bool) -> None:
    with override_settings(DEBUG=debug):
        ours, theirs = (answered(each, status, **wishes).get(HEADER) for each in (PolicyMiddleware, CSPMiddleware))
    assert ours == theirs
    assert not wishes or ours != PolicyMiddleware(HttpResponse)._usual


def test_nonce_that_was_asked_for_is_in_the_policy() -> None:
    policy = {"DIRECTIVES": {"script-src": [SELF, NONCE]}}
    with override_settings(CONTENT_SECURITY_POLICY=policy):
        answer = answered(PolicyMiddleware, nonce=True)
    assert f"'nonce-{answer.content.decode()}'" in answer[HEADER]


def test_policy_that_a_view_has_written_itself_stays() -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={HEADER: "default-src 'none'"})

    assert PolicyMiddleware(view)(RequestFactory().get("/"))[HEADER] == "default-src 'none'"


@pytest.mark.django_db
def test_every_page_has_the_policy() -> None:
    usual = PolicyMiddleware(HttpResponse)._usual
    assert "default-src 'none'" in usual
    assert [Client().get(path)[HEADER] for path in ("/", "/targets/", "/no-such-page/")] == [usual] * 3


def test_no_page_withholds_the_origin_that_its_forms_are_told_by() -> None:
    """Under "no-referrer" a browser posts with ``Origin: null``, which no check against forged forms lets through."""
    pages = [path for app in ("accounts", "projects", "tracker") for path in (ROOT / app).rglob("templates/**/*.html")]
    assert len(pages) > 50
    assert [path.name for path in pages if 'content="no-referrer"' in path.read_text()] == []
