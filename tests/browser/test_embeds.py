"""The line that a newsroom copies, on a page of another site: whole at every width, and opening what it links to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.conftest import NARROW

pytestmark = pytest.mark.browser

TARGET = "targets/pool-2024-money-2024-11/"
TRACK_RECORDS = ("track-record/", "track-record/?organisation=ministry-industry-construction")
WIDTHS = (280, 375, 600, 900)
FONTS = "document.fonts.ready.then(() => [...document.fonts].filter(font => font.status === 'loaded').length)"
SIZE = "(root => [root.scrollWidth, root.clientWidth, root.scrollHeight, root.clientHeight])(document.documentElement)"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """`newsroom(html)` is the address of a page of another site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def publish(html: str) -> str:
        (tmp_path / "story.html").write_text(f"<!doctype html><meta charset=utf-8><title>Story</title>{html}")
        return f"http://localhost:{server.server_port}/story.html"  # the tracker is 127.0.0.1: another site

    yield publish
    server.shutdown()
    server.server_close()


def copied(page, tracker, lang: str, form: str) -> str:
    page.goto(f"{tracker.url}/{lang}/{TARGET}?embed={form}&embed_lang={lang}")
    return page.locator("#embed-code").text_content()


def test_frame_is_whole_at_every_width_in_every_language(browser, tracker, newsroom):
    context = browser.new_context(viewport={"width": 1000, "height": 8000})
    page = context.new_page()
    try:
        for lang in ("en", "ru", "kk"):
            lines = [copied(page, tracker, lang, form) for form in ("card", "chart")]
            assert not any("\n" in line for line in lines)
            context.clear_cookies()
            boxes = [f'<div style="width: {width}px">{line}</div>' for line in lines for width in WIDTHS]
            page.goto(newsroom("".join(boxes)))
            frames = page.frames[1:]
            for place, (frame, width) in enumerate(zip(frames, WIDTHS * len(lines), strict=True)):
                frame.wait_for_load_state()
                assert frame.evaluate(FONTS) == 2, "the frame may load the letters that it is measured in"
                across, room, down, height = frame.evaluate(SIZE)
                assert (across, room) == (width, width), (lang, place)
                assert down == height, (lang, place, "the frame scrolls")
                assert frame.locator("h1").is_visible()
                assert frame.locator(".status").is_visible()
                assert frame.locator("svg.trajectory:visible").count() == place // len(WIDTHS)
            assert context.cookies() == []
    finally:
        context.close()


def test_frame_of_a_track_record_is_whole_at_every_width_in_every_language(browser, tracker, newsroom):
    context = browser.new_context(viewport={"width": 1000, "height": 8000})
    page = context.new_page()
    try:
        for lang in ("en", "ru", "kk"):
            lines = []
            for path in TRACK_RECORDS:
                page.goto(f"{tracker.url}/{lang}/{path}")
                lines.append(page.locator("#embed-code").text_content())
                page.locator("#share summary").click()
                page.frame_locator("iframe.embedded").locator("h1").wait_for()
            boxes = [f'<div style="width: {width}px">{line}</div>' for line in lines for width in WIDTHS]
            page.goto(newsroom("".join(boxes)))
            for frame, width in zip(page.frames[1:], WIDTHS * len(lines), strict=True):
                frame.wait_for_load_state()
                across, room, down, height = frame.evaluate(SIZE)
                assert (across, room) == (width, width), lang
                assert down == height, (lang, width, "the frame scrolls")
                assert frame.locator("h1").is_visible()
                assert frame.locator("svg.endings:visible").count() == 1
        with context.expect_page() as opened:
            page.frames[1].locator("p.embed-lead a").first.click()
        opened.value.wait_for_load_state()
        assert opened.value.url.startswith(f"{tracker.url}/kk/targets/?")
    finally:
        context.close()


def test_link_in_a_frame_opens_the_page_of_the_target_beside_the_story(browser, tracker, newsroom):
    context = browser.new_context(viewport={"width": 700, "height": 900})
    page = context.new_page()
    try:
        page.goto(newsroom(copied(page, tracker, "ru", "card")))
        with context.expect_page() as opened:
            page.frames[1].locator("h1 a").click()
        opened.value.wait_for_load_state()
        assert opened.value.url == f"{tracker.url}/ru/{TARGET}"
        assert opened.value.evaluate("window.opener") is None
        assert page.url.endswith("/story.html")
    finally:
        context.close()


def test_code_is_chosen_and_copied(page):
    page.set_viewport_size(NARROW)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/kk/{TARGET}")
    section = page.locator("section:has(#share)")
    section.locator("summary").focus()
    page.keyboard.press("Enter")
    page.locator("#share-theme").select_option("dark")
    page.locator("#embed-code", has_text="theme=dark").wait_for()
    page.locator("[data-copy=embed-code]").click()
    section.get_by_text("Көшірілді").wait_for()
    line = page.evaluate("navigator.clipboard.readText()")
    assert line.startswith("<iframe src=")
    assert "theme=dark" in line
    assert page.locator("iframe.embedded").get_attribute("src").endswith("?lang=kk&theme=dark")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
