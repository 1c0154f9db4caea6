"""oEmbed: what a program is told that wants to embed a page of ours, and what it is refused."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from projects.actions.refresh import refresh_assessments
from projects.models import RenamedId
from tests.factories import IndicatorFactory, TargetFactory, UserFactory
from tests.projects.conftest import NOW, TODAY

pytestmark = [pytest.mark.usefixtures("shared_record", "db"), pytest.mark.once]
SITE = "http://127.0.0.1:8000"
PAGE = f"{SITE}/targets/count-2024/"


def ask(reader: Client, url: str = PAGE, **parameters: object):
    return reader.get(f"/oembed?{urlencode({'url': url, **parameters}, doseq=True)}")


def test_answer_has_what_oembed_wants_of_the_type_rich(reader: Client) -> None:
    answer = ask(reader, f"{SITE}/en/targets/count-2024/?as_of=2024-07-30&utm_source=mail&page=2#reports")
    assert answer["Content-Type"] == "application/json"
    body = json.loads(answer.content)
    html = body.pop("html")
    assert body == {
        "version": "1.0", "type": "rich", "title": "180\xa0projects in 2024 – No data",
        "provider_name": "Promise tracker", "provider_url": f"{SITE}/", "cache_age": 86400,
        "thumbnail_url": f"{SITE}/targets/count-2024/card.png?lang=en&as_of=2024-07-30",
        "thumbnail_width": 1200, "thumbnail_height": 630, "width": 600, "height": body["height"],
    }  # fmt: skip
    assert html.startswith(
        f'<iframe src="{SITE}/embed/targets/count-2024/?lang=en&amp;as_of=2024-07-30" title="180\xa0'
    )
    assert f'width="600" height="{body["height"]}"' in html
    assert "\n" not in html
    framed = reader.get(unescape(re.search('src="([^"]*)"', html)[1]).removeprefix(SITE))
    assert "As of 30 July 2024" in framed.content.decode()


def test_xml_says_the_same_as_json(reader: Client) -> None:
    name = "<b>&amp;\"'\u0001\u0008]]> Ё"
    TargetFactory(id="hostile", indicator=IndicatorFactory(name=name))
    refresh_assessments(as_of=TODAY, at=NOW)
    url = f"{SITE}/targets/hostile/"
    answer = ask(reader, url, format="xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    members = {child.tag: child.text for child in root}
    plain = {member: str(value) for member, value in ask(reader, url, format="json").json().items()}
    assert root.tag == "oembed"
    assert members == {member: re.sub("[\x01\x08]", "", value) for member, value in plain.items()}
    assert "<b>" not in members["html"], "the title is escaped in the code"


BOUNDS = (
    ({}, (600, None), 1200),
    ({"maxwidth": 900, "maxheight": 5000}, (600, None), 600),
    ({"maxwidth": 5000}, (600, None), 1200),
    ({"maxwidth": 320}, (320, None), 200),
    ({"maxwidth": 1, "maxheight": 1}, (1, 1), None),
    ({"maxheight": 150}, (600, 150), 200),
    ({"maxheight": ""}, (600, None), 1200),
)


def test_bounds_are_kept(reader: Client) -> None:
    whole = ask(reader).json()["height"]
    for bounds, size, thumbnail in BOUNDS:
        body = ask(reader, **bounds).json()
        assert (body["width"], body["height"]) == (size[0], size[1] or whole), bounds
        assert f'width="{body["width"]}" height="{body["height"]}"' in body["html"]
        assert body.get("thumbnail_width") == thumbnail, bounds
        if thumbnail:
            picture = reader.get(body["thumbnail_url"].removeprefix(SITE)).content
            assert int.from_bytes(picture[16:20]) == thumbnail
            assert int.from_bytes(picture[20:24]) == body["thumbnail_height"]


PAGES = (
    (PAGE, ""),
    (f"{SITE}/targets/count-2024", ""),
    (f"{SITE}/ru/targets/count-2024/", "?lang=ru"),
    (f"{SITE}/kk/targets/count-2024/?lang=ru", "?lang=kk"),
    (f"{PAGE}?lang=kk", "?lang=kk"),
    (f"{PAGE}?as_of=", ""),
    (f"{SITE}/embed/targets/count-2024/?lang=ru&chart=trajectory&theme=dark", "?lang=ru"),
    (f"HTTP://127.0.0.1:8000/targets/{'%63'}ount-2024/", ""),
    (f"  {PAGE} ", ""),
    ("https://127.0.0.1:8000/targets/count-2024/", ""),
)


def test_address_of_a_page_leads_to_its_card(reader: Client) -> None:
    for url, source in PAGES:
        code = unescape(ask(reader, url).json()["html"])
        assert code.split('"')[1] == f"{SITE}/embed/targets/count-2024/{source}", url


NO_PAGES = (
    "http://example.org/targets/count-2024/", "http://127.0.0.1/targets/count-2024/",
    "http://127.0.0.1:8000@example.org/targets/count-2024/", "http://user@127.0.0.1:8000/targets/count-2024/",
    "http://127.0.0.1:8000.example.org/targets/count-2024/", "//127.0.0.1:8000/targets/count-2024/",
    "/targets/count-2024/", "targets", "ftp://127.0.0.1:8000/targets/count-2024/", "javascript:alert(1)",
    "http://127.0.0.1:99999/targets/count-2024/", "http://127.0.0.1:x/", "http://[::1/targets/count-2024/",
    f"{SITE}/", f"{SITE}/targets/", f"{SITE}/targets.csv", f"{SITE}/targets/count-2024.png", f"{SITE}/nowhere/",
    f"{SITE}/de/targets/count-2024/", f"{SITE}/programmes/pool/", f"{SITE}/api/v1/targets/count-2024/",
    f"{SITE}/admin/", f"{SITE}/targets/none/", f"{SITE}/targets/%00/", f"{SITE}/targets/%ff%fe/", f"{SITE}/%2e%2e/",
    f"{SITE}/targets/money-2/?as_of=2024-06-30", f"{PAGE}?as_of=soon", f"{PAGE}?as_of=2024-01-01&as_of=2024-01-02",
    f"{PAGE}?lang=xx", f"{SITE}/targets/{'x' * 3000}/", "\x00", "х" * 5000, "https://127.0.0.1:8000\\@example.org/",
)  # fmt: skip


def test_any_other_address_is_404(reader: Client) -> None:
    for url in NO_PAGES:
        answer = ask(reader, url)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json"), url
        assert answer.json()["detail"]


QUERIES = (
    ("", 400, "url: "),
    ("url=", 400, "url: "),
    (f"url={PAGE}&url={PAGE}", 400, "url: Give it once"),
    (f"url={PAGE}&maxwidth=wide", 400, "maxwidth: "),
    (f"url={PAGE}&maxwidth=0", 400, "maxwidth: "),
    (f"url={PAGE}&maxheight=-5", 400, "maxheight: "),
    (f"url={PAGE}&maxheight=1.5", 400, "maxheight: "),
    (f"url={PAGE}&maxheight=٣", 400, "maxheight: "),
    (f"url={PAGE}&maxwidth=1e9", 400, "maxwidth: "),
    (f"url={PAGE}&maxwidth=99999999999999999999", 400, "maxwidth: "),
    (f"url={PAGE}&maxwidth=300&maxwidth=400", 400, "maxwidth: Give it once"),
    (f"url={PAGE}&maxwidth=%00", 400, "maxwidth: "),
    (f"url={PAGE}&format=json&format=xml", 400, "format: "),
    (f"url={PAGE}&format=yaml", 501, "json and xml"),
    (f"url={PAGE}&format=%00", 501, "json and xml"),
    (f"url={PAGE}&format=", 200, ""),
    (f"url={PAGE}&callback=evil&dnt=1&omit_script=true&lang=xx", 200, ""),
)


def test_bad_input_names_the_parameter(reader: Client) -> None:
    for query, status, words in QUERIES:
        answer = reader.get(f"/oembed?{query}")
        assert answer.status_code == status, query
        assert words in answer.json().get("detail", ""), query
        assert "evil" not in answer.content.decode()


def test_former_id_leads_to_the_target_of_today(reader: Client) -> None:
    RenamedId.objects.create(
        kind="target", old_id="projects-2024", new_id="count-2024", renamed_at=NOW, renamed_by=UserFactory()
    )
    assert "/embed/targets/count-2024/" in ask(reader, f"{SITE}/targets/projects-2024/").json()["html"]


def test_answer_is_cached_and_read_by_other_sites_and_sets_nothing(reader: Client) -> None:
    answer = ask(reader)
    assert (answer["Access-Control-Allow-Origin"], answer.json()["cache_age"]) == ("*", 3600)
    assert answer["X-Frame-Options"] == "DENY"
    assert not answer.cookies
    tag = answer["ETag"]
    unchanged = reader.get(f"/oembed?{urlencode({'url': PAGE})}", headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert reader.head(f"/oembed?{urlencode({'url': PAGE})}").status_code == 200
    assert reader.post("/oembed", {"url": PAGE}).status_code == 405


def test_too_many_questions_wait(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.ALLOWANCES, "api", 1)
    assert ask(reader).status_code == 200
    refused = ask(reader, maxwidth=300)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0


def test_pages_name_the_endpoint_in_their_language_and_of_their_day(reader: Client) -> None:
    for path, url in (
        ("/targets/count-2024/", PAGE),
        ("/ru/targets/count-2024/?as_of=2024-07-30", f"{SITE}/ru/targets/count-2024/?as_of=2024-07-30"),
        ("/embed/targets/count-2024/?lang=kk&chart=trajectory", f"{SITE}/kk/targets/count-2024/"),
        ("/embed/targets/count-2024/", PAGE),
    ):
        page = reader.get(path).content.decode()
        links = dict(re.findall(r'<link rel="alternate" type="([^"]*oembed)" href="([^"]*)">', page))
        assert {*links} == {"application/json+oembed", "text/xml+oembed"}, path
        for kind, address in links.items():
            query = urlencode({"url": url, "format": "json" if "json" in kind else "xml"})
            assert unescape(address) == f"{SITE}/oembed?{query}"
            assert reader.get(unescape(address).removeprefix(SITE)).status_code == 200


def test_queries_do_not_grow_with_the_record(reader: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert ask(reader).status_code == 200
    few = len(captured)
    for number in range(5):
        TargetFactory(value=number + 1, announced=date(2024, 1, 9))
    refresh_assessments(as_of=TODAY, at=NOW)
    with CaptureQueriesContext(connection) as captured:
        assert ask(reader, maxwidth=500).status_code == 200
    assert len(captured) <= few <= 12
