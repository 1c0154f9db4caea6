"""Every page as of a day: nothing that came later, every link keeps the day, and the verdict's steps can be walked."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from projects.models import Outcome, Programme, ProjectEvent, Source, StatusChange, Target
from tests.questions import Questions

DAY = date(2024, 4, 10)
AS_OF = f"as_of={DAY}"
LINK = re.compile(r'href="(/(?!en/|ru/|kk/)[^"#]*)')  # the same pages with a language before them are tested elsewhere
ELSEWHERE = (
    "/static/",
    "/accounts/",
    "/api/",
    "/admin/",
    "/following/",
    "/about/",
    "/privacy/",
    "/propose/",
    "/data/catalog.jsonld",
)
# Weeks each lead to the one before; test_weeks asks one as of a day. The files of lists are asked in test_list_files.
UNWALKED = ("/week/", "/data/lists/")
# Followed from day to day, so never of one day.
SUBSCRIPTION = re.compile(r"/[^?]*(?:feed\.atom|calendar\.ics)(?:\?|$)")
# The frame's ways to today, and the method, which is not dated.
UNDATED = {"/", "/method/", "/data/"}


@pytest.fixture
def shipped(db: None) -> None:
    call_command(
        "import_package", str(Path(settings.BASE_DIR) / "projects" / "data" / "kazakhstan"), stdout=io.StringIO()
    )


def text(answer) -> str:
    return answer.content.decode().replace("&amp;", "&").replace("\u00a0", " ")


@pytest.fixture
def walked(reader: Client, shipped: None, each_picture_once: None) -> dict[str, str]:
    """The text of every page that can be reached from the front page as of DAY without leaving that day.

    Of lists with filters there are too many: two for each question are read.
    """
    waiting, pages = [f"/?{AS_OF}"], {}
    met, questions = {*waiting}, Questions("as_of")
    while waiting:
        path = waiting.pop()
        answer = reader.get(path)
        assert answer.status_code == 200, path
        picture = answer.headers["Content-Type"].startswith("image/")
        pages[path] = "" if answer.streaming or picture else text(answer)
        if answer.streaming:
            answer.getvalue()
        for link in LINK.findall(pages[path]):
            # The columns of a timeline lead to lists of which others are walked already.
            unread = AS_OF in link and "due_after" not in link and not link.startswith(UNWALKED)
            if unread and link not in met:
                met.add(link)
                if questions.worth(link):
                    waiting.append(link)
    return pages


def linked(pages: dict[str, str], kind: str) -> set[str]:
    """The ids of the things of a kind that the pages link to as of DAY."""
    links = {link for words in pages.values() for link in LINK.findall(words) if AS_OF in link}
    return {match[1] for link in links if (match := re.match(rf"/{kind}/([^/?]+?)(?:\.csv|/)\?", link))}


@pytest.mark.once
def test_no_page_of_a_day_knows_of_what_came_later_and_every_link_keeps_the_day(walked: dict[str, str]) -> None:
    """Both checks share one walk, because it is the longest of all tests."""
    assert len(walked) > 150
    knows_nothing_later(walked)
    every_link_keeps_the_day(walked)


def knows_nothing_later(walked: dict[str, str]) -> None:
    announced = set(Target.objects.announced_by(DAY).values_list("id", flat=True))
    public = set(Source.objects.filter(public_on__lte=DAY).values_list("id", flat=True))
    cited = set(Target.objects.announced_by(DAY).values_list("source", flat=True))
    assert linked(walked, "targets") == announced
    assert linked(walked, "sources") <= public | cited
    promised = set(Programme.objects.filter(indicators__targets__announced__lte=DAY).values_list("id", flat=True))
    undated = set(Programme.objects.exclude(indicators__targets__isnull=False).values_list("id", flat=True))
    of_projects = set(
        ProjectEvent.objects.filter(source__public_on__lte=DAY).values_list("project__programme", flat=True)
    )
    assert promised <= linked(walked, "programmes") <= promised | undated | of_projects
    assert len(promised | undated | of_projects) < Programme.objects.count()
    unheard = set(
        ProjectEvent.objects.exclude(project__events__source__public_on__lte=DAY).values_list("project__name")
    )
    assert unheard
    for path, words in walked.items():
        assert not [name for (name,) in unheard if name in words], path


def every_link_keeps_the_day(walked: dict[str, str]) -> None:
    for path, words in walked.items():
        for link in LINK.findall(words):
            steps = f'rel="next" href="{link}' in words
            back = link == path.partition("?")[0]
            dated = "as_of=" in link
            undated = link in UNDATED or link.startswith(ELSEWHERE) or SUBSCRIPTION.match(link)
            assert dated or steps or back or undated, (path, link)


@pytest.mark.usefixtures("shipped")
def test_every_download_of_a_day_holds_what_was_known_then(reader: Client) -> None:
    announced = set(Target.objects.announced_by(DAY).values_list("id", flat=True))
    outcomes = set(Outcome.objects.published_by(DAY).values_list("id", flat=True))
    archive = zipfile.ZipFile(io.BytesIO(reader.get(f"/data/record.zip?{AS_OF}").getvalue()))
    for name, expected in (("targets.csv", announced), ("outcomes.csv", outcomes)):
        rows = csv.DictReader(io.StringIO(archive.read(name).decode()))
        assert {row["id"] for row in rows} == expected
    inputs = csv.DictReader(io.StringIO(reader.get(f"/inputs.csv?{AS_OF}").getvalue().decode("utf-8-sig")))
    roles = {row["id"]: row["role"] for row in inputs}
    assert {id for id, role in roles.items() if role == "link"} == announced
    assert {id for id, role in roles.items() if role == "outcome"} <= outcomes


@pytest.mark.usefixtures("shipped")
def test_every_collection_of_the_api_knows_only_the_day(reader: Client) -> None:
    def rows(name: str):
        return reader.get(f"/api/v1/{name}/", {"as_of": str(DAY), "page_size": 500}).json()["results"]

    assert all(row["announced"] <= str(DAY) for row in rows("targets"))
    assert all(row["assessment"]["as_of"] == str(DAY) for row in rows("targets"))
    assert all(max(row["public_on"], row["period_end"]) <= str(DAY) for row in rows("outcomes"))
    assert all(row["public_on"] <= str(DAY) for row in rows("sources"))
    assert all(row["on"] <= str(DAY) for row in rows("status-changes"))
    assert all(event["date"] <= str(DAY) for row in rows("projects") for event in row["events"])
    assert len(rows("programmes")) < Programme.objects.count()
    for name in ("organisations", "territories", "indicators"):
        assert rows(name)


def step(words: str, way: str) -> str | None:
    match = re.search(rf'rel="{way}" href="([^"#]*)#history"', words)
    return match[1] if match else None


@pytest.mark.once
@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("target", ["pool-2024-money-2024-11", "astana-plan", "pool-2023-projects"])
def test_steps_of_a_verdict_are_walked_back_and_forth(reader: Client, target: str) -> None:
    """From today to the first verdict and back, across revisions; each page says the status of its day."""
    link = Target.objects.filter(id__startswith=target).order_by("id").first()
    first = Target.objects.first_links_of([link.id]).get().id
    changes = list(StatusChange.objects.filter(first=first, on__lte=date(2025, 1, 10)).order_by("on"))
    path, back = f"/targets/{changes[-1].target_id}/", []
    while (earlier := step(words := text(reader.get(path)), "prev")) is not None:
        path = earlier
        back.append(path)
    assert back == [f"/targets/{change.target_id}/?as_of={change.on}" for change in reversed(changes)]
    forth = [path]
    while (later := step(words, "next")) is not None and "as_of" in later:
        words = text(reader.get(later))
        forth.append(later)
        at = re.search(r'<section class="verdict".*?class="status status-(\w+)', words, flags=re.S)
        assert at[1] == StatusChange.objects.get(first=first, on=later[-10:]).to_status
    assert forth[: len(back)] == back[::-1]


@pytest.mark.usefixtures("record")
def test_page_of_a_link_not_yet_announced_leads_to_the_one_that_stood(reader: Client) -> None:
    shown = text(reader.get("/targets/money-2/?as_of=2024-06-30"))
    assert 'href="/targets/money-1/?as_of=2024-06-30"' in shown
    assert "/targets/money-1/" not in text(reader.get("/targets/money-2/?as_of=2023-06-30"))
