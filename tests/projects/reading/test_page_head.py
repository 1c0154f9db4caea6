"""What a page says of itself is read from its head, whatever a stranger wrote there."""

from __future__ import annotations

import time
from datetime import date

import pytest

from projects.reading.page_head import PageHead, read_head

BOUND = 3.0  # seconds of the processor
NEWS = """<!doctype html><html lang="kk-KZ" prefix="og: x"><head><title>Жаңалық | Сайт</title>
<meta content='Зауыттар &amp; "мектептер"' property="og:title">
<meta property=og:site_name content="Kazinform">
<meta property="article:published_time" content="2024-07-20T09:00:00+05:00">
"""
LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle",
"headline": "Half a  year", "datePublished": "2024-07-20", "inLanguage": "ru", "publisher": {"name": "Бюро"}}]}
</script>"""


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (NEWS, PageHead('Зауыттар & "мектептер"', "Kazinform", date(2024, 7, 20), "kk")),
        (LINKED, PageHead("Half a year", "Бюро", date(2024, 7, 20), "ru")),
        ("<TITLE>\n Only \n this</TITLE>", PageHead("Only this")),
        ("<meta itemprop=datePublished content=2024-02-30>", PageHead()),
        ("<meta name=dc.date content='20.07.2024'><html lang='<b>'>", PageHead()),
        ('<script type="application/ld+json">{"datePublished": 5, "publisher": "x"}</script>', PageHead()),
        ('<script type="application/ld+json">not json</script><title>T</title>', PageHead("T")),
        ("<script>var a = '<meta property=og:title content=no>'</script>", PageHead()),
        ("<title>A\x00B\x1b</title>", PageHead("A B")),
        ("", PageHead()),
        ("<title>never ends", PageHead()),
    ],
)
def test_head_is_read(text, head) -> None:
    assert read_head(text) == head


PIECES = [
    "<!--",
    "<",
    "<meta ",
    "<meta b='",
    "<meta a=a ",
    "<title>",
    "<script>",
    "<meta b=",
    '<meta "',
    "[",
    "<title>x</",
]


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_page_takes_a_time_in_proportion(piece) -> None:
    began = time.process_time()
    read_head((piece * 400_000)[:400_000])
    read_head(f'<script type="application/ld+json">{piece * 40_000}</script>')
    assert time.process_time() - began < BOUND
