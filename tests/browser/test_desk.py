"""What an editor sees who types a figure or a date: nothing is rewritten, what was understood stands under the box."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

pytestmark = pytest.mark.browser


def open_form(page, **values: str) -> None:
    page.goto(f"/admin/projects/outcome/add/?{urlencode(values)}")


def echo(page, name: str = "value"):
    return page.locator(f"#id_{name}_understood")


@pytest.mark.parametrize("text", ["1,5 трлн", "12 тыс.", "150%", "1.500.000", "140000-150000"])
def test_box_keeps_what_is_typed_and_shows_what_is_understood(page, log_in, viewport, picture, text):
    log_in("editor")
    open_form(page)
    box = page.locator("#id_value")
    box.press_sequentially(text)
    echo(page).locator("input[type=checkbox]").first.wait_for()
    page.mouse.move(box.bounding_box()["x"] + 5, box.bounding_box()["y"] + 5)
    page.mouse.wheel(0, 300)
    assert box.input_value() == text
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    picture(f"desk-{text.encode().hex()[:8]}")


def test_figure_ticked_while_typing_is_asked_about_no_more(page, log_in):
    """The source is left out: nothing is recorded for the other tests, and only that is said."""
    log_in("editor")
    open_form(page, indicator="pool-nonferrous-money", qualifier="exactly")
    page.locator("#id_value").fill("1,25 трлн")
    page.locator("#id_period_end").fill("31 желтоқсан 2020 ж.")
    label = "1,250,000,000,000 = 1.25 trillion tenge, rounded to 10 billion"
    echo(page).locator("label", has_text=label).locator("input").check()
    echo(page, "period_end").get_by_text("31 December 2020 (Thu)").wait_for()
    page.locator("input[name=_save]").click()
    page.locator(".field-source .errorlist").wait_for()
    assert page.locator(".errorlist").count() == 1
    assert echo(page).locator("input[type=checkbox]:checked").count() == 2  # understood, and the rounding


def test_two_readings_are_a_choice(page, log_in, viewport, picture):
    log_in("editor")
    open_form(page)
    page.locator("#id_value").fill("1,000")
    page.locator("#id_period_end").fill("05/06/2024")
    for name in ("value", "period_end"):
        choices = echo(page, name).locator("input[type=radio]")
        choices.nth(1).wait_for()
        assert choices.count() == 2
        assert echo(page, name).locator("input:checked[type=radio]").count() == 0
    picture("desk-two-readings")
