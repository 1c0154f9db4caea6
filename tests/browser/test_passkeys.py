"""Passkeys with Chromium's own authenticator: set up, used alone and after the password, refused, removed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import WAIT, WIDE

pytestmark = pytest.mark.browser

PASSWORD = "olive parliament kettle"
MAKE = """
from accounts.models import User
from allauth.account.models import EmailAddress
User.objects.filter(email="{email}").exists() or EmailAddress.objects.create(
    user=User.objects.create_user("{email}", "{password}", role="editor"), email="{email}", verified=True, primary=True)
"""


@pytest.fixture
def person(tracker, request) -> str:
    email = f"{request.node.name.removeprefix('test_').replace('_', '-')}@example.org"
    tracker.manage("shell", "-v", "0", "-c", MAKE.format(email=email, password=PASSWORD))
    return email


@pytest.fixture
def keyed(browser, tracker) -> Iterator[tuple[object, object]]:
    """A page at localhost, because an address is no name for passkeys, and what speaks to its authenticator."""
    context = browser.new_context(base_url=f"http://localhost:{tracker.port}", viewport=WIDE, locale="en-GB")
    context.set_default_timeout(WAIT)
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None)
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    yield page, devices
    context.close()
    assert not complaints


def plug_in(devices, *, verifies: bool) -> str:
    """An authenticator in the machine (a finger is always at hand), or a plain security key without a PIN."""
    options = {
        "protocol": "ctap2",
        "transport": "internal" if verifies else "usb",
        "hasResidentKey": verifies,
        "hasUserVerification": verifies,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    return devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def log_in(page, email: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign In", exact=True).click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def log_out(page) -> None:
    page.context.clear_cookies()


def set_up(page, name: str, *, alone: bool) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
        page.wait_for_load_state()  # only then the script hears a click
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=passwordless]").set_checked(alone)
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")


def remove(page, name: str) -> None:
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name=f"Remove {name}").click()
    page.wait_for_load_state()
    if "reauthenticate" in page.url:
        page.locator("#mfa_webauthn_reauthenticate").click()
        page.wait_for_url("**/remove/")
    page.locator("main").get_by_role("button", name="Remove").click()
    page.get_by_text("You have set up none yet.").wait_for()


def test_passkey_lets_in_alone_and_is_removed(keyed, person, tracker):
    page, devices = keyed
    plug_in(devices, verifies=True)
    log_in(page, person)
    set_up(page, "My laptop", alone=True)
    page.goto("/accounts/2fa/webauthn/")
    assert "My laptop" in page.locator("main").inner_text()

    log_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/following/")
    page.goto("/desk/")
    assert page.locator("h1").inner_text()
    assert "/desk/" in page.url

    remove(page, "My laptop")


def test_security_key_is_the_second_step_after_the_password(keyed, person):
    page, devices = keyed
    device = plug_in(devices, verifies=False)
    log_in(page, person)
    set_up(page, "Key in the drawer", alone=False)
    stored = devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]

    log_out(page)
    log_in(page, person)
    assert page.url.endswith("/accounts/2fa/authenticate/")
    devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    other = plug_in(devices, verifies=False)  # which knows nothing of this account
    page.locator("#mfa_webauthn_authenticate").click()
    page.locator("#passkey-problem").get_by_text("was not used").wait_for()

    for credential in stored:  # the right key is put in
        devices.send("WebAuthn.addCredential", {"authenticatorId": other, "credential": credential})
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url(lambda url: "/2fa/" not in url)
    remove(page, "Key in the drawer")


def test_address_without_a_name_says_what_passkeys_need(page, tracker):
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("they need https, or localhost").wait_for()
    assert page.url.endswith("/accounts/login/")
