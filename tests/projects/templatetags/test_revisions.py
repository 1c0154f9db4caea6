"""What a new announcement moved is shown with both figures and both deadlines, each with its qualifier."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from projects.actions.refresh import refresh_assessments
from projects.templatetags.revisions import announced_and_moved, moves, slipped_in_all
from tests.factories import IndicatorFactory, OutcomeFactory, TargetFactory
from tests.projects.conftest import NOW, TODAY
from tests.projects.views.test_pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OLD: dict[str, Any] = {"qualifier": "about", "value": Decimal(17800), "deadline": date(2024, 12, 31)}


@pytest.mark.parametrize(
    ("new", "phrases"),
    [
        ({"qualifier": "exactly"}, ["figure: about 17,800 jobs → 17,800 jobs"]),
        ({"qualifier": "at_least", "value": Decimal(20000)}, ["figure: about 17,800 jobs → at least 20,000 jobs"]),
        ({"deadline": date(2025, 12, 31)}, ["deadline: 31 Dec 2024 → 31 Dec 2025"]),
        ({"deadline": None, "deadline_text": ""}, ["deadline: 31 Dec 2024 → no date named"]),
        ({"deadline": None, "deadline_text": "soon"}, ["deadline: 31 Dec 2024 → soon"]),
        (
            {"value": Decimal(9), "deadline": date(2025, 1, 1)},
            ["figure: about 17,800 jobs → about 9 jobs", "deadline: 31 Dec 2024 → 1 Jan 2025"],
        ),
        (
            {"qualifier": "between", "value": Decimal(10), "upper_value": Decimal(20)},
            ["figure: about 17,800 jobs → between 10 and 20 jobs"],
        ),
        ({"timing": "by_deadline"}, ["terms changed"]),
        ({}, ["repeated"]),
    ],
)
def test_move_tells_what_differs(new: dict[str, Any], phrases: list[str]) -> None:
    jobs = IndicatorFactory(unit="jobs")
    before = TargetFactory.build(indicator=jobs, **OLD)
    after = TargetFactory.build(indicator=jobs, **{**OLD, **new})
    with translation.override("en"):
        assert [plain(words) for words in moves(before, after)] == phrases


def plain(words: str) -> str:
    return "".join("" if letter in "\u2068\u2069" else " " if letter == "\xa0" else letter for letter in words)


@pytest.fixture
def moved() -> None:
    jobs = IndicatorFactory(id="jobs", name="Jobs", unit="jobs")
    first = TargetFactory(id="jobs-1", indicator=jobs, announced=date(2024, 3, 21), **OLD)
    new = {**OLD, "qualifier": "exactly", "deadline": date(2025, 12, 31)}
    TargetFactory(id="jobs-2", indicator=jobs, revises=first, announced=date(2024, 4, 8), **new)
    refresh_assessments(as_of=TODAY, at=NOW)


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("path", "figure", "deadline"),
    [
        ("/changes/", "figure", "deadline"), ("/changes/feed.atom?lang=en", "figure", "deadline"),
        ("/", "terms changed", "postponed"),
    ],
)  # fmt: skip
def test_changes_show_both_figures_and_both_deadlines(reader: Client, path: str, figure: str, deadline: str) -> None:
    page = plain(unescape(text(reader.get(path))))
    assert f"{figure}: about 17,800 jobs → 17,800 jobs" in page
    assert f"{deadline}: 31 Dec 2024 → 31 Dec 2025" in page


@pytest.mark.usefixtures("moved")
def test_comparison_keeps_the_qualifier_of_every_announcement(reader: Client) -> None:
    TargetFactory(id="other", indicator_id="jobs")
    page = plain(text(reader.get("/compare/?targets=jobs-2&targets=other")))
    assert "about 17,800 jobs, by 31 December 2024" in page


@pytest.mark.usefixtures("moved")
def test_api_gives_each_announcement_with_its_qualifier(reader: Client) -> None:
    revisions = reader.get("/api/v1/targets/jobs-2/").json()["revisions"]
    assert [(link["qualifier"], link["value"], link["unit"]) for link in revisions] == [
        ("about", "17800", "jobs"), ("exactly", "17800", "jobs"),
    ]  # fmt: skip


def test_more_filters_counts_its_own_alone(reader: Client, record: None) -> None:
    def more(query: str) -> str:
        page = text(reader.get(f"/targets/?{query}"))
        return page.split('id="narrowed">')[1].split("</summary>")[0]

    assert "set" not in more("status=overdue&search=projects")
    assert "1 set" in more("status=overdue&status=missed&search=projects&programme=pool")
    assert "2 set" in more("programme=pool&revised=true")


@pytest.mark.parametrize(
    ("path", "phrases"),
    [
        ("/targets/?search=jobs", "about 17,800 jobs"), ("/targets/jobs-2/", "about 17,800 jobs"),
        ("/embed/targets/jobs-2/", "about 17,800 jobs"), ("/ru/targets/jobs-2/", "около 17 800"),
        ("/kk/targets/jobs-2/", "шамамен 17 800"), ("/api/v1/targets/jobs-2/", '"actual_qualifier":"about"'),
        ("/targets/jobs-2.svg?lang=en", "Reported: about 17,800 jobs"),
    ],
)  # fmt: skip
def test_actual_keeps_the_qualifier_of_its_report(reader: Client, path: str, phrases: str) -> None:
    jobs = IndicatorFactory(id="jobs", name="Jobs", unit="jobs")
    whole = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "source__published": date(2025, 1, 3)}
    TargetFactory(id="jobs-2", indicator=jobs, value=Decimal(30_000), deadline=None, deadline_text="some day")
    OutcomeFactory(indicator=jobs, value=Decimal(17_800), qualifier="about", **whole)
    refresh_assessments(as_of=TODAY, at=NOW)
    assert phrases in plain(unescape(text(reader.get(path))))


def links(*kinds: str) -> list[SimpleNamespace]:
    """The links of a chain: ``new`` moved it, ``same`` did not, ``gone`` withdrew it."""
    return [
        SimpleNamespace(
            target=SimpleNamespace(withdrawn=kind == "gone"),
            moved=SimpleNamespace(change={"new": ("raised",), "same": (), "gone": ("withdrawn",)}[kind]),
        )
        for kind in kinds
    ]


@pytest.mark.parametrize(
    ("lang", "kinds", "sentence"),
    [
        ("en", ["same", *["new"] * 7], "Announced 8 times, moved 7 times."),
        ("ru", ["same", *["new"] * 7], "Объявлено 8 раз, изменено 7 раз."),
        ("kk", ["same", *["new"] * 7], "8 рет жарияланды, 7 рет өзгертілді."),
        ("en", ["same", "same"], "Announced 2 times, never moved."),
        ("ru", ["same", "new", "same"], "Объявлено 3 раза, изменено 1 раз."),
        ("en", ["same", "new", "gone"], "Announced 2 times, moved 1 time, then withdrawn."),
        ("kk", ["same", "gone"], "1 рет жарияланды, бірде-бір рет өзгермей, кейін кері қайтарылды."),
        ("en", ["same", "gone", "new"], "Announced 2 times, moved 1 time."),
    ],
)
def test_how_often_it_was_announced_and_how_often_that_moved_it(lang, kinds, sentence) -> None:
    with translation.override(lang):
        assert plain(announced_and_moved(links(*kinds))) == sentence


@pytest.mark.parametrize(
    ("lang", "first", "days", "sentence"),
    [
        ("en", date(2021, 1, 1), 1095, "The deadline slipped by 3 years (1,095 days) in all."),
        ("en", date(2024, 12, 31), -30, "The deadline was brought forward by 30 days in all."),
        ("ru", date(2024, 12, 31), -30, "В целом срок приблизили на 30 дней."),
        ("kk", date(2024, 12, 31), -30, "Мерзім жалпы 30 күнге жақындатылды."),
        ("en", date(2024, 12, 31), 0, ""),
        ("en", date(2024, 12, 31), None, ""),
    ],
)
def test_r10_deadline_brought_forward_did_not_slip(lang, first, days, sentence) -> None:
    with translation.override(lang):
        assert plain(slipped_in_all(days, first)) == sentence
