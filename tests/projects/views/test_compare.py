"""The page that puts promises side by side, and what it says where it cannot."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from projects.actions.refresh import refresh_assessments
from tests.factories import TargetFactory
from tests.projects.conftest import NOW, TODAY

from .test_pages import text

pytestmark = [pytest.mark.usefixtures("shared_record", "db"), pytest.mark.once]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("query", ["", "?targets=count-2024&targets=money-2", "?bundle=pool-2024", "?as_of=2020-01-01"])
def test_compare_answers_in_every_language(reader: Client, query: str, language: str) -> None:
    assert reader.get(f"/{language}/compare/{query}").status_code == 200


def test_two_targets_stand_beside_each_other(reader: Client) -> None:
    shown = text(reader.get("/compare/?targets=count-2024&targets=money-1"))
    for words in (
        "Projects launched, 2024",
        "Value launched, 2024",
        "180 projects",
        "1.5 trillion tenge",
        "No final report",
    ):
        assert words in shown
    assert "1.2 trillion tenge" in shown, "what was announced before it moved"


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("", 200, "Two to four promises beside each other"),
        ("?targets=count-2024", 200, "Here is one; a comparison needs two to four."),
        ("?targets=count-2024&targets=count-2024", 200, "Here is one; a comparison needs two to four."),
        ("?targets=money-1&targets=money-2", 200, "is another announcement of a promise that is here already"),
        ("?targets=money-2&targets=count-2024&as_of=2024-06-30", 200, "had not been announced by 30 June 2024"),
        ("?targets=count-2024&targets=none", 404, "There is no target “none” in the record."),
        ("?bundle=none", 404, "There is no bundle “none” in the record."),
        ("?bundle=pool-2024&targets=count-2024", 400, "leave one of the two out"),
        ("?targets=a&targets=b&targets=c&targets=d&targets=NO!", 400, "is not an id"),
        ("?bundle=a&colour=red", 400, "There is no such parameter"),
    ],
)
def test_compare_says_what_is_missing_or_wrong(reader: Client, query: str, status: int, words: str) -> None:
    answer = reader.get(f"/compare/{query}")
    assert (answer.status_code, words in text(answer)) == (status, True)


def test_five_are_too_many_and_each_can_be_taken_out(reader: Client) -> None:
    five = "?targets=count-2024&targets=money-1&targets=money-2&targets=plan-2025"
    assert reader.get(f"/compare/{five}").status_code == 200
    TargetFactory(id="fifth")
    answer = reader.get(f"/compare/{five}&targets=fifth")
    assert answer.status_code == 400
    assert "4 fit side by side; 5 were asked for." in text(answer)
    assert "/compare/?targets=count-2024&amp;targets=money-1&amp;targets=money-2&amp;targets=plan-2025" in text(answer)


def test_compare_is_reached_from_the_list_and_from_a_target(reader: Client) -> None:
    assert 'value="count-2024" form="compare"' in text(reader.get("/targets/"))
    TargetFactory(id="count-2025", indicator_id="count", deadline=date(2025, 12, 31), announced=date(2025, 1, 2))
    refresh_assessments(as_of=TODAY, at=NOW)
    assert "/compare/?targets=count-2024&amp;targets=count-2025" in text(reader.get("/targets/count-2024/"))


@pytest.mark.parametrize(
    ("other", "heads"),
    [
        (
            {"indicator__programme__responsible__name": "Ministry B"},
            ["Jobs, 2024, Ministry A", "Jobs, 2024, Ministry B"],
        ),
        (
            {"announced": date(2024, 3, 1)},
            ["Jobs, 2024, announced on 5 Feb 2024", "Jobs, 2024, announced on 1 Mar 2024"],
        ),
        ({}, ["Jobs, 2024, jobs-a", "Jobs, 2024, jobs-b"]),
    ],
)
def test_targets_of_one_name_are_told_apart(reader: Client, other: dict[str, object], heads: list[str]) -> None:
    named = {"indicator__name": "Jobs", "indicator__programme__name": "Pool", "announced": date(2024, 2, 5)}
    first = {**named, "indicator__programme__responsible__name": "Ministry A"}
    for id, given in (("jobs-a", first), ("jobs-b", first | other)):
        TargetFactory(id=id, window_start=date(2024, 1, 1), deadline=date(2024, 12, 31), **given)
    page = reader.get("/compare/?targets=jobs-a&targets=jobs-b").content.decode()
    assert re.findall(r"<th scope=\"col\"[^>]*><bdi>(.*?)</bdi>", page) == heads


def test_taking_one_out_keeps_the_others(reader: Client) -> None:
    """Also if the page leaves out a requested target already."""
    TargetFactory(id="later", announced=date(2024, 9, 1))
    page = text(reader.get("/compare/?targets=later&targets=count-2024&targets=money-1&as_of=2024-06-30"))
    assert "/compare/?targets=money-1&amp;as_of=2024-06-30" in page
    assert "/compare/?targets=count-2024&amp;as_of=2024-06-30" in page
