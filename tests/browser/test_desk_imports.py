"""A spreadsheet in the browser: brought, asked about, checked and discarded; the shipped record stays as it is."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NARROW, WIDE

pytestmark = pytest.mark.browser

HEADER = "indicator;basis;qualifier;Значение;period_start;period_end;final;source;Пометка"
ROW = "pool-nonferrous-money;absolute;exactly;{value};01.01.2020;{day};ИСТИНА;kazinform-2022-12-12;от руки"


def bring(page, language: str, *rows: str, name: str = "figures.csv") -> None:
    page.goto(f"/{language}/desk/import/")
    page.locator("select[name=table]").select_option("outcomes")
    content = "\n".join([HEADER, *rows, ""]).encode("cp1251")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.locator("form:has(input[type=file]) button").click()
    page.wait_for_url("**/desk/import/*/")


def fits(page, picture, name: str) -> bool:
    """Whether the page as it stands scrolls sideways at neither width; a picture of each."""
    pushed, used = [], page.viewport_size
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        pushed.append(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        picture(name)
    page.set_viewport_size(used)
    return max(pushed) <= 0


@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ru", NARROW), ("kk", NARROW)], ids=["en", "ru", "kk"])
def test_file_is_asked_about_checked_and_discarded(page, log_in, picture, language: str, size) -> None:
    page.set_viewport_size(size)
    log_in("editor")
    bring(page, language, ROW.format(value="1,000", day="31.12.2020"), ROW.format(value="2,000", day="05/06/2021"))
    page.locator("input[name=decimal]").first.wait_for()  # htmx loads the page anew when there is more
    assert fits(page, picture, f"desk-import-questions-{language}")
    page.locator("input[name=decimal][value='.']").check()
    page.locator("button[value=answer]").click()
    page.locator("[role=alert]").wait_for()  # the other questions are open
    assert page.locator("input[name=decimal][value='.']").is_checked()
    page.locator("input[name=dates][value=dmy]").check()
    page.locator("select[name=column-I]").select_option("note")
    page.locator("button[value=answer]").click()
    page.locator(".import-counts").wait_for()
    assert fits(page, picture, f"desk-import-checked-{language}")
    assert page.locator("html").get_attribute("lang") == language
    page.locator("button[value=discard]").click()
    page.locator(".notice").wait_for()
    assert page.locator("button[value=publish]").count() == 0
    page.goto(f"/{language}/desk/import/")
    assert page.locator("tbody tr").first.inner_text().startswith("figures.csv")
    assert fits(page, picture, f"desk-imports-{language}")


def test_problems_are_listed_with_their_rows(page, log_in, picture) -> None:
    page.set_viewport_size(NARROW)
    log_in("editor")
    bring(page, "ru", ROW.format(value="много", day="31.12.2020").replace(";от руки", ";"))
    page.locator("h2 + p a[href$='problems.csv']").wait_for()
    assert "много" in page.locator("tbody tr").first.inner_text()
    assert fits(page, picture, "desk-import-problems")


def test_file_that_is_too_large_is_told_before_it_is_sent(page, log_in, tmp_path) -> None:
    log_in("editor")
    page.goto("/desk/import/")
    with (tmp_path / "large.csv").open("wb") as large:
        large.truncate(20_000_000)
    page.locator("input[type=file]").set_input_files(large.name)
    assert "19 MB" in page.locator("#file-problem").inner_text()
    page.locator("form:has(input[type=file]) button").click()
    assert page.url.endswith("/desk/import/")


def test_template_is_downloaded(page, log_in) -> None:
    log_in("editor")
    page.goto("/kk/desk/import/")
    page.locator("details summary", has_text="Толтыруға").click()
    with page.expect_download() as download:
        page.locator("a[href$='outcomes.xlsx']").click()
    assert download.value.suggested_filename == "outcomes.xlsx"
