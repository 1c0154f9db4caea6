"""A report with a new source on one page: few boxes, by keyboard, in three languages; two at once; a lost session."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

pytestmark = pytest.mark.browser

TARGET = "mech-pool-2028-jobs"
PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="{day}T09:00:00+05:00">
<meta property="og:site_name" content="{publisher}"></head><body></body></html>"""
PUBLISHER = "Вестник машин"  # of the first source; how it is spelt there goes for the site
# Language → what the page says of itself, what is typed, and what is read afterwards.
REPORTS = {
    "en": (("Jobs in machine building", "2024-01-20"), "5,400", "2023", "Published: one figure."),
    "ru": (("Рабочие места", "2025-01-20"), "9,8 тыс.", "2024", "Опубликовано: 1 значение."),
    "kk": (("Жұмыс орындары", "2026-01-20"), "13 мың", "2025", "Жарияланды: 1 мән."),
}
MOST_BOXES = 7


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The site of three sources: /en, /ru, /kk."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            lang = self.path.strip("/")
            (title, day), *_rest = REPORTS[lang]
            body = PAGE.format(lang=lang, title=title, day=day, publisher=PUBLISHER).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def overflow(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("lang", REPORTS)
def test_report_with_a_new_source_takes_one_page_and_few_boxes(page, log_in, site, picture, lang) -> None:
    (title, day), figure, period, outcome = REPORTS[lang]
    log_in("editor")
    page.goto(f"/{lang}/targets/{TARGET}/")
    page.locator("a[href*='/desk/report/']").click()
    boxes = 0
    page.locator("#id_source-url:focus").wait_for()

    page.keyboard.type(f"{site}/{lang}")
    page.keyboard.press("Tab")
    boxes += 1
    page.wait_for_function("() => document.querySelector('[name=source-title]').value")
    assert page.locator("[name=source-title]").input_value() == title
    assert page.locator("[name=source-publisher]").input_value() == PUBLISHER
    assert page.locator("[name=source-published]").input_value() == day
    assert page.locator("[name=source-language]").input_value() == lang
    if not page.locator("[name=source-kind]").input_value():  # the first source of its site
        page.locator("[name=source-kind]").focus()
        page.keyboard.press("ArrowDown")
        boxes += 1

    page.locator("[name=figures-0-value]").focus()
    page.keyboard.type(figure)
    page.locator("[name=figures-0-value-understood]").first.check()
    boxes += 2
    page.locator("[name=figures-0-period_end]").focus()
    page.keyboard.type(period)
    page.keyboard.press("Tab")
    boxes += 1
    page.locator("[name=figures-0-locator]").focus()
    page.keyboard.type("§ 4")
    page.keyboard.press("Tab")
    boxes += 1
    page.locator(".effects li", has_text=TARGET).wait_for()
    assert boxes <= MOST_BOXES
    assert overflow(page) <= 0
    picture(f"report-{lang}")
    page.locator("button[value=publish]").click()
    page.get_by_text(outcome).wait_for()
    assert page.locator("#evidence").count() == 1
    assert page.get_by_text(PUBLISHER).first.is_visible()


def test_report_keeps_its_rows_through_a_lost_session(page, log_in, tracker) -> None:
    """At the width of a telephone; nothing is saved for the other tests."""
    page.set_viewport_size({"width": 375, "height": 800})
    log_in("editor")
    page.goto(f"/desk/report/?target={TARGET}")
    page.locator("[name=source-title]").fill("Жартыжылдық есеп")
    page.locator("[name=figures-0-value]").fill("1,5 мың")
    page.locator("[data-adds=figures]").click()
    page.locator("[name=figures-1-value]").fill("700")
    page.locator("[name=figures-1-value]").press("Tab")
    assert overflow(page) <= 0
    page.route("**/report/effects/**", lambda route: route.fulfill(status=204))  # asked for late, it finds no session
    page.context.clear_cookies()
    page.locator("button[value=save]").click()
    page.locator("input[name=login], main").first.wait_for()
    person = tracker.people["editor"]
    page.goto(f"/accounts/login/?next=/desk/report/%3Ftarget%3D{TARGET}")
    page.locator("input[name=login]").fill(person["email"])
    page.locator("input[name=password]").fill(person["password"])
    page.locator("form:has(input[name=login]) button").first.click()
    page.locator(".kept").wait_for()
    assert page.locator("[name=source-title]").input_value() == "Жартыжылдық есеп"
    assert page.locator("[name=figures-0-value]").input_value() == "1,5 мың"
    assert page.locator("[name=figures-1-value]").input_value() == "700"
    page.locator(".kept button").click()
    page.locator(".kept").wait_for(state="hidden")


def test_two_editors_of_one_draft_see_both_versions(page, log_in, picture) -> None:
    log_in("editor")
    page.goto(f"/desk/report/?target={TARGET}")
    page.locator("[name=source-title]").fill("Ours")
    page.locator("button[value=save]").click()
    page.wait_for_url("**/desk/report/?draft=*")
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("[name=source-title]").fill("Theirs")
    other.locator("button[value=save]").click()
    other.locator(".messages, .notice").first.wait_for()
    page.locator("[name=source-title]").fill("Mine")
    page.locator("button[value=save]").click()
    page.locator(".conflicts").wait_for()
    assert [quote.inner_text() for quote in page.locator(".conflicts q").all()] == ["Theirs", "Mine"]
    picture("report-conflict")
    page.locator(".conflicts input[value=theirs]").check()
    page.locator("button[value=save]").click()
    page.locator(".conflicts").wait_for(state="detached")
    assert page.locator("[name=source-title]").input_value() == "Theirs"
