"""What others put on their own pages: a card in a frame, and a sentence to cite."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.actions.refresh import refresh_assessments
from tests.factories import IndicatorFactory, OutcomeFactory, TargetFactory
from tests.projects.conftest import NOW, TODAY

pytestmark = [pytest.mark.usefixtures("shared_record", "db"), pytest.mark.once]
CARD = "/embed/targets/count-2024/"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_card_says_what_who_when_where_it_stands_and_by_whose_figure(reader: Client) -> None:
    shown = text(reader.get(CARD))
    for words in (
        "Projects launched", "180 projects", "in 2024", "Old ministry",
        "No final report", "for 10 days", "90 projects",
        "up to 30 Jun 2024", "50%", "July 2024", 'href="https://example.org/report"', "As of 10 January 2025",
        'href="/targets/count-2024/"',
    ):  # fmt: skip
        assert words in shown, words


def test_card_may_be_framed_anywhere_and_nothing_else_may(reader: Client) -> None:
    for path, status in ((CARD, 200), ("/embed/targets/none/", 404)):
        answer = reader.get(path)
        assert answer.status_code == status
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer
        assert not answer.cookies
        assert not re.search("<script|<style| style=|<form", text(answer))
    page = reader.get("/targets/count-2024/")
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_card_has_the_colours_that_its_address_asks_for(reader: Client) -> None:
    for theme, scheme in (("", "light dark"), ("auto", "light dark"), ("light", "light"), ("dark", "dark")):
        shown = text(reader.get(f"{CARD}?theme={theme}"))
        assert f'<meta name="color-scheme" content="{scheme}">' in shown
        assert f'class="{theme or "auto"}"' in shown
    assert reader.get(CARD + "?theme=pink").status_code == 400


def test_colours_of_a_card_are_those_of_the_pages() -> None:
    """A scheme that is asked for cannot be had from a media query: both are written out once more."""
    styles = Path(settings.BASE_DIR) / "projects" / "static" / "projects"
    site, embed = (styles / "site.css").read_text(), (styles / "embed.css").read_text()

    def colours(css: str, block: str) -> dict[str, str]:
        return dict(re.findall(r"(--[a-z-]+): (#\w+);", re.search(block + r" \{([^}]*)\}", css)[1]))

    assert colours(embed, r":root\.light") == colours(site, r":root")
    assert colours(embed, r":root\.dark") == colours(site, r"prefers-color-scheme: dark\) \{\s+:root")


def test_links_of_a_card_stay_in_its_language(reader: Client) -> None:
    shown = text(reader.get(CARD + "?lang=kk&as_of=2024-07-30"))
    assert 'href="/kk/targets/count-2024/?as_of=2024-07-30"' in shown
    assert 'href="/targets/' not in shown
    assert 'href="/ru/targets/"' in text(reader.get("/embed/targets/none/?lang=ru"))


def test_card_knows_its_day(reader: Client) -> None:
    earlier = text(reader.get(CARD + "?as_of=2024-07-30"))
    assert "As of 30 July 2024" in earlier
    assert "90 projects" not in earlier
    assert "/targets/count-2024/?as_of=2024-07-30" in earlier
    before = reader.get("/embed/targets/money-2/?as_of=2024-06-30")
    assert before.status_code == 404
    assert "by 30 June 2024" in text(before)
    assert "Search the targets" in text(before)


def test_card_of_a_replaced_announcement_says_what_replaced_it(reader: Client) -> None:
    shown = text(reader.get("/embed/targets/money-1/"))
    assert "1.2 trillion tenge" in shown
    assert "Revised since: Value launched: 1.5 trillion tenge in 2024" in shown


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("thing", ["count-2024", "money-1", "plan-2025", "none"])
def test_card_speaks_the_language_asked_for(reader: Client, lang: str, thing: str) -> None:
    answer = reader.get(f"/embed/targets/{thing}/?lang={lang}")
    assert f'<html lang="{lang}"' in text(answer)
    assert answer["Content-Language"] == lang


def test_page_of_a_target_is_cited_with_its_day_and_embedded(reader: Client) -> None:
    shown = text(reader.get("/targets/count-2024/"))
    assert "Verdict as of 10 January 2025: No final report." in shown
    assert "http://127.0.0.1:8000/targets/count-2024/?as_of=2025-01-10" in shown
    assert "&lt;iframe src=&quot;http://127.0.0.1:8000/embed/targets/count-2024/?lang=en&quot;" in shown
    earlier = text(reader.get("/targets/count-2024/?as_of=2024-08-01"))
    assert "/embed/targets/count-2024/?lang=en&amp;amp;as_of=2024-08-01" in earlier


def test_card_shows_hostile_names_as_text(reader: Client) -> None:
    name = '"><script>alert(1)</script>'
    TargetFactory(id="hostile", indicator=IndicatorFactory(name=name))
    refresh_assessments(as_of=TODAY, at=NOW)
    for path in ("/embed/targets/hostile/", "/targets/hostile/"):
        assert "<script>alert" not in text(reader.get(path))


@pytest.mark.parametrize("query", ["", "?as_of=2025-01-09"])
def test_queries_do_not_grow_with_the_record(reader: Client, query: str) -> None:
    OutcomeFactory(indicator_id="money")  # without evidence there is nothing to ask for
    refresh_assessments(as_of=TODAY, at=NOW)
    few = _queries(reader, "/embed/targets/money-1/" + query)
    for number in range(5):
        OutcomeFactory(indicator=TargetFactory(value=number + 1).indicator)
        OutcomeFactory(indicator_id="money", value=number)
    refresh_assessments(as_of=TODAY, at=NOW)
    assert _queries(reader, "/embed/targets/money-1/" + query) <= few <= 16


def _queries(reader: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(path).status_code == 200
    return len(captured)
