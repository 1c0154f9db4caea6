"""An article on the reading desk by keyboard alone, from its address to the verdict, and without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.browser.test_accessible import AXE, judged

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="2025-07-21T09:00:00+05:00">
<meta property="og:site_name" content="{publisher}"></head><body>
<article><h1>{title}</h1>{text}</article></body></html>"""
PUBLISHER = "Степной вестник"  # how it is spelt with the first source goes for the site
# Language → title and paragraphs of an invented article, and the target whose verdict it is about.
ARTICLES = {
    "en": (
        "Jobs under the Concept",
        [
            "From January through June 2025, 39,150 jobs were created under the Concept for manufacturing, the "
            "Ministry of Industry and Construction said on Monday.",
            "By 2029, the ministry plans to create about 151,000 jobs under the Concept. The programme costs about "
            "$2.3 billion a year.",
            "Rain is expected in the north of the country, and 14 roads were closed for repairs.",
        ],
        "concept-2029-jobs",
    ),
    "ru": (
        "Свинец останется дома",
        [
            "До конца 2029 года переработка свинца внутри страны вырастет в шесть раз, сообщило в понедельник "
            "министерство промышленности и строительства.",
            "К 2029 году алюминия внутри страны будет перерабатываться в пять раз больше, чем сейчас.",
        ],
        "lead-processing-2029",
    ),
    "kk": (
        "Мыңға жуық жоба",
        [
            "2029 жылға дейін Өнеркәсіп және құрылыс министрлігі тұжырымдама бойынша 960-тан астам инвестициялық "
            "жобаны іске қосуды жоспарлап отыр, деп хабарлады дүйсенбіде министрліктің баспасөз қызметі.",
        ],
        "concept-2029-projects-2023-04",
    ),
}
MOST_KEYS = 25  # beside the address: two for a figure, and the way to the button that publishes
PUBLISHED = {"en": "Published: ", "ru": "Опубликовано: ", "kk": "Жарияланды: "}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The site of the three articles: /en, /ru, /kk."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            lang = self.path.strip("/")
            title, paragraphs, _target = ARTICLES[lang]
            text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            body = PAGE.format(lang=lang, title=title, publisher=PUBLISHER, text=text).encode()
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


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def paste(page, lang: str, text: str) -> None:
    page.goto(f"/{lang}/desk/read/")
    page.locator("[name=text]").fill(text)
    page.locator("main details summary").first.click()
    page.locator("[name=published]").fill("2025-07-21")
    page.locator("form.desk-form button").last.click()
    page.locator("[data-reading]").wait_for()
    page.wait_for_load_state()  # only then the script hears keys


class Keys:
    """The keyboard of a page, and how often it was pressed."""

    def __init__(self, page) -> None:
        self.page, self.number = page, 0

    def press(self, key: str) -> None:
        self.number += 1
        self.page.keyboard.press(key)


def decide(page, key: str, state: str) -> str:
    """Presses a key at the current figure and waits until it is decided; its number."""
    number = page.locator("[data-card][aria-current]").get_attribute("data-card")
    page.keyboard.press(key)
    page.locator(f"[data-card='{number}'][data-state={state}]").wait_for()
    return number


def open_figures(page) -> int:
    return int(page.locator("#reading-summary").get_attribute("data-left"))


@pytest.mark.parametrize("lang", ARTICLES)
def test_article_goes_from_its_address_into_the_record_by_keyboard_alone(page, log_in, site, picture, lang) -> None:
    title, _paragraphs, target = ARTICLES[lang]
    log_in("editor")
    keys = Keys(page)
    page.goto(f"/{lang}/desk/read/")
    page.locator("#id_url:focus").wait_for()
    page.keyboard.type(f"{site}/{lang}")
    keys.press("Enter")
    page.locator("[data-card][aria-current]").wait_for()
    assert page.locator("h1").inner_text() == title
    assert page.locator("mark").count() >= page.locator("[data-card]").count()
    picture(f"reading-{lang}")
    while left := open_figures(page):
        card = page.locator("[data-card][aria-current]")
        is_known = card.locator("[data-key=a]").count() and "roads" not in card.locator("h3").inner_text()
        number = card.get_attribute("data-card")
        keys.press("a" if is_known else "d")
        page.locator(f"[data-card='{number}']:is(:not([data-state=open]), :has([data-mend]))").wait_for()
        if page.locator("[data-mend]").count():  # a time that the text does not name, and nobody knows
            keys.press("Escape")
            page.locator("[data-mend]").wait_for(state="detached")
            decide(page, "d", "dropped")
            keys.number += 1
        page.wait_for_function("left => document.querySelector('#reading-summary').dataset.left != left", arg=str(left))
    page.locator("#enter:focus").wait_for()
    assert fits(page)
    while page.evaluate("document.activeElement.name") != "source-kind":
        keys.press("Tab")
    if not page.locator("[name=source-kind]").input_value():
        keys.press("ArrowDown")
    page.locator("#outlook .effects li", has_text=target).first.wait_for()
    assert page.locator("[name=source-publisher]").input_value() == PUBLISHER
    picture(f"reading-{lang}-effects")
    while page.evaluate("document.activeElement.value") != "publish":
        keys.press("Tab")
    keys.press("Enter")
    page.get_by_text(PUBLISHED[lang]).first.wait_for()
    assert keys.number <= MOST_KEYS
    page.locator("[data-locked] .decided a").first.click()
    page.get_by_text(PUBLISHER).first.wait_for()


def test_keys_move_choose_mend_undo_and_can_be_turned_off(page, log_in, viewport, picture) -> None:
    log_in("editor")
    paste(page, "en", "\n\n".join(ARTICLES["en"][1]))
    current = page.locator("[data-card][aria-current]")
    assert current.get_attribute("data-card") == "1"
    page.keyboard.press("j")
    assert current.get_attribute("data-card") == "2"
    page.keyboard.press("k")
    assert current.get_attribute("data-card") == "1"
    page.keyboard.press("2")
    assert current.locator("[data-choice='2']").is_checked()
    page.keyboard.press("1")
    decide(page, "a", "accepted")
    assert page.locator("mark[data-mark='1']").get_attribute("data-state") == "accepted"
    page.keyboard.press("u")
    page.locator("[data-card='1'][data-state=open][aria-current]").wait_for()

    page.keyboard.press("e")
    page.locator("[data-mend] [name$='-value']:focus").wait_for()
    assert page.locator("[data-only=targets]").first.is_hidden()
    picture("reading-mend")
    assert fits(page)
    page.keyboard.press("Escape")
    page.locator("[data-mend]").wait_for(state="detached")
    page.keyboard.press("e")
    page.locator("[data-mend] [name$='-value']:focus").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type("9200")
    page.keyboard.press("Enter")
    page.locator("[data-card='1'][data-state=mended]").wait_for()
    assert "9,200" in page.locator("[data-card='1']").inner_text().replace("\u00a0", " ")

    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    picture("reading-keys")
    assert fits(page)
    page.keyboard.press("Escape")
    page.locator("[data-keys-on]").uncheck()
    page.locator("[data-card='2']").focus()
    page.keyboard.press("d")
    page.reload()
    assert page.locator("[data-card='2']").get_attribute("data-state") == "open"
    assert not page.locator("[data-keys-on]").is_checked()
    page.locator("[data-keys-on]").check()


def test_keys_are_those_of_a_russian_keyboard_too(page, log_in) -> None:
    log_in("editor")
    paste(page, "ru", "\n\n".join(ARTICLES["ru"][1]))
    page.locator("[data-card][aria-current]").wait_for()
    page.evaluate(
        """document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
            {key: "в", code: "KeyD", bubbles: true, cancelable: true}))"""
    )
    page.locator("[data-card='1'][data-state=dropped]").wait_for()


def test_selected_words_become_a_figure(page, log_in) -> None:
    log_in("editor")
    paste(page, "en", "\n\n".join(ARTICLES["en"][1]))
    page.evaluate(
        """() => { const text = [...document.querySelectorAll(".reading-text")].at(-1).firstChild, range = new Range();
            range.setStart(text, 0); range.setEnd(text, 4); getSelection().removeAllRanges();
            getSelection().addRange(range); }"""
    )
    page.keyboard.press("n")
    page.locator("[data-mend]").wait_for()
    assert page.locator("[data-card]:has([data-mend]) q").inner_text() == "Rain"


@pytest.mark.parametrize("lang", ARTICLES)
def test_page_of_an_article_is_accessible(browser, tracker, lang) -> None:
    context = browser.new_context(base_url=tracker.url, bypass_csp=True, locale="en-GB", reduced_motion="reduce")
    context.add_init_script(path=AXE)
    page, person = context.new_page(), tracker.people["editor"]
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(person["email"])
    page.locator("input[name=password]").fill(person["password"])
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    page.goto(f"/{lang}/desk/read/")
    problems = judged(page)
    paste(page, lang, "\n\n".join(ARTICLES[lang][1]))
    problems += judged(page)
    page.locator("[data-card] [data-key=e]").first.click()
    page.locator("[data-mend]").wait_for()
    problems += judged(page)
    context.close()
    assert not problems


def test_everything_works_without_a_script(browser, tracker) -> None:
    context = browser.new_context(base_url=tracker.url, java_script_enabled=False, locale="en-GB")
    page, person = context.new_page(), tracker.people["editor"]
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(person["email"])
    page.locator("input[name=password]").fill(person["password"])
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    paste(page, "en", "\n\n".join(ARTICLES["en"][1]))
    page.locator("[data-card='1'] button[value=drop]").click()
    page.wait_for_url(re.compile("#figure-2$"))
    page.locator("[data-card='1'] button[value=undo]").click()
    page.locator("[data-card='1'] a[data-key=e]").click()
    page.locator("[data-mend] [name$='-value']").fill("9300")
    page.locator("[data-mend] button[value=mend]").click()
    page.locator("[data-card='1'][data-state=mended]").wait_for()
    page.locator("[name=source-title]").fill("Jobs")
    page.locator("[name=source-publisher]").fill("Steppe Herald")
    page.locator("[name=source-kind]").select_option("press")
    page.locator("#enter-form button[value=look]").last.click()
    page.locator("#outlook .effects").wait_for()
    assert page.locator("#outlook .effects").count() == 1
    page.locator("[data-card='1'] button[value=undo]").click()
    page.locator("[data-card='1'][data-state=open]").wait_for()
    page.locator("button[name=state][value=dropped]").click()
    page.wait_for_url("**/desk/read/")
    context.close()
