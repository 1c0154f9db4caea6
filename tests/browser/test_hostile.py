"""Ten thousand letters without a space, emoji and marks of direction: no page is pushed out of its window."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from tests.browser.conftest import NARROW, WIDE
from tests.projects.conftest import NOW
from tests.projects.views.hostile import hostile_record

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PATHS = (
    "/", "/programmes/pool/", "/targets/", "/targets/second/", "/organisations/new/", "/territories/kz/", "/projects/",
    "/projects/plant/", "/sources/report/", "/changes/", "/calendar/?year=2024&month=12",
    "/compare/?targets=second&targets=other",
)  # fmt: skip
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def rendered() -> dict[str, str]:
    """The pages over the hostile record, by their path, made by this process and not by the running tracker."""
    hostile_record()
    with time_machine.travel(NOW, tick=False):
        return {path: Client().get(path).content.decode() for path in PATHS}


def test_no_page_is_pushed_out_of_its_window(browser, rendered):
    context = browser.new_context(base_url="http://tracker.invalid")
    page = context.new_page()

    def answer(route):
        path = route.request.url.removeprefix("http://tracker.invalid")
        if path.startswith(settings.STATIC_URL):
            file = finders.find(path.removeprefix(settings.STATIC_URL).partition("?")[0])
            route.fulfill(path=Path(file)) if file else route.fulfill(status=404)
        else:
            route.fulfill(body=rendered[path], content_type="text/html; charset=utf-8") if path in rendered else (
                route.fulfill(status=404)
            )

    page.route("**/*", answer)
    pushed = []
    for path in PATHS:
        page.goto(path)
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            if (by := page.evaluate(SIDEWAYS)) > 0:
                pushed.append(f"{path} at {size['width']}: {by} px")
    context.close()
    assert not pushed, "\n".join(pushed)
