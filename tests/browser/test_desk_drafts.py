"""What is typed on the desk survives a lost session, a closed tab and an old token; and is forgotten once saved."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

ADDRESS = "/admin/projects/outcome/add/?indicator=pool-nonferrous-money"


def type_report(page) -> None:
    page.goto(ADDRESS)
    page.locator("#id_value").fill("1,25 трлн")
    page.locator("#id_value_understood input[name=value-understood]").check()
    page.locator("#id_locator").fill("стр. 4")


def kept(page) -> int:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk-form:')).length")


def test_lost_session_loses_nothing_typed(page, log_in, tracker) -> None:
    log_in("editor")
    type_report(page)
    page.context.clear_cookies()  # the session and the token
    page.locator("input[name=_save]").click()
    page.wait_for_load_state()
    person = tracker.people["editor"]
    page.goto(f"/accounts/login/?next={ADDRESS}")
    page.locator("input[name=login]").fill(person["email"])
    page.locator("input[name=password]").fill(person["password"])
    page.locator("form:has(input[name=login]) button").first.click()
    page.locator(".kept").wait_for()
    assert page.locator("#id_value").input_value() == "1,25 трлн"
    assert page.locator("#id_locator").input_value() == "стр. 4"
    page.locator("#id_value_understood input:checked").first.wait_for()
    stored = page.evaluate("JSON.stringify(Object.entries(localStorage))")
    assert person["password"] not in stored
    assert "csrfmiddlewaretoken" not in stored
    page.locator(".kept button").click()
    page.wait_for_function("() => document.querySelector('#id_locator')?.value === ''")
    assert page.locator(".kept").is_hidden()
    assert kept(page) == 0


def test_old_token_and_closed_tab_lose_nothing_typed(page, log_in) -> None:
    """A log-in in another tab changes the token; what is typed on another page stays there."""
    log_in("editor")
    address = "/admin/projects/programme/car-industry/change/"
    page.goto(address)
    page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    page.locator("#id_sector").fill("unfinished")
    page.wait_for_function("() => Object.keys(localStorage).some(key => key.startsWith('desk-form:'))")
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto(address)
    other.locator(".kept").wait_for()
    assert other.locator("#id_sector").input_value() == "unfinished"
    other.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    other.locator("#id_sector").fill("industry")
    other.locator("input[name=_continue]").click()
    other.locator("ul.messagelist").wait_for()
    assert kept(other) == 0
    assert other.locator(".kept").is_hidden()


def test_another_person_sees_nothing_of_it(page, log_in) -> None:
    log_in("editor")
    type_report(page)
    page.wait_for_function("() => Object.keys(localStorage).some(key => key.startsWith('desk-form:'))")
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    page.context.clear_cookies()
    log_in("admin", anew=True)
    page.goto(ADDRESS)
    assert dialogs == ["beforeunload"]
    assert page.locator("#id_locator").input_value() == ""
    assert page.locator(".kept").is_hidden()


def test_two_tabs_of_one_form_keep_their_own_text(page, log_in) -> None:
    """A tab that is opened beside another begins empty; what a closed one held comes back, in one tab."""
    log_in("editor")
    page.goto(ADDRESS)
    page.locator("#id_locator").fill("first")
    other = page.context.new_page()
    other.goto(ADDRESS)
    other.locator("#id_note").fill("second")
    other.wait_for_function("() => Object.keys(localStorage).filter(key => key.startsWith('desk-form:')).length === 2")
    assert other.locator(".kept").is_hidden()
    assert other.locator("#id_locator").input_value() == ""
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.locator(".kept").wait_for()
    assert (page.locator("#id_locator").input_value(), page.locator("#id_note").input_value()) == ("first", "")
    other.close(run_before_unload=False)
    third = page.context.new_page()
    third.goto(ADDRESS)
    third.locator(".kept").wait_for()
    assert (third.locator("#id_locator").input_value(), third.locator("#id_note").input_value()) == ("", "second")
    assert kept(third) == 2


@pytest.mark.parametrize("address", ["/desk/drafts/", "/desk/"])
def test_words_of_a_button_do_not_touch_its_edge(page, log_in, address: str) -> None:
    log_in("editor")
    page.goto(address)
    buttons = page.locator("main a.button")
    assert buttons.count()
    for button in buttons.all():
        assert button.evaluate("button => parseFloat(getComputedStyle(button).paddingLeft)") >= 8
