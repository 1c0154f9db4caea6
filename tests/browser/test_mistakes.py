"""A mistake from the desk to the page of corrections, in a browser: a report is moved, then taken out."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

WORDS = {
    "en": ("Filed under the wrong indicator, moved", "Entered by mistake, taken out"),
    "ru": ("Записано не к тому показателю, перенесено", "Записано по ошибке, убрано"),
    "kk": ("Басқа көрсеткішке жазылып кеткен, көшірілді", "Қателесіп жазылған, алып тасталды"),
}
REASONS = {"en": "Another row of the table.", "ru": "Другая строка таблицы.", "kk": "Кестенің басқа жолы."}


CODE = """
from projects.models import Outcome
rows = Outcome.objects.filter(corrections=None, corrects=None, basis="absolute", indicator__accumulation="sum")
print(*rows.order_by("-period_end", "id").values_list("pk", flat=True)[:3])
"""


def _press(page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).click()


def _move(page, outcome: str, reason: str) -> str:
    """Moves the report to an indicator of jobs, confirming every doubt; returns its new id."""
    page.locator(".select2-selection").click()
    page.locator(".select2-search__field").fill("jobs")
    page.locator(".select2-results__option--highlighted").wait_for()
    page.keyboard.press("Enter")
    page.locator("[name=reason]").fill(reason)
    page.locator("[name=noticed_by]").fill("somebody@example.org")
    _press(page, "[name=show]")
    assert page.locator("[name=move]").count() == 0, "no address of a person is shown to readers"
    assert page.locator("[name=reason]").input_value() == reason
    page.locator("[name=noticed_by]").fill("")
    _press(page, "[name=show]")
    _press(page, "[name=move]")
    while page.locator("[name=move]").count():
        for box in page.locator("[name=as_printed][type=checkbox]").all():
            box.check()
        _press(page, "[name=move]")
    return page.url.split("/")[-3]


def test_report_is_moved_and_taken_out_and_readers_are_told(page, tracker, log_in, picture) -> None:
    log_in("admin")
    outcomes = tracker.manage("shell", "--no-imports", "-c", CODE).split()
    for lang, outcome in zip(WORDS, outcomes, strict=True):
        page.goto(f"/{lang}/")  # the choice is kept, and the desk follows it
        page.goto(f"/admin/projects/outcome/{outcome}/change/")
        page.locator(f"a[href$='/{outcome}/move/']").click()
        moved = _move(page, outcome, REASONS[lang])
        assert moved != outcome
        page.locator(f"a[href$='/{moved}/erase/']").click()
        page.locator("[name=reason]").fill(REASONS[lang])
        picture(f"mistake-{lang}-erase")
        _press(page, "#content input[type=submit].default")
        page.goto(f"/{lang}/corrections/")
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": 900})
            text = page.locator("main").inner_text()
            assert all(words in text for words in (*WORDS[lang], REASONS[lang])), text
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            picture(f"mistake-{lang}-corrections")
        page.set_viewport_size({"width": 1280, "height": 900})
