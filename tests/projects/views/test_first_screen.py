"""The target page answers at once: what, who, by when, where it stands, how sure, what moved."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from projects.actions.refresh import refresh_assessments
from projects.models import Target
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory
from tests.projects.conftest import NOW, TODAY

from .test_pages import text

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("shared_record", "db")]


def verdict(page: str) -> str:
    """The words of the verdict's box."""
    box = page.partition('<section class="verdict"')[2].partition("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", box))


def test_verdict_says_how_sure_it_is_and_what_moved(reader: Client) -> None:
    sentence = verdict(text(reader.get("/targets/money-2/")))
    assert "nothing that counts has been reported since." in sentence
    assert "What moved 1.2 → 1.5 trillion tenge Announced 2 times, moved 1 time. after the fact" in sentence
    assert "How reliable" not in sentence
    sentence = verdict(text(reader.get("/targets/count-2024/")))
    assert "Rests on one report." in sentence
    assert "What moved" not in sentence


def test_silence_is_told_with_its_age(reader: Client) -> None:
    assert "Nothing new for 701 days." in verdict(text(reader.get("/targets/count-2024/?as_of=2026-07-02")))


def test_what_an_announcement_left_out_is_told_beside_the_verdict(reader: Client) -> None:
    TargetFactory(id="vague", indicator_id="count", value=None, deadline=None, window_start=None)
    refresh_assessments(as_of=TODAY, at=NOW)
    assert re.search(r"missing: .*(deadline|date)", verdict(text(reader.get("/targets/vague/"))))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "What those responsible say All is done. What is not entered yet A page without a date."),
        ("ru", "Что говорят ответственные Всё сделано. Что ещё не записано A page without a date. (на английском)"),
        ("kk", "Жауаптылар не дейді All is done. (ағылшынша) Әлі жазылмаған деректер Күні жоқ бет."),
    ],
)
def test_what_cannot_be_entered_stands_beside_the_verdict_of_today(reader: Client, lang: str, words: str) -> None:
    Target.objects.filter(id="count-2024").update(
        claimed="All is done.",
        claimed_ru="Всё сделано.",
        not_entered="A page without a date.",
        not_entered_kk="Күні жоқ бет.",
    )
    reader.cookies["django_language"] = lang
    assert words in verdict(text(reader.get("/targets/count-2024/")))
    assert words[:20] not in verdict(text(reader.get("/targets/count-2024/?as_of=2024-06-01")))


def test_what_cannot_be_entered_outlives_a_revision(reader: Client) -> None:
    Target.objects.filter(id="money-1").update(claimed="All is done.")
    sentence = verdict(text(reader.get("/targets/money-2/")))
    assert "What those responsible say All is done." in sentence
    assert "What is not entered yet" not in sentence


def test_what_is_in_order_is_folded_away(reader: Client) -> None:
    page = text(reader.get("/targets/count-2024/"))
    folded = page.partition('<details class="in-order">')[2].partition("</details>")[0]
    assert "Nothing moved: it stands as first announced." in folded
    assert "6 of 6" in folded
    assert "Measurable as announced" not in verdict(page)


def test_small_bar_has_its_legend(reader: Client) -> None:
    box = text(reader.get("/targets/count-2024/")).partition('<section class="verdict"')[2].partition("</section>")[0]
    legend = re.sub(r"<[^>]+>", " ", box.partition('<ul class="legend">')[2].partition("</ul>")[0])
    assert legend.split() == ["reported", "expected", "by", "then", "the", "target"]


def test_sources_that_disagree_stand_side_by_side_with_the_reason(reader: Client) -> None:
    paper = SourceFactory(id="paper", publisher="A newspaper", kind="press", published=date(2024, 7, 20))
    OutcomeFactory(id="count-paper", indicator_id="count", value=Decimal(190), source=paper)
    refresh_assessments(as_of=TODAY, at=NOW)
    page = text(reader.get("/targets/count-2024/"))
    table = page.partition("Sources that disagree, the one that counts first")[2].partition("</table>")[0]
    rows = [re.sub(r"<[^>]+>", " ", row) for row in table.split("<tr")[2:]]
    assert ["90 projects" in rows[0], "yes" in rows[0]] == [True, True]
    assert ["190 projects" in rows[1], "A newspaper" in rows[1]] == [True, True]
    assert "a better kind of source stands" in rows[1]
    assert "sources disagree" in verdict(page)


def test_what_is_overdue_has_the_day_on_which_its_pace_would_meet_it(reader: Client) -> None:
    """90 in 182 days: 200 on day 405 (R8). A day that has passed by itself is no news."""
    owed = TargetFactory(id="owed", value=Decimal(200), deadline=date(2024, 6, 30), timing="by_deadline")
    TargetFactory(id="nearly", value=Decimal(180), deadline=date(2024, 6, 30), timing="by_deadline")
    OutcomeFactory(indicator=owed.indicator)
    OutcomeFactory(indicator_id=Target.objects.get(pk="nearly").indicator_id)
    refresh_assessments(as_of=TODAY, at=NOW)
    assert "At this pace met on 8 Feb 2025" in verdict(text(reader.get("/targets/owed/")))
    assert "At this pace met on" not in verdict(text(reader.get("/targets/nearly/")))


@pytest.mark.parametrize(
    ("shape", "meaning", "distance"),
    [
        ({"direction": "decrease"}, "More was reported than was promised at most.", "Above the ceiling"),
        ({"direction": "increase"}, "The reports cover the whole window", "Still missing"),
    ],
)
def test_ceiling_is_broken_and_a_floor_is_not_reached(reader: Client, shape, meaning, distance) -> None:
    target = TargetFactory(id="spent", indicator=IndicatorFactory(id="spending", **shape), value=Decimal(100))
    value = Decimal(150 if shape["direction"] == "decrease" else 50)
    period = {"period_start": target.window_start, "period_end": target.deadline}
    OutcomeFactory(indicator=target.indicator, value=value, final=True, **period)
    refresh_assessments(as_of=TODAY, at=NOW)
    page = text(reader.get("/targets/spent/"))
    assert meaning in verdict(page)
    assert distance in verdict(page)


def test_ten_announcements_are_shown_and_of_more_the_latest_six(reader: Client) -> None:
    previous = TargetFactory(id="moved-0", indicator=IndicatorFactory(id="moving"), announced=date(2024, 1, 1))
    pages = []
    for count in (10, 11):
        for number in range(int(previous.pk.removeprefix("moved-")) + 1, count):
            columns = {"indicator": previous.indicator, "announced": date(2024, 1, 1 + number), "revises": previous}
            previous = TargetFactory(id=f"moved-{number}", value=Decimal(100 + number), **columns)
        refresh_assessments(as_of=TODAY, at=NOW)
        pages.append(text(reader.get(f"/targets/{previous.pk}/")))
    assert "The latest" not in pages[0]
    assert "The latest 5; all are in the CSV." in pages[1]
