"""`make screenshots`: the first screen of the main pages at both widths, small enough to pass around."""

from __future__ import annotations

import pytest

from .conftest import ARTEFACTS

pytestmark = pytest.mark.browser

PAGES = {"overview": "/", "targets": "/targets/", "target": "/targets/pool-2023-projects/"}
LARGEST = 150_000  # bytes


@pytest.mark.parametrize("name", PAGES)
def test_first_screen_is_pictured(page, viewport, name):
    ARTEFACTS.mkdir(exist_ok=True)
    path = ARTEFACTS / f"screen-{name}-{viewport['width']}.png"
    assert page.goto(PAGES[name]).status == 200
    page.screenshot(path=path)
    assert 5_000 < path.stat().st_size < LARGEST


def test_steps_of_a_verdict_are_walked_with_the_keyboard(page):
    """Back from today and forth again, with nothing but Tab and Enter."""
    page.goto("/targets/pool-2023-projects/")
    back, forth = page.locator("#history ~ nav a[rel=prev]"), page.locator("#history ~ nav a[rel=next]")
    for expected in (back, back, forth):
        expected.wait_for()
        address = expected.get_attribute("href")
        page.locator("#history").scroll_into_view_if_needed()
        for _ in range(200):
            page.keyboard.press("Tab")
            if expected.evaluate("link => link === document.activeElement"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{address}")
        assert "What was known on" in page.locator("aside.travel").inner_text()
