"""`make screenshots`: the first screen of the main pages at both widths, and the pictures of README and docs."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from .conftest import ARTEFACTS

pytestmark = pytest.mark.browser

PAGES = {"overview": "/", "targets": "/targets/", "target": "/targets/pool-2023-projects/"}
ROOT = Path(__file__).resolve().parents[2]
LARGEST = 150_000  # bytes
# In the README: what one sees first, one promise, and one on a telephone, in Kazakh and in the dark.
OF_THE_README = {
    "overview": ("/en/", {"width": 1280, "height": 860}, "light"),
    "target": ("/en/targets/pool-2024-money-2024-11/", {"width": 1280, "height": 810}, "light"),
    "target-kk": ("/kk/targets/pool-2024-projects/", {"width": 375, "height": 860}, "dark"),
}
OF_THE_DOCUMENTS = {"trajectory": "docs/charts.md", "following": "docs/digests.md"}
# `make screenshots` remakes those that are kept; a test run leaves its own among the artefacts.
KEPT_IN = Path(os.environ.get("PICTURES") or ARTEFACTS)


@pytest.mark.parametrize("name", PAGES)
def test_first_screen_is_pictured(page, viewport, name):
    ARTEFACTS.mkdir(exist_ok=True)
    path = ARTEFACTS / f"screen-{name}-{viewport['width']}.png"
    page.set_viewport_size({**viewport, "height": 800})  # what a laptop shows at once
    assert page.goto(PAGES[name]).status == 200
    page.screenshot(path=path)
    assert 5_000 < path.stat().st_size < LARGEST


@pytest.mark.parametrize("name", OF_THE_README)
def test_picture_of_the_readme_is_small_enough_and_shows_a_page(page, name):
    KEPT_IN.mkdir(exist_ok=True)
    address, size, scheme = OF_THE_README[name]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    assert page.goto(address).status == 200
    page.screenshot(path=KEPT_IN / f"{name}.png")
    assert 5_000 < (KEPT_IN / f"{name}.png").stat().st_size < LARGEST


def test_picture_of_the_trajectory_is_small_enough(page) -> None:
    KEPT_IN.mkdir(exist_ok=True)
    page.set_viewport_size({"width": 1000, "height": 900})
    page.goto("/en/targets/pool-2024-money-2024-11/")
    page.locator("figure:has(.trajectory)").first.screenshot(path=KEPT_IN / "trajectory.png")
    assert 5_000 < (KEPT_IN / "trajectory.png").stat().st_size < LARGEST


def test_picture_of_what_one_follows_is_small_enough(page, log_in) -> None:
    KEPT_IN.mkdir(exist_ok=True)
    page.set_viewport_size({"width": 1000, "height": 720})
    log_in("watcher")
    page.goto("/en/following/")
    page.screenshot(path=KEPT_IN / "following.png")
    assert 5_000 < (KEPT_IN / "following.png").stat().st_size < LARGEST


def test_readme_and_documents_show_the_pictures_that_are_made() -> None:
    """Each picture is shown, is small enough, and has its place."""
    shown = {}
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for name in re.findall(r"\]\((?:docs/)?pictures/([\w-]+)\.png\)", document.read_text()):
            shown[name] = str(document.relative_to(ROOT))
    assert shown == {**dict.fromkeys(OF_THE_README, "README.md"), **OF_THE_DOCUMENTS}
    sizes = {path.stem: path.stat().st_size for path in (ROOT / "docs" / "pictures").glob("*.png")}
    assert sizes.keys() == shown.keys()
    assert max(sizes.values()) < LARGEST


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
