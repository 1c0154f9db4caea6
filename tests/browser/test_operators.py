"""The pages for whoever runs the tracker: mail that was sent, and the state of its parts."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tracker import mail

pytestmark = pytest.mark.browser


def _fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_mail_shows_its_text_and_its_html_in_a_frame(page, tracker, viewport, picture) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "One goal overdue", "tracker@example.org", "a@example.org"
    message.set_content("In plain words.")
    message.add_alternative('<style>h1 {color: #a00}</style><h1>One goal</h1><img alt="bar" src="cid:bar">', "html")
    message.get_body(("html",)).add_related(_pixel(), "image", "gif", cid="<bar>")
    mail.keep(tracker.data / "mail", message.as_bytes())

    page.goto("/dev/mail/?to=a@example.org")
    picture("mail")
    page.get_by_role("link", name="One goal overdue").first.click()
    heading = page.frame_locator("iframe").get_by_role("heading", name="One goal")
    heading.wait_for()
    assert heading.evaluate("element => getComputedStyle(element).color") == "rgb(170, 0, 0)"
    shown = page.frame_locator("iframe").get_by_alt_text("bar")
    assert shown.evaluate("element => element.decode().then(() => element.naturalWidth)") == 1
    assert "In plain words." in page.locator("pre").inner_text()
    assert _fits(page)
    picture("mail-message")


def test_state_of_the_parts_is_a_page(page, viewport, picture) -> None:
    assert page.goto("/readyz").status == 200
    page.get_by_role("heading", name="Ready").wait_for()
    assert _fits(page)
    picture("ready")


def _pixel() -> bytes:
    return bytes.fromhex("47494638396101000100800000ffffff00000021f90400000000002c00000000010001000002024401003b")
