"""The editors' desk in a browser, in Russian and Kazakh: lists in their frames, doubts and choices at their fields."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

LISTS = ("organisation", "territory", "source", "programme", "indicator", "target", "outcome", "project")
LISTS += ("projectevent", "assessment", "statuschange", "auditentry", "renamedid")
WIDTHS = (1280, 631)


def _speak(page, lang: str) -> None:
    page.goto(f"/{lang}/")  # the choice is kept, and the desk follows it


def _overflows(page) -> list[str]:
    """What is cut off at the right: elements that reach beyond the window and are in no frame that scrolls."""
    return page.evaluate(
        """() => {
            const scrolls = node => node && node !== document.body &&
                (/auto|scroll/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
            return [...document.querySelectorAll('#content *')]
                .filter(node => node.getBoundingClientRect().right > innerWidth + 1 && node.offsetParent)
                .filter(node => !scrolls(node.parentElement))
                .map(node => node.tagName + '.' + node.className).slice(0, 5);
        }"""
    )


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_lists_scroll_within_their_frame(page, log_in, picture, lang) -> None:
    log_in("editor")
    _speak(page, lang)
    cut = {}
    for name in LISTS:
        page.goto(f"/admin/projects/{name}/")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            fits = page.evaluate("document.documentElement.scrollWidth") <= width
            if not fits or (overflow := _overflows(page)):
                cut[f"{name} at {width}"] = "the page scrolls" if not fits else overflow
            picture(f"desk-{lang}-{name}")
    assert not cut


def test_head_of_a_sorted_column_breaks_between_words_only(page, log_in) -> None:
    log_in("admin")
    _speak(page, "en")
    for name in ("outcome", "target", "source"):
        page.goto(f"/admin/projects/{name}/")
        broken = page.evaluate(
            """() => [...document.querySelectorAll('#result_list thead .sorted .text')].flatMap(head => {
                const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT), words = [];
                while (walker.nextNode())
                    for (const word of walker.currentNode.data.matchAll(/\\S+/g)) {
                        const range = document.createRange();
                        range.setStart(walker.currentNode, word.index);
                        range.setEnd(walker.currentNode, word.index + word[0].length);
                        if (new Set([...range.getClientRects()].map(box => box.top)).size > 1) words.push(word[0]);
                    }
                return words;
            })"""
        )
        assert not broken


@pytest.mark.parametrize("width", [1280, 1030, 375])
def test_tools_of_a_thing_cover_nothing_of_its_name(page, log_in, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    log_in("admin")
    page.goto("/admin/projects/target/pool-2024-projects/change/")
    tools = [tool.bounding_box() for tool in page.locator(".object-tools a").all()]
    assert len(tools) > 5
    name = page.locator("#content > h2").bounding_box()
    assert all(tool["y"] >= name["y"] + name["height"] for tool in tools)


@pytest.mark.parametrize(("lang", "box"), [("ru", "Так напечатано в источнике"), ("kk", "Дереккөзде осылай басылған")])
def test_a_doubt_is_confirmed_at_its_field(page, log_in, picture, lang, box) -> None:
    log_in("editor")
    _speak(page, lang)
    page.goto("/admin/projects/outcome/add/?corrects=allur-2025-11")
    page.locator("#id_value").fill("7,5")
    page.locator("#id_note").fill("Стр. 4")
    page.locator("input[name=_continue]").click()
    page.locator(".field-value input[type=checkbox]").first.check()  # that is how it was understood
    page.locator("input[name=value-rounded]").check()  # the older figure was rounded to a hundred, this one is not
    page.locator("input[name=_continue]").click()
    doubts = page.get_by_label(box)
    doubts.first.wait_for()
    assert doubts.count() == 1, "a fraction of vehicles; the figure that it corrects is none to be held against"
    assert page.locator("#id_note").input_value() == "Стр. 4"
    picture(f"desk-{lang}-doubt")
    doubts.first.check()
    page.locator("#id_value").fill("8,5")
    page.locator("input[name=_continue]").click()
    page.locator(".understood input[type=checkbox]").first.check()
    page.locator("input[name=_continue]").click()
    doubts.first.wait_for()
    assert not doubts.first.is_checked(), "what was confirmed of one figure says nothing of another"


def test_the_second_editor_chooses_between_two_values(page, browser, tracker, log_in, picture) -> None:
    log_in("editor")
    _speak(page, "kk")
    address = "/admin/projects/programme/car-industry/change/"
    page.goto(address)
    page.locator("#id_sector").fill("менікі")
    other = page.context.new_page()
    other.goto(address)
    before = other.locator("#id_sector").input_value()
    other.locator("#id_sector").fill("оныкі")
    other.locator("input[name=_save]").click()
    other.wait_for_url("**/programme/")

    page.locator("input[name=_save]").click()
    choices = page.locator("label.meanwhile")
    choices.first.wait_for()
    assert ["оныкі" in choices.nth(0).inner_text(), "менікі" in choices.nth(1).inner_text()] == [True, True]
    assert page.locator("#id_sector").input_value() == "менікі"
    picture("desk-kk-meanwhile")
    choices.nth(1).click()
    page.locator("input[name=_save]").click()
    page.wait_for_url("**/programme/")
    page.goto(address)
    assert page.locator("#id_sector").input_value() == "менікі"
    page.locator("#id_sector").fill(before)
    page.locator("input[name=_save]").click()
    page.wait_for_url("**/programme/")
