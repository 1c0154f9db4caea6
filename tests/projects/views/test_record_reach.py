"""Every page says how far the record reaches: to the day of its newest source, of those known on the day shown."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from projects.models import Source
from projects.reports.overviews.newest_source import newest_source
from tests.factories import OutcomeFactory, SourceFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources() -> None:
    SourceFactory(id="old", published=date(2024, 4, 8))
    SourceFactory(id="new", published=date(2024, 11, 1), published_precision="month")
    SourceFactory(id="to-come", published=date(2999, 1, 1))


def foot(answer: HttpResponse) -> str:
    """The words of the foot of a page about the record's reach."""
    html = answer.content.decode().rpartition("<footer")[2]
    line = re.search(r'<p class="record-reach">(.*?)</p>', html, flags=re.S)
    return " ".join(re.sub("<[^>]+>", " ", line[1]).replace("\u00a0", " ").split()) if line else ""


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/", "The record reaches to its newest source: November 2024"),
        ("/en/method/", "The record reaches to its newest source: November 2024"),
        ("/en/accounts/login/", "The record reaches to its newest source: November 2024"),
        ("/en/nowhere/", "The record reaches to its newest source: November 2024"),
        ("/ru/targets/", "Данные доведены до самого нового источника: ноябрь 2024 г."),
        ("/kk/targets/", "Деректер ең жаңа дереккөзге дейін жеткізілген: 2024 ж. қараша"),
        ("/en/targets/?as_of=2024-06-30", "The record reaches to its newest source: 8 April 2024"),
    ],
)
def test_foot_of_a_page_names_the_newest_source(reader: Client, path: str, words: str) -> None:
    assert foot(reader.get(path)) == words


@pytest.mark.usefixtures("sources")
def test_link_to_the_newest_source_keeps_the_day(reader: Client) -> None:
    assert 'href="/sources/old/?as_of=2024-06-30"' in reader.get("/?as_of=2024-06-30").content.decode()
    assert 'href="/sources/new/"' in reader.get("/").content.decode()


@pytest.mark.usefixtures("sources")
def test_data_page_and_api_say_it_too(reader: Client) -> None:
    assert reader.get("/data/").content.decode().count('class="record-reach"') == 2
    assert reader.get("/api/v1/").json()["record_reaches"] == "2024-11-30"


def test_empty_record_says_nothing_of_its_reach(reader: Client) -> None:
    assert "record-reach" not in reader.get("/").content.decode()
    assert reader.get("/api/v1/").json()["record_reaches"] is None


@pytest.mark.usefixtures("sources")
def test_newest_source_is_asked_for_once_for_a_version_of_the_record(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    days: list[date] = []

    def newest(as_of: date) -> Source | None:
        days.append(as_of)
        return newest_source(as_of)

    monkeypatch.setattr("projects.reports.catalogue.record_reach.newest_source", newest)
    for path in ("/data/", "/targets/", "/data/", "/programmes/"):
        reader.get(path)
    assert len(days) == 1
    SourceFactory(id="newer", published=date(2025, 1, 2))
    assert "2 January 2025" in foot(reader.get("/data/"))


def report_on(country: str, name: str, source: str, published: date) -> None:
    OutcomeFactory(
        id=f"{source}-report",
        source=SourceFactory(id=source, published=published),
        indicator__id=f"{country}-level",
        indicator__programme__id=f"{country}-programme",
        indicator__programme__territory=TerritoryFactory(id=country, name=name),
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/", "Germany, 19 June 2026 · Kazakhstan, 26 March 2026"),
        ("/en/method/", "Germany, 19 June 2026 · Kazakhstan, 26 March 2026"),
        ("/en/targets/?territory=kz", "Kazakhstan, 26 March 2026"),
        ("/en/targets/?as_of=2026-04-01", "Kazakhstan, 26 March 2026"),
    ],
)
def test_each_country_has_its_own_newest_source(reader: Client, path: str, words: str) -> None:
    report_on("kz", "Kazakhstan", "of-march", date(2026, 3, 26))
    report_on("de", "Germany", "of-june", date(2026, 6, 19))
    SourceFactory(id="cited-by-nothing", published=date(2026, 7, 1))

    with time_machine.travel("2026-11-28"):
        told_apart = foot(reader.get(path)).replace("\u2068", "").replace("\u2069", "")
        by_country = reader.get("/api/v1/").json()["record_reaches_by_country"]

    assert told_apart == f"The record reaches to its newest source: {words}"
    assert by_country == {"de": "2026-06-19", "kz": "2026-03-26"}


def test_countries_stand_in_the_order_of_the_alphabet(reader: Client) -> None:
    report_on("kz", "Қазақстан", "of-march", date(2026, 3, 26))
    report_on("az", "Әзербайжан", "of-june", date(2026, 6, 19))

    with time_machine.travel("2026-11-28"):
        words = foot(reader.get("/kk/"))
    assert 0 < words.index("Әзербайжан") < words.index("Қазақстан")
