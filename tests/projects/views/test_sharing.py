"""The page of a target, shared and embedded: what is chosen, what is copied, and links that load nothing."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client

from projects.actions.refresh import refresh_assessments
from tests.factories import IndicatorFactory, TargetFactory
from tests.projects.conftest import NOW, TODAY

pytestmark = [pytest.mark.usefixtures("shared_record", "db"), pytest.mark.once]
SITE = "http://127.0.0.1:8000"
PAGE = "/en/targets/count-2024/"
SECTION = re.compile(r'<section aria-labelledby="share".*?</section>', re.DOTALL)


def section(reader: Client, path: str = PAGE) -> str:
    return SECTION.search(reader.get(path).content.decode())[0]


def code(shown: str) -> str:
    """What the page shows between the tags of the code, as it is copied."""
    return unescape(re.search(r'<code id="embed-code">(.*?)</code>', shown, re.DOTALL)[1])


def test_choice_in_the_address_is_the_code_and_the_preview(reader: Client) -> None:
    day = "as_of=2024-08-01"
    for query, source in (
        ("", "embed/targets/count-2024/?lang=en"),
        ("?embed=chart", "embed/targets/count-2024/?lang=en&chart=trajectory"),
        ("?embed=card&theme=dark&embed_lang=kk", "embed/targets/count-2024/?lang=kk&theme=dark"),
        ("?embed=card&theme=auto&embed_lang=any", "embed/targets/count-2024/"),
        ("?embed=picture&theme=dark&embed_lang=ru", "targets/count-2024.png?lang=ru"),
        (f"?{day}&embed=chart&theme=light", f"embed/targets/count-2024/?lang=en&{day}&theme=light&chart=trajectory"),
        (f"?{day}&embed=picture", f"targets/count-2024.png?lang=en&{day}"),
    ):
        shown = section(reader, PAGE + query)
        line = code(shown)
        assert "\n" not in line
        assert unescape(re.search('src="([^"]*)"', line)[1]) == f"{SITE}/{source}", query
        assert unescape(re.search('class="embedded"\\s+src="([^"]*)"', shown)[1]) == f"/{source}", query
        assert reader.get(f"/{source}").status_code == 200
        assert ("<details open>" in shown) == ("embed=" in query)
        assert ('name="as_of" value="2024-08-01"' in shown) == (day in query), "the form keeps the day"
    for query in ("embed=poster", "theme=pink", "embed_lang=xx", "embed=card&embed=chart"):
        assert reader.get(f"{PAGE}?{query}").status_code == 400, query
    assert "<option" in section(reader, "/en/targets/plan-2025/")
    assert 'value="chart"' not in section(reader, "/en/targets/plan-2025/"), "it has no chart"


def test_choice_is_no_other_page_for_search_engines(reader: Client) -> None:
    page = reader.get(f"{PAGE}?as_of=2024-08-01&embed=chart&theme=dark&embed_lang=ru").content.decode()
    assert f'<link rel="canonical" href="{SITE}{PAGE}?as_of=2024-08-01">' in page
    assert re.search(r'hreflang="kk" href="[^"]*embed', page) is None


def test_links_share_the_promise_its_verdict_and_its_address(reader: Client) -> None:
    shown = section(reader, "/ru/targets/count-2024/")
    links = {
        unescape(name.strip()): unescape(address)
        for address, name in re.findall(r'<a href="([^"]*)" rel="noopener noreferrer nofollow">([^<]*)</a>', shown)
    }
    assert [*links] == ["Почта", "Telegram", "WhatsApp", "X", "Facebook", "LinkedIn", "Mastodon"]
    address = f"{SITE}/ru/targets/count-2024/"
    for name, link in links.items():
        assert address in unquote(link), name
        if name not in {"Facebook", "LinkedIn"}:  # these take the address alone and read the page
            assert "Нет итогового отчёта" in unquote(link), name
            assert "10 января 2025" in unquote(link), name
        assert not re.search(r"\s|[«»“”]", link), "what is no letter is written out"
    assert {urlsplit(link).scheme for link in links.values()} == {"mailto", "https"}
    assert "\r\n\r\n" in parse_qs(urlsplit(links["Почта"]).query)["body"][0]
    assert f"{SITE}/targets/count-2024/?as_of=2025-01-10" in shown
    assert not re.search(r'<(?:script|img|link)[^>]*(?:src|href)="https?:', shown), "nothing of theirs is loaded"


def test_hostile_names_stay_one_line_and_text(reader: Client) -> None:
    name = '"><script>alert(1)</script>\r\n&amp;body=x'
    TargetFactory(id="hostile", indicator=IndicatorFactory(name=name))
    refresh_assessments(as_of=TODAY, at=NOW)
    for form in ("card", "picture"):
        shown = section(reader, f"/en/targets/hostile/?embed={form}")
        assert "<script>alert" not in shown
        line = code(shown)
        assert "<script" not in line
        assert line.count("<iframe ") + line.count("<img ") == 1
        assert "\n" not in line
        mail = parse_qs(urlsplit(unescape(re.search('href="(mailto:[^"]*)"', shown)[1])).query)
        assert {*mail} == {"subject", "body"}


def test_page_may_frame_the_card_and_nothing_else(reader: Client) -> None:
    policy = reader.get(PAGE)["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "frame-src" not in reader.get("/en/targets/")["Content-Security-Policy"]
