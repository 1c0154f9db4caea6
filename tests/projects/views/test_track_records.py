"""The page of track records: every number of it leads to exactly as many targets; the API and the file say the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags

from tests.projects.shipped import shipped_records

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = "2026-03-20 09:00+00:00"
PAGES = (
    "track-record/",
    "track-record/?territory=de&against=first",
    "track-record/?sector=housing&as_of=2025-02-01",
    "track-record/?by=programme&ordering=-moved",
    "organisations/ministry-industry-construction/",
    "territories/kz/?as_of=2024-09-01",
    "programmes/berlin-brandenburg-airport/",
    "track-record/?person=alikhan-smailov",
    "people/alikhan-smailov/",
)
LINK = re.compile(r'<a href="(/en/targets/(?:\?[^"]*)?)"[^>]*>(.*?)</a>', re.DOTALL)
DRAWN = re.compile(r'<a class="point" href="(/en/targets/\?[^"]*)" aria-label="([^"]*)"')


@pytest.fixture(scope="module", autouse=True)
def shipped(django_db_setup, django_db_blocker) -> Iterator[None]:
    with shipped_records(django_db_blocker, NOW, "kazakhstan", "germany"):
        yield


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def counted_links(page: str) -> dict[str, set[int]]:
    """By the address of a list, the numbers that lead to it, of the parts of a page that are a track record."""
    main = page[page.index("<main") : page.index("</main>")]
    parts = re.findall(r'<section aria-labelledby="track-record">.*?</section>', main, re.DOTALL)
    links: dict[str, set[int]] = {}
    for part in parts or [main]:
        for address, inside in [*LINK.findall(part), *DRAWN.findall(part)]:
            numbers = re.findall(r"\d+", strip_tags(inside).replace(",", ""))
            if numbers and not re.fullmatch(r"\s*(19|20)\d\d\s*", strip_tags(inside)):  # a year names its row
                links.setdefault(unescape(address), set()).add(int(numbers[0]))
    return links


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_every_number_leads_to_as_many_targets(path: str, client: Client) -> None:
    links = counted_links(client.get(f"/en/{path}").content.decode())
    assert len(links) > 5
    for address, numbers in links.items():
        answer = client.get(address.replace("/en/targets/", "/api/v1/targets/") or "")
        assert numbers == {answer.json()["count"]}, address


def test_the_page_answers_in_a_sentence(client: Client) -> None:
    page = client.get("/en/track-record/?territory=de").content.decode()
    text = " ".join(strip_tags(page[page.index("<main") :]).replace("\N{NO-BREAK SPACE}", " ").split())
    sentences = (
        r"Of 13 promises that fell due, reports decide 12: 2 kept in time, 10 missed\.",
        r"The other 1: 1 no final report\.",
        r"Kept in time: 17% of those decided; so few leave open anything from 4% to 45%\.",
        r"Moved at least once: 3 of 18 promises\.",
    )
    for sentence in sentences:
        assert re.search(sentence, text), (sentence, text[:1200])
    airport = client.get("/en/programmes/berlin-brandenburg-airport/").content.decode()
    assert "reports decide" in airport
    assert "Fewer than five are decided, so no share is given." in airport
    first = client.get("/en/track-record/?programme=berlin-brandenburg-airport&against=first").content.decode()
    assert ("1\N{NO-BREAK SPACE}kept in time" in airport, "1\N{NO-BREAK SPACE}kept in time" in first) == (True, False)
    assert "1\N{NO-BREAK SPACE}kept late" in first  # by the day that was named first


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("ordering", ["name", "-name", "kept", "-share", "-moved", "unreported"])
def test_a_table_is_ordered_by_its_columns(ordering: str, lang: str, client: Client) -> None:
    page = client.get(f"/{lang}/track-record/?by=organisation&ordering={ordering}").content.decode()
    assert page.count("<table") == 1
    assert page.count("aria-sort=") == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("territory=nowhere", 404),
        ("against=last", 400),
        ("by=everything", 400),
        ("ordering=worst", 400),
        ("page=0", 400),
        ("sector=%00", 400),
        ("sector=none-such", 200),
        ("as_of=1990-01-01", 200),
        ("by=programme&page=999", 200),
    ],
)
def test_a_question_that_cannot_be_answered_says_so(query: str, status: int, client: Client) -> None:
    assert client.get(f"/en/track-record/?{query}").status_code == status


def test_the_api_and_the_file_say_the_same(client: Client) -> None:
    file = client.get("/track-record.csv?territory=de").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    whole = client.get("/api/v1/track-records/?territory=de").json()["results"]
    assert len(whole) == 1
    for name in ("promises", "due", "undated", "decided", "kept", "moved"):
        assert int(rows[0][name]) == whole[0][name]
    assert (whole[0]["kept"], whole[0]["decided"], whole[0]["counts"]["missed"]) == (2, 12, 10)
    assert [whole[0][name][:6] for name in ("share", "share_low", "share_high")] == ["0.1666", "0.0469", "0.4480"]
    assert sum(whole[0]["counts"].values()) == whole[0]["due"]
    for kind in ("organisation", "territory", "sector", "programme"):
        answer = client.get(f"/api/v1/track-records/?territory=de&by={kind}&page_size=500").json()
        in_file = [(row["id"], int(row["due"]), int(row["missed"])) for row in rows if row["kind"] == kind]
        objects = [(row[kind], row["due"], row["counts"]["missed"]) for row in answer["results"]]
        assert objects == in_file
        assert answer["count"] == len(in_file) > 0
    years = client.get("/api/v1/track-records/?territory=de&by=year").json()["results"]
    assert [str(row["announced_in"]) for row in years] == [row["id"] for row in rows if row["kind"] == "year"]
    assert sum(row["promises"] for row in years) == whole[0]["promises"]


def test_the_two_countries_are_counted_apart_and_together(client: Client) -> None:
    def record(query: str) -> dict[str, int]:
        counted = client.get(f"/api/v1/track-records/?{query}").json()["results"][0]
        return {"promises": counted["promises"], "due": counted["due"], "kept": counted["kept"]}

    together, apart = record(""), [record("territory=kz"), record("territory=de")]
    assert together == {name: sum(country[name] for country in apart) for name in together}


@pytest.mark.parametrize("path", ["/track-record/", "/track-record.csv"])
def test_too_many_other_days_are_refused_and_today_never_is(client: Client, settings, path: str) -> None:
    settings.ALLOWANCES = {**settings.ALLOWANCES, "other_days": 1}
    answers = [client.get(path, {"as_of": f"2025-02-0{day}"}) for day in (1, 2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert "Retry-After" in answers[1]
    assert client.get(path).status_code == 200
