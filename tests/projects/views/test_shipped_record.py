"""The shipped records on the pages: every link leads somewhere, and no language leaks into another."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from tests.every_page import RECORDS
from tests.foreign import foreign
from tests.questions import Questions

pytestmark = pytest.mark.django_db

LINK = re.compile(r'href="(/[^"#]*)')
ELSEWHERE = re.compile("/static/|/en/|/ru/|(/kk)?/(accounts|api|admin|following)/")


@pytest.fixture
def shipped() -> None:
    for package in RECORDS:
        call_command("import_package", str(package), stdout=None)


@pytest.mark.once
@pytest.mark.usefixtures("shipped", "each_picture_once")
def test_every_link_of_the_shipped_record_leads_somewhere_and_to_kazakh_words_only(reader: Client) -> None:
    """Walks the site from the front page in Kazakh: every page, two addresses for each question to one, two
    files of each kind.

    Where each number leads is the business of the pages' own tests.
    """
    waiting, seen, strange = ["/kk/"], {"/kk/"}, {}
    questions = Questions(prefix="/kk")
    while waiting:
        path = waiting.pop()
        answer = reader.get(path, follow=True)  # all countries again: to the bare address
        assert answer.status_code == 200, path
        if answer.streaming:
            answer.getvalue()  # to its end: closing it by hand would close the test's own transaction
            continue
        if answer.headers["Content-Type"].startswith("image/"):
            continue
        html = answer.headers["Content-Type"].startswith("text/html")
        if html and (words := foreign(answer.content.decode(), "kk")):
            strange[path] = words
        for link in LINK.findall(answer.content.decode().replace("&amp;", "&")):
            # Lists by deadline are links of every timeline; their own tests follow some.
            if (
                link not in seen
                and not ELSEWHERE.match(link)
                and not {"as_of", "due_after"} & {*re.findall(r"\w+", link)}
            ):
                seen.add(link)
                if questions.worth(link):
                    waiting.append(link)
    assert not strange
    assert len(seen) > 250


@pytest.mark.parametrize("path", sorted(file for package in RECORDS for file in package.glob("*.csv")), ids=str)
def test_shipped_record_names_everything_in_three_languages(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            local = [column for column in row if column.endswith(("_ru", "_kk")) and row[column[:-3]]]
            assert not [column for column in local if not row[column]], f"line {line}"


@pytest.mark.once
@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/en/programmes/rental-housing/", "no date named"),
        ("/en/sources/trend-2024-04-08/", "no date named"),
        ("/ru/sources/trend-2024-04-08/", "срок не назван"),
    ],
)
def test_promise_without_a_printed_deadline_says_that_no_date_is_named(reader: Client, path: str, heading: str) -> None:
    assert heading in reader.get(path).content.decode()


@pytest.mark.once
@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/en/targets/aluminium-processing-2029/",
            "Deadline as announced: “by 2029”. We take 31 December 2029 (editor’s reading).",
        ),
        (
            "/ru/targets/aluminium-processing-2029/",
            "Срок в объявлении: «к 2029 году». Взято 31 декабря 2029 г. (прочтение редактора).",
        ),
        ("/en/targets/rental-flats-22000/", "Rental flats built: 22,000, no date named"),
        ("/kk/targets/rental-flats-22000/", "22 000, мерзімі аталмаған"),
    ],
)
def test_deadline_is_quoted_apart_from_how_it_is_read(reader: Client, path: str, words: str) -> None:
    page = re.sub("<[^>]+>", "", reader.get(path).content.decode())
    assert words in " ".join(page.replace("\u00a0", " ").split())
