"""What strangers publish as lists: honest ones of each kind, and hostile ones in a bounded time."""

from __future__ import annotations

import time
from datetime import date

import pytest

from projects.reading.listings import ListedItem, NoListingError, feeds_of, read_listing

URL = "https://example.kz/list"
BOUND = 30.0  # seconds of the processor: far above what each takes, far below what doubling would
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><title type="html">A &lt;b&gt;bold&lt;/b&gt; word</title><link href="/a"/>
<updated>2025-07-23T01:00:00+05:00</updated></entry>
</feed>"""
RSS = """<rss version="2.0"><channel><title>News</title><link>https://elsewhere.kz/</link>
<item><title>Бірінші</title><link>b?utm_source=rss</link><pubDate>Tue, 22 Jul 2025 01:00:00 +0500</pubDate></item>
<item><title>Guid</title><guid>https://example.kz/g</guid></item>
<item><title>Again</title><link>https://example.kz/g</link></item>
<item><title>Script</title><link>javascript:alert(1)</link></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<item><title>Old</title><link>https://example.kz/o</link></item></rdf:RDF>"""
MAP = """<?xml version="1.0" encoding="windows-1251"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://example.kz/undated</loc></url>
<url><loc>https://example.kz/a?x=1&amp;y=2</loc><lastmod>2025-01-02T10:00:00+05:00</lastmod>
<image:image><image:loc>https://example.kz/i.jpg</image:loc><image:title>A picture</image:title></image:image></url>
<url><loc>https://example.kz/b</loc><news:news><news:publication_date>2025-02-02</news:publication_date>
<news:title>Жаңалық</news:title></news:news></url></urlset>"""
INDEX = """<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap><sitemap><loc>/s2.xml</loc><lastmod>2025-01-01</lastmod>
</sitemap></sitemapindex>"""
PAGE = """<html><head><base href="/news/"></head><body>
<nav><a href="/about">All about the ministry of industry</a></nav>
<main><a href="1"><img src="1.jpg"></a><a href="1">Two hundred projects were launched</a><a href="1">More</a>
<a href="2.jpg">A photograph of the minister at work</a><a href="javascript:x()">A script that opens something</a>
<a href="/list">This very page with its own headline</a>
<a href="3"><span>Елде екі жүз жоба</span> іске қосылды</a></main>
<footer><a href="/contacts">Contacts of the press service</a></footer></body></html>"""


@pytest.mark.parametrize(
    ("kind", "text", "items"),
    [
        ("feed", ATOM, [ListedItem("https://example.kz/a", "A <b>bold</b> word", date(2025, 7, 23))]),
        (
            "feed",
            RSS,
            [
                ListedItem("https://example.kz/b", "Бірінші", date(2025, 7, 22)),
                ListedItem("https://example.kz/g", "Guid"),
            ],
        ),
        ("feed", RDF, [ListedItem("https://example.kz/o", "Old")]),
        (
            "feed",
            RSS[: RSS.index("<item><title>Again")],
            [
                ListedItem("https://example.kz/b", "Бірінші", date(2025, 7, 22)),
                ListedItem("https://example.kz/g", "Guid"),
            ],
        ),
        ("feed", '<rss version="2.0"><channel></channel></rss>', []),
        (
            "sitemap",
            MAP,
            [
                ListedItem("https://example.kz/b", "Жаңалық", date(2025, 2, 2)),
                ListedItem("https://example.kz/a?x=1&y=2", "", date(2025, 1, 2)),
                ListedItem("https://example.kz/undated"),
            ],
        ),
        ("sitemap", "<urlset></urlset>", []),
        (
            "page",
            PAGE,
            [
                ListedItem("https://example.kz/news/1", "Two hundred projects were launched"),
                ListedItem("https://example.kz/news/3", "Елде екі жүз жоба іске қосылды"),
            ],
        ),
    ],
)
def test_list_names_its_articles(kind, text, items) -> None:
    assert list(read_listing(kind, text, URL).items) == items


def test_index_names_its_maps_the_latest_first() -> None:
    index = read_listing("sitemap", INDEX, URL)
    assert [entry.url for entry in index.maps] == ["https://example.kz/s2.xml", "https://example.kz/s1.xml"]


def test_what_is_left_out_is_counted() -> None:
    assert read_listing("feed", RSS, URL).left_out == 1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("feed", PAGE),
        ("feed", MAP),
        ("feed", ""),
        ("feed", "{}"),
        ("feed", "%PDF-1.4 \x00"),
        ("sitemap", RSS),
        ("sitemap", PAGE),
        ("sitemap", ""),
        ("sitemap", "\x00\x01"),
        ("page", ""),
    ],
)
def test_what_is_no_list_of_the_kind_is_refused(kind, text) -> None:
    with pytest.raises(NoListingError):
        read_listing(kind, text, URL)


def test_page_names_its_feeds() -> None:
    links = "<link rel=alternate type='application/rss+xml' href=/rss><link type=text/css href=/x>" * 2
    assert feeds_of(f"<html><head>{links}</head></html>", URL) == ("https://example.kz/rss",)
    assert feeds_of("", URL) == ()


LOL = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
QUADRATIC = f'<!ENTITY l9 "{"x" * 100_000}">'
XXE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
FEED = "<rss version='2.0'><channel>"
HOSTILE = {
    "entities that multiply": f"<!DOCTYPE r [{LOL}]>{FEED}<item><title>&l9;</title><link>/a</link></item>",
    "one long entity, often": f"<!DOCTYPE r [{QUADRATIC}]>{FEED}<b><item><title>{'&l9;' * 20_000}</title></item>",
    "entities in a map": f"<!DOCTYPE r [{LOL}]><urlset><url><loc>/&l9;</loc></url></urlset>",
    "a file of this machine": f"{XXE}<urlset><url><loc>/&x;</loc></url></urlset>",
    "a hundred thousand items": FEED + "<item><link>/a</link></item>" * 35_000,
    "depth": "<rss><channel>" + "<a>" * 300_000,
    "maps in maps": "<urlset>" + "<url>" * 300_000,
    "boxes in boxes": "<html>" + "<div>" * 70_000 + "<a href=/a>",
    "comments": "<!-- " * 200_000,
    "open tags": "<a " * 130_000,
    "attributes": "<a " + " ".join(f"a{n}=1" for n in range(40_000)) + ">",
    "ampersands": "<rss><channel><item><title>" + "&" * 1_000_000,
    "a title of a megabyte": f"{FEED}<item><link>/a</link><title>{'x' * 1_000_000}</title></item>",
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["feed", "sitemap", "page"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_list_takes_no_time_and_tells_no_secret(kind, name) -> None:
    began = time.process_time()
    try:
        listing = read_listing(kind, HOSTILE[name], URL)
    except NoListingError:
        listing = None
    assert time.process_time() - began < BOUND
    if listing is not None:
        assert len(listing.items) <= 5000
        assert all(
            len(item.url) <= 2000 and len(item.title) <= 300 and "root:" not in item.url for item in listing.items
        )
