"""What a look at a watched source brings: lists of each kind, and every way in which there is none."""

from __future__ import annotations

import gzip

import pytest

from projects.http.listings import MAX_BODY, look_at_listing
from projects.models import Watch
from projects.models.watch import LookAnswer
from tests.holders import FLOODS, HOLDERS, answering
from tests.projects.http.site import Site, local_site, rss

pytestmark = pytest.mark.once


class Manners:
    """Notes what is asked; forbids nothing."""

    def __init__(self) -> None:
        self.paused: list[str] = []

    def pause(self, url: str) -> None:
        self.paused.append(url)

    def check(self, url: str) -> None:
        pass


@pytest.fixture
def site(settings):
    with local_site(settings) as site:
        yield site


def look(site: Site, kind: str = "feed", path: str = "/list", manners: Manners | None = None, **columns) -> LookAnswer:
    watch = Watch(url=site.url(path), kind=kind, **columns)
    return look_at_listing(watch, manners or Manners(), lambda url: "//127.0.0.1" in url)


def paths(answer: LookAnswer) -> list[str]:
    return [item.url.partition("127.0.0.1")[2].partition("/")[2] for item in answer.items]


def urlset(*urls: str) -> str:
    return f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in urls)}</urlset>"


def test_feed_with_what_is_sent_back_next_time(site) -> None:
    headers = {"ETag": 'W/"a"', "Last-Modified": "Fri, 01 Aug 2025 08:00:00 GMT", "Content-Type": "application/rss+xml"}
    site.pages["/list"] = (
        200,
        headers,
        rss(("A", "/a", ""), ("B", "https://elsewhere.kz/b", ""), ("C", "mailto:c", "")),
    )
    answer = look(site)
    assert (paths(answer), answer.elsewhere, answer.left_out) == (["a"], 1, 1)
    assert (answer.etag, answer.last_modified) == ('W/"a"', "Fri, 01 Aug 2025 08:00:00 GMT")


def test_validators_are_sent_and_304_brings_nothing(site) -> None:
    site.pages["/list"] = 304
    answer = look(site, etag='"a"', last_modified="then")
    assert (answer.status, answer.items, answer.is_failure) == (304, (), False)
    sent = site.asked_for[0][1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"a"', "then")


@pytest.mark.parametrize("etag", ["x" * 501, '"ы"', '"a\x07"'])
def test_validator_that_no_header_holds_is_not_kept(site, etag) -> None:
    site.pages["/list"] = (200, {"ETag": etag.encode().decode("latin-1")}, rss())
    assert look(site).etag == ""


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8", "utf-16"])
def test_feed_is_read_in_its_letters(site, encoding) -> None:
    text = rss(("Жаңа жоба" if encoding != "windows-1251" else "Новый проект", "/a", "")).replace("utf-8", encoding)
    site.pages["/list"] = (200, {"Content-Type": "text/xml"}, text.encode(encoding))
    assert look(site).items[0].title in {"Жаңа жоба", "Новый проект"}


@pytest.mark.parametrize(
    ("page", "kind", "status", "error"),
    [
        (404, "feed", 404, ""),
        (410, "feed", 410, ""),
        (503, "feed", 503, ""),
        ("<html><p>moved</html>", "feed", 200, "no_listing"),
        (rss(), "sitemap", 200, "no_listing"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.4 \x00\xff\xfe"), "feed", 200, "no_listing"),
        ((200, {"Content-Encoding": "gzip"}, "no gzip"), "feed", 200, "no_listing"),
        ((200, {"Content-Encoding": "br"}, "x"), "feed", 200, "no_listing"),
        ((302, {"Location": "/list"}, ""), "feed", None, "redirects"),
        ((302, {"Location": "http://127.0.0.2/"}, ""), "feed", None, "elsewhere"),
        ((302, {"Location": "https://elsewhere.kz/"}, ""), "feed", None, "elsewhere"),
        ((302, {"Location": "file:///etc/127.0.0.1"}, ""), "feed", None, "elsewhere"),
    ],
)
def test_there_is_no_list(site, page, kind, status, error) -> None:
    site.pages["/list"] = page
    answer = look(site, kind)
    assert (answer.status, answer.error, answer.is_failure) == (status, error, True)


def test_private_address_is_refused(settings) -> None:
    settings.FETCH_NETWORKS = []
    assert look(Site(9)).error == "refused"


def test_page_says_which_feeds_it_has(site) -> None:
    site.pages["/list"] = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
    assert look(site).feeds == (site.url("/rss"),)


def test_site_says_when_to_come_again(site) -> None:
    site.pages["/list"] = (429, {"Retry-After": "7200"}, "")
    assert look(site).retry_after == "7200"


def test_index_of_maps_is_read_through(site) -> None:
    entries = "".join(f"<sitemap><loc>/m{number}.xml</loc></sitemap>" for number in range(9))
    site.pages["/list"] = (200, {"ETag": '"a"'}, f"<sitemapindex>{entries}</sitemapindex>")
    site.pages["/m0.xml"] = urlset("/a", "/b")
    site.pages["/m1.xml"] = (200, {"Content-Type": "application/gzip"}, gzip.compress(urlset("/c", "/a").encode()))
    site.pages["/m2.xml"] = 500
    site.pages["/m3.xml"] = f"<sitemapindex>{entries}<sitemap><loc>/list</loc></sitemap></sitemapindex>"
    site.pages["/m4.xml"] = "<html>"
    manners = Manners()
    answer = look(site, "sitemap", manners=manners)
    assert sorted(paths(answer)) == ["a", "b", "c"]
    assert answer.etag == "", "its maps change while it stays as it is"
    assert site.paths == ["/list", "/m0.xml", "/m1.xml", "/m2.xml", "/m3.xml", "/m4.xml"], (
        "no loop, and no more than five"
    )
    assert len(manners.paused) == 6


def test_index_whose_maps_are_all_elsewhere_fails(site) -> None:
    site.pages["/list"] = "<sitemapindex><sitemap><loc>https://elsewhere.kz/m</loc></sitemap></sitemapindex>"
    assert look(site, "sitemap").error == "elsewhere"


@pytest.mark.slow
def test_bombs_are_cut(site) -> None:
    bomb = gzip.compress(urlset("/a").removesuffix("</urlset>").encode() + b" " * 60_000_000)
    site.pages["/list"] = (200, {"Content-Type": "application/gzip"}, bomb)
    assert paths(look(site, "sitemap")) == ["a"]
    site.pages["/list"] = (200, {"Content-Encoding": "gzip"}, bomb)
    assert paths(look(site, "sitemap")) == ["a"]
    site.pages["/list"] = rss(*((f"Item {number}", f"/{number}", "") for number in range(100_000)))
    assert len(site.pages["/list"]) > MAX_BODY["feed"]
    answer = look(site)
    assert len(answer.items) == 1000
    assert answer.left_out > 0


@pytest.mark.parametrize("holder", ["says nothing", "a byte of the body now and then"])
def test_server_that_holds_the_line_is_left(settings, holder) -> None:
    settings.FETCH_NETWORKS = ["127.0.0.1/32"]
    with answering(HOLDERS[holder]) as port:
        watch = Watch(url=Site(port).url("/list"), kind="feed")
        assert look_at_listing(watch, Manners(), lambda _url: True, within=0.4).error == "no_answer"


def test_answer_without_end_is_left(settings) -> None:
    settings.FETCH_NETWORKS = ["127.0.0.1/32"]
    with answering(FLOODS["headers without end"]) as port:
        assert look(Site(port)).error == "no_answer"
