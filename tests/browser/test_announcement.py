"""An announcement is entered whole, by hand and in three languages: two looks at one page, no id typed."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

# What an editor types, in the order of the page. A choice is named by its value.
TYPED = {
    "en": {
        "body": "Ministry of New Schools",
        "body_kind": "ministry",
        "programme": "Schools of tomorrow",
        "place": "Kazakhstan",
        "sector": "education",
        "source-url": "https://news.example/en/schools",
        "source-title": "The ministry will build twelve schools",
        "source-publisher": "Example News",
        "source-published": "2 November 2026",
        "source-kind": "press",
        "sentence": "In 2027 the ministry will build 12 schools worth 40 billion tenge, creating 900 jobs; the "
        "deadline was moved from 2026",
        "lines": [
            {"what": "Schools built", "how_many": "12", "unit": "schools", "by": "in 2027", "was_by": "2026"},
            {"what": "Cost of the schools", "how_many": "40 billion tenge"},
            {"what": "Jobs created", "how_many": "900", "unit": "jobs"},
        ],
    },
    "ru": {
        "body": "Министерство новых школ",
        "body_kind": "ministry",
        "programme": "Школы завтрашнего дня",
        "place": "Казахстан",
        "sector": "образование",
        "source-url": "https://news.example/ru/schools",
        "source-title": "Министерство построит двенадцать школ",
        "source-publisher": "Пример",
        "source-published": "2 ноября 2026 г.",
        "source-kind": "press",
        "sentence": "В 2027 году министерство построит 12 школ на 40 млрд тенге и создаст 900 рабочих мест; срок "
        "перенесён с 2026 года",
        "lines": [
            {"what": "Построенные школы", "how_many": "12", "unit": "школы", "by": "в 2027 году", "was_by": "2026"},
            {"what": "Стоимость школ", "how_many": "40 млрд тенге"},
            {"what": "Созданные рабочие места", "how_many": "900", "unit": "рабочие места"},
        ],
    },
    "kk": {
        "body": "Жаңа мектептер министрлігі",
        "body_kind": "ministry",
        "programme": "Ертеңгі мектептер",
        "place": "Қазақстан",
        "sector": "білім беру",
        "source-url": "https://news.example/kk/schools",
        "source-title": "Министрлік он екі мектеп салады",
        "source-publisher": "Мысал",
        "source-published": "2026 ж. 2 қараша",
        "source-kind": "press",
        "sentence": "2027 жылы министрлік құны 40 млрд теңге 12 мектеп салып, 900 жұмыс орнын ашады; мерзім 2026 "
        "жылдан шегерілді",
        "lines": [
            {"what": "Салынған мектептер", "how_many": "12", "unit": "мектеп", "by": "2027 жылы", "was_by": "2026"},
            {"what": "Мектептердің құны", "how_many": "40 млрд теңге"},
            {"what": "Ашылған жұмыс орындары", "how_many": "900", "unit": "жұмыс орны"},
        ],
    },
}
MEANS = {
    "en": "Only what is reported for its time (2027) counts",
    "ru": "Считается только то, что сообщено за срок (2027 г.)",
    "kk": "Тек осы мерзімде (2027 ж.) болғаны есептеледі",
}
PUBLISHED = {"en": "Published. Targets: 6.", "ru": "Опубликовано. Целей: 6.", "kk": "Жарияланды. Мақсат саны: 6."}


class Hand:
    """Fills boxes one by one as an editor does, and counts them."""

    def __init__(self, page) -> None:
        self.page = page
        self.fields = 0

    def fill(self, name: str, value: str) -> None:
        box = self.page.locator(f"[name='{name}']")
        box.evaluate("node => { const fold = node.closest('details'); if (fold) fold.open = true; }")
        if box.evaluate("node => node.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
        self.fields += 1

    def tick(self, name: str) -> None:
        self.page.locator(f"input[name='{name}']").first.check()
        self.fields += 1


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_example_is_entered_with_few_boxes_and_no_id(page, log_in, picture, lang) -> None:
    log_in("editor")
    page.goto(f"/{lang}/desk/announcement/")
    picture(f"announcement-empty-{lang}")
    hand, typed = Hand(page), dict(TYPED[lang])
    lines = typed.pop("lines")
    for name, value in typed.items():
        hand.fill(name, value)
    for number, line in enumerate(lines):
        if number:
            page.locator("button[data-adds]").press("Enter")
            page.wait_for_function("name => document.activeElement.name === name", arg=f"lines-{number}-what")
        for name, value in line.items():
            hand.fill(f"lines-{number}-{name}", value)
    hand.tick("lines-1-how_many-understood")
    page.locator("#outlook button[value=enter]").wait_for()
    page.locator("#lines-2-reading").get_by_text(MEANS[lang]).wait_for()
    assert page.locator("#outlook li.moves").count() == 3
    picture(f"announcement-{lang}")
    assert fits(page)
    page.locator("#outlook button[value=enter]").click()
    page.wait_for_url("**/programmes/**")
    assert page.get_by_text(PUBLISHED[lang]).count() == 1
    assert page.get_by_role("heading", level=1).inner_text() == typed["programme"]
    assert hand.fields <= 25
    picture(f"announcement-published-{lang}")


def test_line_is_removed_with_the_keyboard(page, log_in) -> None:
    log_in("editor")
    page.goto("/en/desk/announcement/")
    page.locator("[name='lines-0-what']").fill("Schools built")
    page.locator("button[data-adds]").press("Enter")
    page.locator("[name='lines-1-what']").fill("Jobs created")
    page.locator("button[data-removes='lines-0']").press("Enter")
    assert page.locator("#lines-0").is_hidden()
    page.wait_for_function("() => document.activeElement.name === 'lines-1-what'")
    assert page.locator("[name='lines-0-what']").input_value() == ""


def test_narrow_page_fits_its_frame(page, log_in, viewport, picture) -> None:
    log_in("editor")
    page.goto("/ru/desk/announcement/")
    hand = Hand(page)
    for name, value in TYPED["ru"]["lines"][0].items():
        hand.fill(f"lines-0-{name}", value)
    page.locator("#lines-0-reading").get_by_text(MEANS["ru"]).wait_for()
    picture("announcement-narrow")
    assert fits(page)


PLAIN = {
    "body": "Ministry of Plain Pages",
    "body_kind": "ministry",
    "programme": "Plain schools",
    "place": "Kazakhstan",
    "source-url": "https://news.example/plain",
    "source-title": "Schools will be painted and heated",
    "source-publisher": "Plain News",
    "source-published": "2026-11-03",
    "source-kind": "press",
    "lines-0-what": "Schools painted",
    "lines-0-how_many": "12",
}


def test_announcement_is_entered_without_a_script(browser, tracker, log_in, page) -> None:
    log_in("editor")
    state = page.context.storage_state()
    context = browser.new_context(base_url=tracker.url, java_script_enabled=False, storage_state=state)
    plain = context.new_page()
    plain.goto("/en/desk/announcement/")
    hand = Hand(plain)
    for name, value in PLAIN.items():
        hand.fill(name, value)
    plain.locator("button[value=add]").click()
    for name, value in {"what": "Schools heated", "how_many": "7", "by": "by 2028"}.items():
        hand.fill(f"lines-1-{name}", value)
    plain.locator("button[value=look]").click()
    assert "new: " in plain.locator("#outlook").inner_text()
    plain.locator("#outlook button[value=enter]").click()
    assert "Published. Targets: 2." in plain.locator("main").inner_text()
    context.close()
