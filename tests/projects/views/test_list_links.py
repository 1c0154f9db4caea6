"""Pages that list things link to the same list as a file: with their filters, so that both have as many entries."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from projects.exports.lists.list_file import FORMATS
from projects.models import Target
from projects.templatetags.list_files import FORMATS as LINKED
from tests.factories import PersonFactory

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("shared_record", "db")]
LINK = re.compile(r'<a href="(/data/lists/([a-z-]+)\.([a-z]+)[^"]*)" rel="nofollow">([^<]+)</a>')
PAGES = (
    "targets/",
    "targets/?status=missed&status=overdue",
    "targets/?search=projects&ordering=-announced",
    "targets/?programme=pool&as_of=2024-07-15",
    "targets/?territory=kz",
    "targets/?page_size=10&page=2",
    "projects/",
    "projects/?programme=pool",
    "projects/?stage=commissioned&as_of=2024-12-01",
    "sources/",
    "sources/?kind=government",
    "sources/?search=report&territory=kz",
    "people/",
    "people/?territory=kz",
    "programmes/",
    "programmes/?territory=kz&responsible=old-ministry",
    "programmes/?search=pool",
    "organisations/",
    "organisations/?territory=kz",
    "territories/",
    "territories/?territory=kz",
    "changes/?kind=verdict",
    "changes/?territory=kz",
)


def links(page: str) -> dict[str, str]:
    """The addresses of the files by their names on the page."""
    return {title: unescape(address) for address, _name, _format, title in LINK.findall(page)}


def entries(report: Any) -> int:
    return int(report.count)


def test_pages_link_to_files_with_as_many_entries(reader: Client, settings: Any) -> None:
    settings.ALLOWANCES = {**settings.ALLOWANCES, "lists": 1000}
    PersonFactory(id="nobody", name="Who said nothing")
    Target.objects.filter(pk="count-2024").update(spoken_by=PersonFactory(id="minister", name="Minister"))
    empty = set()
    for path in PAGES:
        answer = reader.get(f"/en/{path}")
        assert answer.status_code == 200, path
        files, count = links(answer.content.decode()), entries(answer.context["report"])
        if not count:
            empty.add(path)
            assert not files, path
            continue
        assert list(files) == ["CSV", "XLSX", "JSON Lines", "Parquet"], path
        lines = reader.get(files["JSON Lines"]).getvalue().splitlines()
        assert len(lines) == count, (path, files["JSON Lines"])
    assert empty == {"targets/?status=missed&status=overdue"}


@pytest.mark.parametrize(
    "period", ["", "?year=2024", "?year=2024&month=12", "?year=2024&territory=kz&as_of=2024-07-15"]
)
def test_calendar_links_to_files_with_what_falls_due(reader: Client, period: str) -> None:
    answer = reader.get(f"/en/calendar/{period}")
    months = answer.context["report"].months
    files = links(answer.content.decode())
    lines = [json.loads(line) for line in reader.get(files["JSON Lines"]).getvalue().splitlines()]
    assert len(lines) == sum(month.count for month in months) > 0
    assert {line["deadline"][:7] for line in lines} == {f"{month.first_day:%Y-%m}" for month in months}


def test_whole_track_record_links_to_files_of_each_table(reader: Client) -> None:
    answer = reader.get("/en/track-record/")
    tables = [table.kind for table in answer.context["tables"] if table.rows.count]
    addresses = [unescape(address) for address, *_rest in LINK.findall(answer.content.decode())]
    assert tables
    assert [address.partition("by=")[2].partition("&")[0] for address in addresses if ".jsonl" in address] == tables


@pytest.mark.parametrize("kind", ["organisation", "territory", "sector", "programme"])
@pytest.mark.parametrize("others", ["", "&against=first&programme=pool", "&territory=kz&as_of=2024-12-01"])
def test_a_table_of_track_records_links_to_files_with_as_many_records(reader: Client, kind: str, others: str) -> None:
    answer = reader.get(f"/en/track-record/?by={kind}{others}")
    (table,) = answer.context["tables"]
    files = links(answer.content.decode())
    records = [json.loads(line) for line in reader.get(files["JSON Lines"]).getvalue().splitlines()]
    assert {record[kind] for record in records} == {row.named.id for row in table.rows.rows}
    assert {record["against"] for record in records} == {"first" if "against" in others else "current"}
    assert {record["as_of"] for record in records} == {answer.context["as_of"].isoformat()}


@pytest.mark.parametrize(
    ("lang", "words", "of_files"),
    [
        ("en", "Download this list:", ""),
        ("ru", "Скачать этот список:", "lang=ru"),
        ("kk", "Осы тізімді жүктеп алу:", "lang=kk"),
    ],
)
def test_links_speak_the_language_of_the_page(reader: Client, lang: str, words: str, of_files: str) -> None:
    page = reader.get(f"/{lang}/targets/").content.decode()
    assert words in page
    files = links(page)
    assert files["XLSX"].partition("?")[2] == of_files
    assert files["CSV"].endswith("?bom=true"), "so that Excel reads its letters"


def test_list_without_entries_has_no_links(reader: Client) -> None:
    assert not links(reader.get("/en/targets/?search=nothingofthekind").content.decode())


def test_links_are_to_the_formats_that_there_are() -> None:
    assert dict(LINKED) == {name: format.title for name, format in FORMATS.items()}
