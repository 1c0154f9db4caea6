"""Every kind of page as axe judges it, light at 1280 px and dark at 375 px; and nothing scrolls sideways at 320.

A page is judged in one language, and the main ones are laid out in all three. The main ones have their turn every day,
of the others each half (WALK=all: all). AXE=all judges each page in all three by every rule in both themes at both
widths, what is folded away laid open, which takes minutes. The pages keep their strict policy; only the browser that
axe runs in does not heed it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.every_page import LANGUAGES, every_page
from tests.sample import is_chosen

pytestmark = pytest.mark.browser

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
EVERYTHING = os.environ.get("AXE") == "all"
MOST = {"overview", "target", "targets", "programme", "organisation", "source", "following", "account_signup"}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What another theme and width can change.
OF_THE_LOOK = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
JUDGE = """rules => axe.run(document, {...rules, resultTypes: ['violations']}).then(found => found.violations.map(
    rule => `${rule.id} (${rule.help}): ` + rule.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(' | ')))"""
# A region of its own may scroll, if the keyboard reaches it and it says what it is.
SIDEWAYS = """(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
    const culprits = [...document.querySelectorAll('body *')].filter(each =>
        each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('[tabindex="0"], .visually-hidden'))
    return wide > 0 ? [`${wide} px`, ...culprits.slice(0, 3).map(each => each.outerHTML.slice(0, 150))] : []
})()"""
# The width has come to the page, and a frame was drawn with it.
LAID_OUT = """width => innerWidth === width
    && new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"""
LOOKS = [(theme, width) for width in (1280, 375) for theme in ("light", "dark")]
UNFOLD = "document.querySelectorAll('main details').forEach(each => each.open = true)"
OF_PEOPLE = ("account", "mfa_", "follow")
PAGES = {page.name: page for page in every_page()}
SHARE = 1 / 2  # of the pages that are not main ones, on one day
seen: set[str] = set()


def has_its_turn(name: str) -> bool:
    return EVERYTHING or name in MOST or is_chosen(f"axe {name}", SHARE)


@pytest.fixture(scope="module")
def readers(browser, tracker) -> Iterator[dict[str, object]]:
    """An anonymous page and the watcher's, open for all tests, with axe loaded."""
    contexts = {
        name: browser.new_context(base_url=tracker.url, bypass_csp=True, locale="en-GB", reduced_motion="reduce")
        for name in ("stranger", "watcher")
    }
    for context in contexts.values():
        context.add_init_script(path=AXE)
    pages = {name: context.new_page() for name, context in contexts.items()}
    person = tracker.people["watcher"]
    pages["watcher"].goto("/accounts/login/")
    pages["watcher"].locator("input[name=login]").fill(person["email"])
    pages["watcher"].locator("input[name=password]").fill(person["password"])
    pages["watcher"].locator("main form button").first.click()
    pages["watcher"].wait_for_url("**/following/")
    yield pages
    for context in contexts.values():
        context.close()


def judged(page) -> list[str]:
    """What axe finds on a page: all of it in light at 1280 px, what the look decides in dark at 375 px too."""
    if EVERYTHING:
        page.evaluate(UNFOLD)
        return [
            f"{theme} {width}: {problem}" for theme, width in LOOKS for problem in _judged_as(page, theme, width, TAGS)
        ]
    look = {"type": "rule", "values": OF_THE_LOOK}
    return [*_judged_as(page, "light", 1280, TAGS), *_judged_as(page, "dark", 375, look)]


def _judged_as(page, theme: str, width: int, rules) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(LAID_OUT, arg=width)
    return page.evaluate(JUDGE, {"runOnly": rules})


@pytest.mark.parametrize("name", [name for name in PAGES if has_its_turn(name)])
def test_page_is_accessible_in_every_language_theme_and_width(readers, name: str) -> None:
    problems_of, its_own = {}, LANGUAGES[list(PAGES).index(name) % len(LANGUAGES)]
    for language in LANGUAGES if EVERYTHING or name in MOST else (its_own,):
        # What asks a stranger to log in is looked at as both see it.
        for who, page in readers.items() if name.startswith(OF_PEOPLE) else [("stranger", readers["stranger"])]:
            if not opened(page, PAGES[name].in_language(language)):
                continue
            if (place := f"{who} {page.url.partition('?next')[0]}") in seen:
                continue
            seen.add(place)
            if EVERYTHING or language == its_own:
                problems_of[place] = judged(page)
            page.set_viewport_size({"width": 320, "height": 640})
            problems_of[f"{place} at 320 px"] = page.evaluate(SIDEWAYS)
    assert not {place: problems for place, problems in problems_of.items() if problems}


def opened(page, address: str) -> bool:
    """Goes there; False for an address that only takes what is posted to it.

    Asked beforehand: Chromium shows a page of its own for an empty answer, and is still turning to it afterwards.
    """
    if page.request.get(address, max_retries=3).status == 405:
        return False
    page.goto(address)
    return True


def test_menu_of_a_narrow_screen_is_opened_and_left_with_the_keyboard(page) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/en/")
    assert not page.get_by_role("link", name="Programmes", exact=True).is_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Programmes", exact=True).click()
    page.wait_for_url("**/en/programmes/")
    assert not page.get_by_role("link", name="Targets", exact=True).is_visible()


def test_keyboard_walks_through_a_whole_page_and_out_of_it(page) -> None:
    """No keyboard trap: Tab reaches every link, button and field once and leaves the page."""
    page.goto("/en/targets/pool-2024-money-2024-11/")
    passed = []
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate("""(() => { const at = document.activeElement
            return at === document.body ? '' : at.outerHTML.slice(0, 300) + at.getBoundingClientRect().top })()""")
        if not here or here in passed:
            break
        passed.append(here)
    assert len(passed) > 40
    assert "as_of" in "".join(passed[-3:]), "the last ones are those of the footer"


def test_motion_and_colours_are_those_the_reader_asks_for(browser, tracker) -> None:
    context = browser.new_context(base_url=tracker.url, reduced_motion="reduce", forced_colors="active")
    page = context.new_page()
    page.goto("/en/targets/")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    marks = "[...new Set([...document.querySelectorAll('.status')].map(each => getComputedStyle(each).color))]"
    assert len(page.evaluate(marks)) == 1, "no status is told by a colour of ours"
    context.close()


def test_status_is_told_by_word_and_shape(page) -> None:
    """Each status has a mark of its own: without colours, and at a glance, they stay apart."""
    page.goto("/en/targets/")
    marks = page.evaluate("""Object.fromEntries([...document.querySelectorAll('.status')].map(
        each => [each.innerText.trim(), each.querySelector('svg').innerHTML]))""")
    assert len(marks) >= 5
    assert all(marks)
    assert len(set(marks.values())) == len(marks)


def test_errors_of_a_form_are_tied_to_their_fields(page) -> None:
    page.goto("/en/accounts/signup/")
    page.locator("input[name=email]").fill("reader@example.org")
    page.locator("input[name=password1]").fill("12345")
    page.locator("input[name=password2]").fill("12345")
    page.locator("main form button").first.click()
    field = page.locator("input[name=password1], input[name=password2]").and_(page.locator("[aria-invalid=true]")).first
    named = field.get_attribute("aria-describedby").split()
    text = " ".join(page.locator(f"#{name}").inner_text() for name in named)
    assert "too short" in text


def test_titles_of_pages_tell_them_apart(readers) -> None:
    page, titles = readers["stranger"], {}
    for name in (
        "overview",
        "targets",
        "programmes",
        "programme",
        "target",
        "organisation",
        "source",
        "method",
        "data",
    ):
        page.goto(PAGES[name].in_language("ru"))
        titles.setdefault(page.title(), []).append(name)
    assert all(len(names) == 1 for names in titles.values()), titles
