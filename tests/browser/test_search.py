"""The box of the search as a combobox: keys, mouse, and a page without a script."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NARROW

pytestmark = pytest.mark.browser

OPTIONS = "[role=option]"


def test_suggestions_are_walked_with_the_keys_and_lead_to_their_page(page):
    page.goto("/en/targets/")
    box = page.get_by_role("combobox", name="Search everything")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("otbasy ban", delay=20)
    page.locator(OPTIONS).first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("listbox").get_attribute("id") == box.get_attribute("aria-controls")
    page.keyboard.press("ArrowUp")
    last = page.locator(OPTIONS).last
    assert last.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == last.get_attribute("id")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    assert page.locator(OPTIONS).first.get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert not page.get_by_role("listbox").is_visible()
    assert box.input_value() == "otbasy ban"
    page.keyboard.press("ArrowDown")
    page.locator(OPTIONS).first.wait_for()
    page.keyboard.press("ArrowDown")
    address = page.locator(OPTIONS).first.get_attribute("data-url")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_enter_without_a_choice_asks_for_everything_and_a_click_chooses(page):
    page.goto("/ru/")
    box = page.get_by_role("combobox").first
    box.press_sequentially("жилья", delay=20)
    page.locator(OPTIONS).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ru/search/?q=*")
    assert page.locator("main h2").count() > 1
    box = page.get_by_role("combobox")
    assert box.input_value() == "жилья"
    box.fill("астан")
    page.locator(f"{OPTIONS}[data-url='/ru/territories/kz-71/']").click()
    page.wait_for_url("**/ru/territories/kz-71/")


def test_search_works_without_a_script(browser, tracker):
    context = browser.new_context(base_url=tracker.url, viewport=NARROW, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/en/targets/")
    page.locator("#q-header").fill("flats")
    page.locator("#q-header").press("Enter")
    page.wait_for_url("**/en/search/?q=flats")
    assert page.locator("#target").is_visible()
    context.close()
