"""The main pages in a browser: no sideways scrolling, no errors in the console, everything reachable by keyboard."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "overview": "/",
    "programmes": "/programmes/",
    "programme": "/programmes/manufacturing-pool/",
    "targets": "/targets/",
    "targets-filtered": "/targets/?overdue=true&ordering=-days_overdue",
    "target": "/targets/pool-2024-money-2024-11/",
    "target-then": "/targets/pool-2024-money-2024-11/?as_of=2024-12-01",
    "organisations": "/organisations/",
    "organisation": "/organisations/ministry-industry-construction/",
    "territory": "/territories/kz/",
    "projects": "/projects/",
    "source": "/sources/kazinform-2022-12-12/",
    "changes": "/changes/",
    "calendar": "/calendar/",
    "calendar-month": "/calendar/?year=2026&month=12",
    "territories": "/territories/",
    "sources": "/sources/",
    "project": "/projects/samsung-appliances/",
    "compare": "/compare/?bundle=pool-2023&bundle=pool-2024&bundle=pool-2025&bundle=pool-2026",
    "glossary": "/glossary/",
    "method": "/method/",
    "data": "/data/",
    "search": "/search/?q=housing",
    "search-nothing": "/search/?q=dwelings",
    "bad": "/targets/?due_before=soon",
    "missing": "/targets/none/",
}

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNLABELLED = """[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
    .filter(field => !field.labels.length && !field.ariaLabel).map(field => field.outerHTML)"""
LANDMARKS = """['header', 'main', 'footer', 'nav[aria-label]', 'h1', 'html[lang]']
    .filter(part => !document.querySelector(part))"""
HEADLESS = """[...document.querySelectorAll('table')].filter(table => !table.querySelector('th[scope]')).length"""
REPEATED = """(ids => ids.filter((id, at) => ids.indexOf(id) !== at))
    ([...document.querySelectorAll('[id]')].map(each => each.id))"""


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_its_window_and_has_its_landmarks(page, viewport, picture, name):
    page.goto(PAGES[name])
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(LANDMARKS) == []
    assert page.evaluate(UNLABELLED) == []
    assert page.evaluate(HEADLESS) == 0
    assert page.evaluate(REPEATED) == []
    assert page.locator("h1").count() == 1
    picture(name)


@pytest.mark.parametrize(("language", "code"), [("Русский", "ru"), ("Қазақша", "kk")])
def test_language_is_chosen_and_remembered(page, viewport, language, code):
    page.goto("/")
    english = page.locator("h1").inner_text()
    page.get_by_role("link", name=language).click()
    page.wait_for_url(f"**/{code}/")
    assert page.locator("h1").inner_text() != english
    page.goto("/targets/")
    assert page.evaluate(SIDEWAYS) <= 0
    assert re.search("[а-яәіңғүұқөһ]", page.locator("h1").inner_text())


def test_keyboard_skips_to_the_content_and_shows_where_it_is(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_filters_work_without_a_mouse(page):
    page.goto("/targets/")
    page.locator(".filters summary").focus()
    page.keyboard.press("Enter")
    page.locator("input[value=missed]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**status=missed**")
    page.locator(".chips", has_text="Missed").wait_for()
    statuses = page.locator("table.entries .status").all_inner_texts()
    assert statuses
    assert set(statuses) == {"Missed"}


def test_day_is_chosen_in_the_footer_and_left_again(page):
    page.goto("/targets/pool-2024-money-2024-02/")
    page.get_by_label("As it was known on").fill("2024-03-01")
    page.locator(".travel-form button").click()
    page.wait_for_url("**as_of=2024-03-01")
    assert "What was known on" in page.locator(".travel").inner_text()
    page.get_by_role("link", name="Back to today").click()
    page.wait_for_url(lambda url: "as_of" not in url)
    assert page.locator(".travel").count() == 0


def test_print_leaves_out_what_paper_cannot_use(page):
    page.goto("/targets/pool-2024-money-2024-11/")
    page.emulate_media(media="print")
    assert page.locator(".site-nav:visible").count() == 0
    assert page.locator("h1").is_visible()


def test_dark_theme_keeps_its_contrast(page):
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    paper, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert sum(map(int, re.findall(r"\d+", paper)[:3])) < 150 < 500 < sum(map(int, re.findall(r"\d+", ink)[:3]))


@pytest.mark.parametrize(("lang", "target"), [("ru", "cars-2024"), ("kk", "cars-2024"), ("ru", "samsung-washers-2025")])
def test_figures_of_a_target_break_no_word_on_a_telephone(page, lang, target) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"/{lang}/targets/{target}/")
    broken = page.evaluate(
        r"""() => [...document.querySelectorAll('.figures dd')].flatMap(figure => {
            const texts = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT), broken = [];
            while (texts.nextNode()) {
                const node = texts.currentNode;
                for (const word of node.textContent.matchAll(/\p{L}{4,}/gu)) {
                    const range = document.createRange();
                    range.setStart(node, word.index);
                    range.setEnd(node, word.index + word[0].length);
                    const lines = new Set([...range.getClientRects()].map(part => Math.round(part.top)));
                    if (lines.size > 1) broken.push(word[0]);
                }
            }
            return broken;
        })"""
    )
    assert not broken


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("width", [375, 360])
def test_languages_stand_in_one_line_on_a_telephone(page, lang: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/{lang}/targets/pool-2024-projects/")
    links = [link.bounding_box() for link in page.locator(".site-header .languages a").all()]
    assert len(links) == 3
    assert max(link["y"] for link in links) - min(link["y"] for link in links) < links[0]["height"] / 2
