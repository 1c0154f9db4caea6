"""The frame around every page: people, languages, the reader's day, and the pages for when something fails."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("shared_record", "db")


def shown(reader: Client, path: str) -> str:
    return reader.get(path).content.decode()


def test_stranger_is_offered_to_log_in_and_comes_back_to_the_page(reader: Client) -> None:
    ask = "/following/toggle/?kind=target&amp;id=money-1&amp;next=%2Ftargets%2Fmoney-2%2F"
    assert ask in shown(reader, "/targets/money-2/")
    answer = reader.get(unescape(ask))
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize(
    ("path", "kind", "thing"),
    [
        ("/targets/money-2/", "target", "money-1"),  # what is followed is the chain, by its first link
        ("/programmes/pool/", "programme", "pool"),
        ("/organisations/old-ministry/", "organisation", "old-ministry"),
        ("/territories/kz/", "territory", "kz"),
        ("/targets/?status=overdue", "search", "status=overdue"),
        ("/targets/?sector=industry&page_size=25", "sector", "industry"),
    ],
)
def test_watcher_follows_from_the_page(reader: Client, path: str, kind: str, thing: str) -> None:
    reader.force_login(UserFactory())
    page = shown(reader, path)
    assert f'name="kind" value="{kind}"' in page
    assert f'name="id" value="{thing}"' in page
    assert 'href="/following/"' in page


def test_links_keep_the_day_that_the_reader_looks_at(reader: Client) -> None:
    page = shown(reader, "/programmes/pool/?as_of=2024-08-01")
    assert "/targets/money-1/?as_of=2024-08-01" in page
    assert "/targets/money-2/" not in page, "not announced by then"
    assert 'href="/programmes/pool/">Back to today' in page


def test_pages_allow_no_inline_script_or_style(reader: Client) -> None:
    for path in ("/", "/targets/", "/targets/count-2024/"):
        page = shown(reader, path)
        assert " style=" not in page
        assert "<style" not in page
        scripts = re.findall(r"<script(?! src=\"/static/| type=\"application/ld\+json\">)", page)
        assert scripts == [], "only files of our own, and data that is no script"


def test_expired_form_gets_a_page_that_says_so(reader: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/following/toggle/", {"kind": "target", "id": "count-2024"})
    assert answer.status_code == 403
    assert "its form has expired" in answer.content.decode()


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_failure_pages_need_nothing_that_may_have_failed(template: str) -> None:
    assert '<a class="button" href="/">' in render_to_string(template)
