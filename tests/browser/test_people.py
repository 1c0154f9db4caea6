"""Somebody's whole story in a browser: sign up, confirm by mail, follow, read the digest, stop it."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PASSWORD = "a-long-enough-secret"
TARGET = "/targets/pool-2024-money-2024-11/"  # without a final report since the end of 2024


def open_mail(page, address, subject):
    """Open the newest mail to an address whose subject has these words."""
    page.goto(f"/dev/mail/?to={address}")
    page.get_by_role("link", name=re.compile(subject)).first.click()
    return page.locator("pre").inner_text()


def test_from_sign_up_to_the_digest_and_out_again(page, tracker, viewport, picture):
    address = f"reader-{viewport['width']}@example.org"

    page.goto(TARGET)
    page.get_by_role("link", name="Log in to follow").first.click()
    page.locator("main").get_by_role("link", name="sign up").click()
    page.locator("input[name=email]").fill(address)
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=password2]").fill(PASSWORD)
    picture("people-sign-up")
    page.get_by_role("button", name="Sign Up").click()
    page.get_by_role("heading", name="Verify Your Email Address").wait_for()

    text = open_mail(page, address, "Please Confirm")
    page.goto(re.search(r"/accounts/confirm-email/\S+", text).group())
    page.get_by_role("button", name="Confirm").click()
    page.locator("input[name=login]").fill(address)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign In", exact=True).click()
    page.locator("main").get_by_role("button", name="Follow").click()  # what they wanted before they had signed up
    page.get_by_text("You follow this now.").wait_for()
    assert page.url.endswith(TARGET)
    page.goto("/following/")
    assert "No final report" in page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    picture("people-following")
    page.get_by_role("link", name="Change this").click()
    page.locator("select[name=cadence]").select_option("daily")
    picture("people-preferences")
    page.locator("form:has(select[name=cadence])").get_by_role("button", name="Save").click()
    page.get_by_text("Saved. Your next digest is due").wait_for()
    page.get_by_role("link", name="Preview my next digest").click()
    previewed = page.frame_locator("iframe.mail")
    assert "without a final report" in previewed.locator("h1").inner_text()
    assert "As it was when you began to follow" in previewed.locator("body").inner_text()  # one line, no picture
    picture("people-preview")

    tracker.manage("send_digests", "--user", address, "--now", "2030-01-07T12:00")
    text = open_mail(page, address, "1 target without a final report")
    assert "1.2 trillion tenge in 2024" in text
    assert "No final report" in text
    page.goto(page.locator("iframe").get_attribute("src"))
    assert "Value of manufacturing projects launched" in page.locator("body").inner_text()
    picture("people-digest")

    leave = re.search(r"/following/unsubscribe/\S+", text).group()
    page.goto(leave)
    picture("people-leaving")
    page.get_by_role("button", name="Send them every month instead").click()
    page.get_by_text("Digests come every month now").wait_for()
    page.goto(leave)
    page.get_by_role("button", name="Stop the digests").click()
    page.get_by_role("heading", name="No more digests").wait_for()
    page.goto("/following/")
    assert "You get no digests." in page.locator("main").inner_text()
    take_everything_and_go(page, address, picture)


def take_everything_and_go(page, address, picture):
    """The file of all that is held about the reader, then the end of the account."""
    page.goto("/accounts/reauthenticate/?next=/accounts/data/")  # else asked where the log-in is five minutes old
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("heading", name="My data").wait_for()
    picture("people-data")
    with page.expect_download() as download:
        page.get_by_role("button", name="Get the file").click()
    data = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert data["account"]["email"] == address
    assert len(data["accounts.Message.user"]) == 1
    page.get_by_label("To confirm, type your e-mail address").fill("somebody.else@example.org")
    page.get_by_role("button", name="Delete my account").click()
    page.get_by_text("nothing was deleted").wait_for()
    page.get_by_label("To confirm, type your e-mail address").fill(address)
    page.get_by_role("button", name="Delete my account").click()
    page.get_by_role("heading", name="Your account was deleted").wait_for()
    picture("people-deleted")
    assert "the last mail" in open_mail(page, address, "Your account was deleted")
    page.goto("/privacy/")
    picture("privacy")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_search_is_followed_renamed_snoozed_in_part_and_left(page, log_in, viewport, picture):
    log_in("watcher")
    page.goto("/targets/?status=unreported&sector=housing")
    page.get_by_role("button", name="Follow this search").click()
    page.get_by_text("You follow this now.").wait_for()
    page.goto("/following/")
    line = page.get_by_role("row").filter(has_text="saved search")
    line.get_by_text("Rename").click()
    line.get_by_label("Name", exact=True).fill("Late flats")
    line.get_by_role("button", name="Save").click()
    page.get_by_text("The search is called “Late flats” now.").wait_for()

    page.goto(TARGET)
    page.locator("details.snooze summary").click()
    # Chromium and the server go by the real clock.
    page.get_by_label("Leave it out of my digests until").fill("2001-01-01")
    page.locator("details.snooze button").click()
    page.get_by_text("2001-01-01 is not one of them").wait_for()
    page.locator("details.snooze summary").click()
    # Chromium and the server go by the real clock.
    page.get_by_label("Leave it out of my digests until").fill((date.today() + timedelta(days=30)).isoformat())  # noqa: TID251
    page.locator("details.snooze button").click()
    page.get_by_text("Snoozed: your digests leave this target out until").wait_for()
    page.goto("/following/")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    picture("people-following-much")
    page.get_by_role("button", name="Unsnooze").first.click()
    page.get_by_text("It is in your digests again").wait_for()
    page.get_by_role("button", name="Stop following Late flats").click()
    page.get_by_text("You no longer follow this.").wait_for()


def test_the_demo_watcher_follows_something(page, log_in):
    log_in("watcher")

    page.goto("/following/")

    assert page.get_by_role("button", name=re.compile("Stop following")).count() >= 1
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign Out").click()
    page.wait_for_url(lambda url: "/logout/" not in url)


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"])
def test_pages_of_people_do_not_scroll_sideways(page, viewport, address):
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    fields = "[...document.querySelectorAll('input:not([type=hidden])')].filter(field => !field.labels.length).length"
    assert page.evaluate(fields) == 0


def test_the_admin_gives_a_role(page, log_in):
    log_in("admin")
    page.goto("/admin/accounts/user/?q=watcher@example.org")
    page.locator("input[name=_selected_action]").first.check()
    page.locator("select[name=action]").select_option("make_editor")
    page.get_by_role("button", name=re.compile("Run|Go")).click()
    page.get_by_text("watcher@example.org is editor now.").wait_for()

    page.locator("input[name=_selected_action]").first.check()
    page.locator("select[name=action]").select_option("make_watcher")
    page.get_by_role("button", name=re.compile("Run|Go")).click()
    page.get_by_text("watcher@example.org is watcher now.").wait_for()


def test_token_for_a_program_is_made_shown_once_and_ended(page, tracker, log_in, viewport, picture):
    name = f"newsroom script {viewport['width']}"
    log_in("editor", anew=True)  # whoever has confirmed their password lately is not asked for it
    page.goto("/accounts/tokens/")
    page.get_by_label("What is the program?").fill(name)
    page.get_by_role("button", name="Make a token").click()
    page.locator("input[name=password]").fill(tracker.people["editor"]["password"])
    page.get_by_role("button", name="Confirm").click()
    page.get_by_text("it is shown this once").wait_for()
    picture("people-token")
    token = page.locator("pre code").inner_text()
    answer = page.request.post("/api/v1/outcomes/", headers={"Authorization": f"Token {token}"}, data={})
    assert answer.status == 400, "let in, and told what is missing"

    page.get_by_role("button", name=f"End {name}").click()
    page.get_by_text("has been revoked").wait_for()
    assert page.get_by_text(token).count() == 0
    answer = page.request.post("/api/v1/outcomes/", headers={"Authorization": f"Token {token}"}, data={})
    assert answer.status == 401


def test_private_addresses_are_made_and_ended(page, tracker, log_in, viewport):
    log_in("watcher", anew=True)  # whoever has confirmed their password lately is not asked for it
    page.goto("/following/channels/")
    page.get_by_role("button", name="Make the addresses").click()
    page.locator("input[name=password]").fill(tracker.people["watcher"]["password"])
    page.get_by_role("button", name="Confirm").click()
    feed = page.locator("dd code").first.inner_text()
    assert page.request.get(feed).headers["content-type"].startswith("application/atom+xml")
    page.get_by_role("button", name="Revoke these addresses").click()
    page.get_by_role("button", name="Make the addresses").wait_for()
    assert page.request.get(feed).status == 404
