"""The running tracker as `make run` starts it, and a Chromium to look at it with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from http.client import FOUND
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.launched import Launched, launched
from tests.sample import choose

ARTEFACTS = Path(__file__).resolve().parent.parent.parent / "test-artefacts"
WAIT = 60_000  # milliseconds that a busy machine may take for anything
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of the two widths of a test one has its turn today (WALK=all: both); pictures are taken at both."""
    if "PICTURES" not in os.environ:
        items[:] = [item for item in items if _has_its_turn(item)]


def _has_its_turn(item: pytest.Item) -> bool:
    width = getattr(item, "callspec", None) and item.callspec.params.get("viewport")
    if not width:
        return True
    name = item.nodeid.replace(str(WIDE["width"]), "").replace(str(NARROW["width"]), "")
    return width in choose([WIDE, NARROW], name, 1 / 2)


@pytest.fixture(scope="session")
def tracker(tmp_path_factory) -> Iterator[Launched]:
    """One tracker for all browser tests: `tracker.url`, `tracker.people`, `tracker.manage(…)`."""
    own = "127.0.0.1/32"  # the sites of sources are on this machine
    with launched(tmp_path_factory.mktemp("tracker"), FETCH_NETWORKS=own) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    playwright_api = pytest.importorskip("playwright.sync_api")
    # Its driver runs a loop in this thread, which Django takes for a reason to refuse the database to the test itself.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[WIDE, NARROW], ids=["1280", "375"])
def viewport(request):
    """Ask for it to run a test at both widths, by turns."""
    return request.param


@pytest.fixture
def page(browser, tracker, request):
    """An anonymous reader's page; fails the test on script errors, refused resources and outside requests."""
    size = request.getfixturevalue("viewport") if "viewport" in request.fixturenames else WIDE
    context = browser.new_context(base_url=tracker.url, viewport=size, locale="en-GB", timezone_id="Asia/Almaty")
    context.set_default_timeout(WAIT)
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on(
        "console", lambda message: complaints.append(f"console: {message.text}") if _is_complaint(message) else None
    )
    page.on(
        "request",
        lambda request_: complaints.append(f"outside: {request_.url}") if _leaves(request_, tracker) else None,
    )
    yield page
    context.close()
    assert not complaints, "\n".join(complaints)


def _is_complaint(message) -> bool:
    # A page that is asked for and not there is the test's own business.
    # A request that a newer one replaces is aborted, which htmx writes down as an error.
    expected = ("the server responded with a status of 4", "htmx:sendAbort", "htmx:afterRequest")
    return message.type == "error" and not any(words in message.text for words in expected)


def _leaves(request_, tracker: Launched) -> bool:
    return not request_.url.startswith((tracker.url, "data:", "about:", "blob:"))


@pytest.fixture
def picture(page):
    """`picture("overview")` keeps a picture of the whole page among the artefacts of `make screenshots`."""
    ARTEFACTS.mkdir(exist_ok=True)

    def take(name: str) -> None:
        if "PICTURES" in os.environ:  # drawing seventy of them takes longer than what the tests ask
            page.screenshot(path=ARTEFACTS / f"{name}-{page.viewport_size['width']}.png", full_page=True)

    return take


@pytest.fixture(scope="session")
def sessions() -> dict[str, list]:
    """The cookies of whoever has logged in, by role."""
    return {}


@pytest.fixture
def log_in(page, tracker, sessions):
    """`log_in("editor")` as one of those whom `make run` prints; unless ``anew``, in the session of an earlier test."""

    def log_in(role: str, *, anew: bool = False) -> None:
        if not anew and role in sessions:
            page.context.add_cookies(sessions[role])
            if page.context.request.get("/accounts/login/", max_redirects=0, max_retries=3).status == FOUND:
                return  # the page of log-in sends on who is logged in
        person = tracker.people[role]
        page.goto("/accounts/login/")
        page.locator("input[name=login]").fill(person["email"])
        page.locator("input[name=password]").fill(person["password"])
        page.locator(
            "form:has(input[name=login]) button[type=submit], form:has(input[name=login]) button"
        ).first.click()
        page.wait_for_url(lambda url: "/accounts/login/" not in url)
        sessions[role] = page.context.cookies()

    return log_in
