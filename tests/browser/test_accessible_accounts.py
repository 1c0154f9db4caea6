"""The pages of one's own account as axe judges them, in the states in which their owner sees them.

``test_accessible`` judges what anybody may open. These pages are behind a log-in, a confirmation or a second factor.
Each is judged in one language, light at 1280 px and dark at 375 px, and scrolls nowhere sideways at 320.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.browser.conftest import WAIT
from tests.browser.test_accessible import AXE, SIDEWAYS, judged
from tests.browser.test_passkeys import MAKE, PASSWORD, log_in, plug_in
from tests.every_page import LANGUAGES

pytestmark = pytest.mark.browser

# Only a server asks people with rights for a second factor; here its page is what a server would send.
NEED_FACTOR = """
from django.test import Client, override_settings
from accounts.models import User
with override_settings(STAFF_SECOND_FACTOR=True, ALLOWED_HOSTS=["*"]):
    client = Client()
    client.force_login(User.objects.get(email="{email}"), backend="allauth.account.auth_backends.AuthenticationBackend")
    print(client.get("/en/accounts/second-factor/").content.decode())
"""


@pytest.fixture
def email(tracker, request) -> str:
    email = f"{request.node.name.removeprefix('test_').replace('_', '-')}@example.org"
    tracker.manage("shell", "-v", "0", "-c", MAKE.format(email=email, password=PASSWORD))
    return email


@pytest.fixture
def owner(browser, tracker, email) -> Iterator[object]:
    """The page of somebody who has logged in, with axe loaded and a passkey's device in the machine."""
    context = browser.new_context(
        base_url=f"http://localhost:{tracker.port}", bypass_csp=True, locale="en-GB", reduced_motion="reduce"
    )
    context.set_default_timeout(WAIT)
    context.add_init_script(path=AXE)
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    plug_in(devices, verifies=True)
    log_in(page, email)
    yield page
    context.close()


class Judge:
    """Opens pages, each in the next language, and keeps what is wrong with them."""

    def __init__(self, page) -> None:
        self.page = page
        self.problems: dict[str, list[str]] = {}
        self._number = count()

    def open(self, path: str) -> None:
        """Go to a page that is there, and judge it."""
        address = f"/{LANGUAGES[next(self._number) % len(LANGUAGES)]}{path}"
        self.page.goto(address)
        assert self.page.url.partition("?")[0].endswith(address.partition("?")[0]), f"{address} led to {self.page.url}"
        self.look(address)

    def look(self, state: str) -> None:
        """Judge the page as it is now."""
        problems = judged(self.page)
        self.page.set_viewport_size({"width": 320, "height": 640})
        problems += self.page.evaluate(SIDEWAYS)
        self.page.set_viewport_size({"width": 1280, "height": 900})
        if problems:
            self.problems[state] = problems


def confirm(page, path: str) -> None:
    """Give the password again, and go on to a page."""
    page.goto(f"/en/accounts/reauthenticate/?next={path}")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{path}")


def test_pages_before_and_after_the_password_is_given_again(owner) -> None:
    page, judge = owner, Judge(owner)
    for path in ("/accounts/sessions/", "/accounts/tokens/", "/accounts/data/", "/accounts/2fa/", "/privacy/"):
        judge.open(path)
    judge.open("/accounts/reauthenticate/?next=/accounts/data/")
    confirm(page, "/en/accounts/data/")
    page.locator("input[name=address]").fill("somebody.else@example.org")
    page.locator("button[value=delete]").click()
    page.get_by_text("nothing was deleted").wait_for()
    judge.look("a deletion that was refused")
    page.goto("/en/following/channels/")
    page.get_by_role("button", name="Make the addresses").click()
    page.get_by_role("button", name="Revoke these addresses").wait_for()
    judge.look("private addresses")
    page.goto("/en/accounts/tokens/")
    page.get_by_label("What is the program?").fill("newsroom script")
    page.get_by_role("button", name="Make a token").click()
    page.get_by_text("it is shown this once").wait_for()
    judge.look("a token that was made")
    for path in ("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/"):
        judge.open(path)
    judge.open("/accounts/data/deleted/")
    assert not judge.problems


def test_pages_of_who_has_a_passkey(owner, email) -> None:
    page, judge = owner, Judge(owner)
    confirm(page, "/en/accounts/2fa/webauthn/add/")
    page.locator("input[name=name]").fill("My laptop")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    judge.look("recovery codes")
    page.goto("/en/accounts/2fa/webauthn/")
    keys = page.locator("main a[href*='/keys/']").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname)"
    )
    assert keys
    judge.look("a passkey")
    for path in (
        "/accounts/2fa/",
        "/accounts/2fa/recovery-codes/generate/",
        *(key.removeprefix("/en") for key in keys),
    ):
        judge.open(path)
    judge.open("/accounts/2fa/reauthenticate/?next=/accounts/data/")
    judge.open("/accounts/2fa/webauthn/reauthenticate/?next=/accounts/data/")
    page.context.clear_cookies()
    log_in(page, email)
    page.wait_for_url("**/accounts/2fa/authenticate/")
    judge.look("the second step of a log-in")
    assert not judge.problems


def test_page_that_leads_people_with_rights_to_a_second_factor(owner, email, tracker) -> None:
    page, judge = owner, Judge(owner)
    html = tracker.manage("shell", "-v", "0", "-c", NEED_FACTOR.format(email=email))
    page.route("**/en/accounts/second-factor/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/en/accounts/second-factor/")
    assert page.locator("main a[href*='/2fa/']").count()
    judge.look("the second factor is missing")
    assert not judge.problems
