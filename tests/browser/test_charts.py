"""Charts in a browser: points say their words to the keyboard, the fitting size is shown, and paper gets a clean A4."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

TARGET = "/en/targets/pool-2024-money-2024-11/"


def test_points_of_a_chart_are_reached_by_keyboard_and_say_their_figures(page, viewport):
    page.goto(TARGET)
    shown = "narrow" if viewport["width"] < 500 else "wide"
    assert page.locator("svg.trajectory:visible").count() == 1
    points = page.locator(f"svg.trajectory.{shown} .point")
    assert points.count() > 5
    first = points.first
    assert first.locator(".tip").evaluate("tip => getComputedStyle(tip).visibility") == "hidden"
    page.locator("main").focus()
    while page.evaluate("!document.activeElement.classList.contains('point')"):
        page.keyboard.press("Tab")
    assert first.evaluate("point => point === document.activeElement"), "they are reached in their order"
    assert first.locator(".tip").evaluate("tip => getComputedStyle(tip).visibility") == "visible"
    assert first.evaluate("point => getComputedStyle(point).outlineStyle") == "solid"


def test_column_of_the_timeline_leads_to_its_list(page):
    page.goto("/en/organisations/ministry-industry-construction/")
    column = page.locator("svg.timeline.wide a.point").first
    column.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/targets/?*due_after=*")
    assert page.locator("tbody tr").count() >= 1


def test_target_prints_as_a_few_black_pages(page):
    page.goto(TARGET)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("nav:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for role in ("line", "dot", "steps"):
        shape = page.locator(f"svg.trajectory.wide .{role}").first
        colours = shape.evaluate("each => [getComputedStyle(each).stroke, getComputedStyle(each).fill]")
        assert "rgb(0, 0, 0)" in colours, role
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))
    assert 1 <= pages <= 4
