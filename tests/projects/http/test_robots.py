"""robots.txt as RFC 9309 has it: obeyed, asked once a day, and never a way to hold us up."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from projects.http.robots import MOST_DELAY, DisallowedError, Robots
from tests.holders import FLOODS, answering
from tests.projects.http.site import Site, local_site

pytestmark = pytest.mark.once


@pytest.fixture
def site(settings):
    with local_site(settings) as site:
        yield site


def allows(site: Site, path: str) -> bool | None:
    """None where the site does not say."""
    try:
        Robots().check(site.url(path))
    except DisallowedError as error:
        return None if error.is_unknown else False
    return True


@pytest.mark.parametrize(
    ("text", "allowed", "disallowed"),
    [
        ("", "/a", None),
        ("<html>no rules</html>", "/a", None),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b", "/a/c"),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Promise-Tracker\nDisallow: /x\n", "/a", "/x"),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf?b", "/a.pdf"),
        ("User-agent: googlebot\nDisallow: /\n", "/a", None),
        ("\ufeffUser-agent: *\r\nDisallow: /a # not for programs\r\n", "/b", "/a"),
    ],
)
def test_rules_hold(site, text, allowed, disallowed) -> None:
    site.pages["/robots.txt"] = text
    assert allows(site, allowed) is True
    if disallowed is not None:
        assert allows(site, disallowed) is False


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (401, True), (403, True), (410, True), (429, None), (500, None), (503, None)]
)
def test_status_tells_whether_there_are_rules(site, status, allowed) -> None:
    site.pages["/robots.txt"] = status
    assert allows(site, "/a") is allowed


def test_redirect_to_the_rules_is_followed_and_one_in_a_circle_is_not(site) -> None:
    site.pages["/robots.txt"] = (301, {"Location": "/rules"}, "")
    site.pages["/rules"] = "User-agent: *\nDisallow: /a\n"
    assert allows(site, "/a") is False
    cache.clear()
    site.pages["/rules"] = (301, {"Location": "/robots.txt"}, "")
    assert allows(site, "/a") is None


def test_file_is_asked_for_once(site) -> None:
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /a\n"
    for path in ("/a", "/b", "/a"):
        allows(site, path)
    assert len(site.asked_for) == 1


def test_site_that_is_not_there_does_not_say(site, settings) -> None:
    settings.FETCH_NETWORKS = ["127.0.0.0/8"]
    with pytest.raises(DisallowedError) as error:
        Robots().check("http://127.1.2.3:9/a")
    assert error.value.is_unknown


def test_private_address_is_not_asked_for_its_rules(settings) -> None:
    settings.FETCH_NETWORKS = []
    Robots().check("http://127.0.0.1:9/a")  # whoever asks for the page is told why


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 5\n", 5),
        ("User-agent: *\nCrawl-delay: 86400\n", MOST_DELAY),
        ("User-agent: *\nCrawl-delay: -1\n", 0),
        (f"User-agent: *\nCrawl-delay: {'9' * 400}\n", 0),
        ("User-agent: *\nCrawl-delay: nan\n", 0),
        ("", 0),
    ],
)
def test_delay_is_bounded(site, text, seconds) -> None:
    site.pages["/robots.txt"] = text
    assert Robots().delay(site.url("/a")) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /" + "*a" * 2000 + "b\n",
        "User-agent: *\n" + "Disallow: /*a*b*c$\n" * 30_000,
        "User-agent: a\n" * 40_000,
        "x" * 2_000_000,
    ],
)
def test_hostile_file_is_read_in_a_bounded_time(site, text) -> None:
    site.pages["/robots.txt"] = text
    assert allows(site, "/" + "a" * 1900) is True


def test_file_without_end_is_left(settings) -> None:
    settings.FETCH_NETWORKS = ["127.0.0.1/32"]
    with answering(FLOODS["headers without end"]) as port, pytest.raises(DisallowedError):
        Robots().check(f"http://127.0.0.1:{port}/a")
