"""A track record on other people's pages: the card in its frame, the code that its page offers, what oEmbed tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags

from tests.projects.shipped import shipped_records

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = "2026-03-20 09:00+00:00"
SITE = "http://127.0.0.1:8000"
BODY = "organisation=ministry-industry-construction"


@pytest.fixture(scope="module", autouse=True)
def shipped(django_db_setup, django_db_blocker) -> Iterator[None]:
    with shipped_records(django_db_blocker, NOW, "kazakhstan"):
        yield


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def text(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def sentence(page: str) -> str:
    """The first sentence of a page: of so many promises that fell due, so many were kept."""
    return " ".join(strip_tags(re.search(r"<p[^>]*>([^<]*<a [^>]*>[^<]*</a>.*?)</p>", page)[1]).split())


def code(client: Client, address: str) -> str:
    return unescape(re.search(r'<code id="embed-code">(.*?)</code>', client.get(address).content.decode())[1])


@pytest.mark.parametrize("query", ["", BODY, f"{BODY}&against=first", "sector=housing&as_of=2025-02-01"])
def test_card_says_what_the_page_says(client: Client, query: str) -> None:
    card = text(client.get(f"/embed/track-record/?lang=en&{query}"))
    page = text(client.get(f"/en/track-record/?{query}"))
    lead = sentence(card)
    assert re.search(r"\d", lead)
    assert lead in strip_tags(page)
    assert 'class="chart bar"' in card
    assert ("As of 1 February 2025" if "as_of" in query else "As of 20 March 2026") in card
    heading = re.search(r"<h1>(.*?)</h1>", card)[1]
    assert f'href="/en/track-record/?{query}"' in heading if query else 'href="/en/track-record/"' in heading


def test_card_names_whose_promises_they_are(client: Client) -> None:
    card = text(client.get(f"/embed/track-record/?{BODY}&lang=ru"))
    assert "Министерство промышленности и строительства" in re.search(r"<h1>(.*?)</h1>", card)[1]
    assert "All promises" in re.search(r"<h1>(.*?)</h1>", text(client.get("/embed/track-record/")))[1]


def test_card_may_be_framed_and_runs_nothing(client: Client) -> None:
    answer = client.get("/embed/track-record/")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    assert not re.search("<script|<style| style=|<form", text(answer))


def test_links_of_a_card_open_beside_the_frame_in_its_language(client: Client) -> None:
    for lang in ("ru", ""):
        card = text(client.get(f"/embed/track-record/?{BODY}&lang={lang}&as_of=2025-02-01"))
        assert '<base target="_blank">' in card
        links = re.findall(r'<a [^>]*?href="([^"]*)"', card)
        assert len(links) > 4
        prefix = "/ru/" if lang else "/"
        assert {link for link in links if not re.match(rf"{prefix}(targets|track-record)/\?", link)} == set()
        assert {link for link in links if "as_of=2025-02-01" not in link} == set()


def test_card_before_the_first_promise_says_so(client: Client) -> None:
    card = text(client.get("/embed/track-record/?as_of=1990-01-01"))
    assert "No promise had been announced by this day." in card
    assert "<svg" not in card


@pytest.mark.parametrize(
    ("query", "status"),
    [("organisation=none", 404), ("theme=pink", 400), ("against=never", 400), ("ended=missed", 400), ("lang=xx", 400)],
)
def test_card_of_nothing_is_refused(client: Client, query: str, status: int) -> None:
    assert client.get(f"/embed/track-record/?{query}").status_code == status


def test_page_offers_the_code_of_its_own_scope_and_day(client: Client) -> None:
    for query, source in (
        ("", "?lang=en"),
        (BODY, f"?lang=en&{BODY}"),
        (f"{BODY}&against=first&as_of=2025-02-01", f"?lang=en&{BODY}&against=first&as_of=2025-02-01"),
        (f"{BODY}&theme=dark&embed_lang=kk", f"?lang=kk&theme=dark&{BODY}"),
        ("theme=auto&embed_lang=any", ""),
    ):
        line = code(client, f"/en/track-record/?{query}")
        assert "\n" not in line
        framed = unescape(re.search('src="([^"]*)"', line)[1])
        assert framed == f"{SITE}/embed/track-record/{source}", query
        assert client.get(framed.removeprefix(SITE)).status_code == 200
    page = client.get(f"/en/track-record/?{BODY}&against=first&as_of=2025-02-01").content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    assert hidden.items() >= dict(pair.split("=") for pair in (BODY, "against=first", "as_of=2025-02-01")).items()
    assert "embed-code" not in client.get("/en/track-record/?by=programme").content.decode()


def test_page_shows_what_its_code_embeds(client: Client) -> None:
    answer = client.get(f"/en/track-record/?{BODY}")
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    preview = unescape(re.search(r'class="embedded"\s+src="([^"]*)"', answer.content.decode())[1])
    assert client.get(preview).status_code == 200


def test_code_is_higher_for_more_words_and_for_what_may_come(client: Client) -> None:
    def height(query: str) -> int:
        return int(re.search(r'height="(\d+)"', code(client, f"/en/track-record/?{query}"))[1])

    assert height("embed_lang=any") >= max(height(f"embed_lang={lang}") for lang in ("en", "ru", "kk"))
    assert height("") > height("as_of=2026-03-19") > height("as_of=2024-02-01") > 100


def test_oembed_embeds_a_track_record(client: Client) -> None:
    url = f"{SITE}/ru/track-record/?{BODY}&as_of=2025-02-01&utm_source=mail&by=programme"
    body = json.loads(client.get(f"/oembed?{urlencode({'url': url, 'maxwidth': 400})}").content)
    assert body["title"] == "Послужной список: Министерство промышленности и строительства"
    assert (body["width"], body["cache_age"]) == (400, 86400)
    assert "thumbnail_url" not in body
    framed = unescape(re.search('src="([^"]*)"', body["html"])[1])
    assert framed == f"{SITE}/embed/track-record/?lang=ru&{BODY}&as_of=2025-02-01"
    assert f'height="{body["height"]}"' in body["html"]
    for path in (f"/en/track-record/?{BODY}", f"/embed/track-record/?{BODY}&lang=en"):
        page = client.get(path).content.decode()
        endpoint = unescape(re.search(r'json\+oembed" href="([^"]*)"', page)[1]).removeprefix(SITE)
        assert "organisation" in json.loads(client.get(endpoint).content)["html"]


@pytest.mark.parametrize(
    "query", ["organisation=none", "as_of=never", "against=never", "organisation=a&organisation=b"]
)
def test_oembed_refuses_a_track_record_of_nothing(client: Client, query: str) -> None:
    answer = client.get(f"/oembed?{urlencode({'url': f'{SITE}/track-record/?{query}'})}")
    assert answer.status_code == 404
    assert query.partition("=")[0] in json.loads(answer.content)["detail"]
