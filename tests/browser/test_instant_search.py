"""The list of targets updates while the reader types and ticks, and works without scripts."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NARROW, WAIT

pytestmark = pytest.mark.browser

ROWS = "table.entries tbody tr"
FOCUS = "document.activeElement.id"


def count(page) -> str:
    return page.locator("#count").inner_text().split(".")[0]


def test_list_follows_what_is_typed_and_ticked(page):
    page.goto("/targets/")
    page.evaluate("window.kept = true")  # a page that was loaded anew would have lost it
    all_of_them = page.locator(ROWS).count()
    page.locator("#f-search").press_sequentially("vehicles", delay=20)
    page.wait_for_url("**/targets/?search=vehicles")
    page.locator(".chips", has_text="vehicles").wait_for()
    assert 0 < page.locator(ROWS).count() < all_of_them
    assert count(page) == f"{page.locator(ROWS).count()} targets"
    assert page.evaluate(FOCUS) == "f-search"
    page.keyboard.type(" made")
    page.wait_for_url("**/targets/?search=vehicles+made")
    assert page.locator("#f-search").input_value() == "vehicles made"

    page.locator("#f-search").fill("")
    page.wait_for_url("**/targets/")
    page.locator(".filters summary").click()
    page.locator("#f-unit").focus()
    page.locator("#f-unit").select_option("KZT")
    page.wait_for_url("**/targets/?unit=KZT")
    page.locator(".chips li", has_text="Unit:").wait_for()
    assert page.evaluate(FOCUS) == "f-unit"
    page.locator("#f-overdue").select_option("true")
    page.wait_for_url("**/targets/?unit=KZT&overdue=true")
    page.locator(".chips li").nth(1).wait_for()
    assert page.evaluate("window.kept")

    page.go_back()
    page.locator("#f-overdue", has=page.locator("option[value='']:checked")).wait_for(state="attached")
    assert page.url.endswith("/targets/?unit=KZT")
    page.locator(".chips a", has_text="Unit:").click()
    page.wait_for_url("**/targets/")
    page.locator(".chips li").first.wait_for(state="detached")
    assert page.locator(ROWS).count() == all_of_them


def test_what_cannot_be_answered_is_said_in_place(page):
    page.goto("/targets/")
    page.evaluate("document.querySelector('#f-unit').add(new Option('x', 'x'.repeat(300), true, true))")
    page.locator(".filters summary").click()
    page.locator("#f-revised").select_option("true")
    page.locator("code", has_text="unit").wait_for()
    page.get_by_role("link", name="Open this page without that parameter").click()
    page.wait_for_url("**revised=true**")


def test_list_is_the_same_without_a_script(browser, tracker):
    def shown(script: bool) -> tuple[str, list[str]]:
        context = browser.new_context(base_url=tracker.url, viewport=NARROW, java_script_enabled=script, locale="en-GB")
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.goto("/targets/")
        page.locator("#f-search").fill("housing")
        page.locator("#filters button").first.click()
        page.wait_for_url("**search=housing**")
        page.locator(".chips", has_text="housing").wait_for()
        page.wait_for_load_state()
        page.locator(ROWS).nth(int(count(page).split()[0]) - 1).wait_for()  # a page that is still coming has fewer
        listed = count(page), page.locator(ROWS).all_inner_texts()
        context.close()
        return listed

    assert shown(script=False) == shown(script=True)
