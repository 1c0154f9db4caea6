"""Any filtered list as a file: the same entries, members and order as in the API, and the same errors."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

import openpyxl
import pandas
import pyarrow.parquet
import pytest
from django.test import Client

from projects.exports import parquet
from projects.exports.lists.list_columns import list_columns
from projects.exports.lists.list_file import FORMATS
from projects.exports.lists.public_lists import PUBLIC_LISTS
from projects.models import Target
from projects.views import list_files
from tests.projects.api.conftest import record  # noqa: F401  # the record with every case

pytestmark = pytest.mark.usefixtures("record", "standing_clock")
LOGS = ("changes", "corrections")  # of pages; the API has the rows behind them
QUERIES = (
    "targets",
    "targets?status=missed&status=overdue",
    "targets?programme=pool&ordering=-announced",
    "targets?territory=kz-71&fields=id,title_kk,value,assessment.status,revisions.value",
    "targets?as_of=2024-03-01",
    "targets?as_of=2025-06-01&ordering=percent_achieved",
    "targets?search=flats",
    "outcomes?programme=housing",
    "outcomes?final=false&fields=id,value",
    "projects",
    "projects?stage=commissioned",
    "status-changes?since=2025-01-01",
    "sources?kind=press",
    "track-records?by=programme",
    "track-records?fields=promises,counts.missed,moves",
    *sorted(PUBLIC_LISTS.keys() - {"targets", "outcomes", "projects", "sources", "track-records", *LOGS}),
)


@pytest.fixture
def browser() -> Client:
    return Client(headers={"Accept": "text/html,application/xhtml+xml"})


@dataclass(frozen=True)
class File:
    """What was sent; the file itself is closed."""

    headers: Any
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def file(client: Client, path: str) -> File:
    answer = client.get(f"/data/lists/{path}")
    body = answer.getvalue()
    assert answer.status_code == 200, body
    return File(answer.headers, body)


def address(query: str, format: str, more: str = "") -> str:
    collection, _mark, words = query.partition("?")
    words = "&".join(filter(None, (words, more)))
    return f"{collection}.{format}" + (f"?{words}" if words else "")


def of_the_api(query: str) -> list[dict[str, Any]]:
    collection, _mark, words = query.partition("?")
    answer = Client().get(f"/api/v1/{collection}/?{words}&page_size=500")
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)["results"]


def flat(member: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        member = None if member is None else member[name]
    return member


def test_files_have_the_entries_of_the_api(settings: Any) -> None:
    """All lists in one test: the record is the same."""
    settings.ALLOWANCES = {**settings.ALLOWANCES, "lists": 1000}
    for query in QUERIES:
        assert_entries_of_the_api(query)


def assert_entries_of_the_api(query: str) -> None:
    client, objects = Client(), of_the_api(query)
    lines = file(client, address(query, "jsonl")).body.splitlines()
    assert [json.loads(line) for line in lines] == objects

    text = file(client, address(query, "csv")).text
    header, *table = list(csv.reader(io.StringIO(text, newline="")))
    assert len(table) == len(objects), query
    if "fields=" in query:
        names = query.partition("fields=")[2].split(",")
        assert header == [name.replace(".", "_") if name != "revisions.value" else "revisions" for name in names]
    listed = PUBLIC_LISTS[query.partition("?")[0]]
    by_name = {column.column.name: column for column in list_columns(listed.serializer, listed.docs)}
    for row, member in zip(table, objects, strict=True):
        for name, cell in zip(header, row, strict=True):
            value = flat(member, by_name[name].path)
            if value is None or value == []:
                assert cell == "", name
            elif by_name[name].text is None:
                assert cell == (str(value).lower() if isinstance(value, bool) else str(value)), name

    sheet = openpyxl.load_workbook(io.BytesIO(file(client, address(query, "xlsx")).body)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == header
    assert sheet.max_row == len(objects) + 1
    assert pandas.read_csv(io.StringIO(text, newline="")).shape == (len(objects), len(header))


@pytest.mark.once
@pytest.mark.parametrize("query", ["targets", "track-records?by=year"])
def test_parquet_has_the_entries_of_the_api(query: str) -> None:
    objects = of_the_api(query)
    table = pyarrow.parquet.read_table(io.BytesIO(file(Client(), address(query, "parquet")).body))
    assert table.num_rows == len(objects)
    listed = PUBLIC_LISTS[query.partition("?")[0]]
    assert table.schema.names == [column.column.name for column in list_columns(listed.serializer, listed.docs)]
    if query == "targets":
        assert [row["id"] for row in table.to_pylist()] == [member["id"] for member in objects]


def test_targets_and_outcomes_have_short_addresses() -> None:
    client = Client()
    for short, long in (
        ("/targets.xlsx?overdue=true", "targets.csv?overdue=true"),
        ("/targets.csv?overdue=true", "targets.csv?overdue=true"),
        ("/targets.jsonl", "targets.jsonl"),
        ("/outcomes.csv?programme=pool", "outcomes.csv?programme=pool"),
    ):
        answer = client.get(short)
        body = answer.getvalue()
        assert answer.status_code == 200
        assert short.endswith("xlsx?overdue=true") or body == file(client, long).body
    for query in ("", "?as_of=2024-06-30"):
        answer = client.get(f"/targets.csv{query}")
        assert (answer.status_code, answer["Location"]) == (301, f"/inputs.csv{query}")
    assert client.get("/targets.exe").status_code == 404


def test_file_says_what_it_is(settings: Any) -> None:
    answer = file(Client(), "targets.csv?overdue=true&programme=pool&search=count").headers
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="targets-overdue-pool-count-2026-11-24.csv"'
    assert answer["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert answer["Access-Control-Allow-Origin"] == "*"
    book = openpyxl.load_workbook(io.BytesIO(file(Client(), "targets.xlsx?territory=kz&lang=kk").body))
    labelled = {row[0]: row[1] for row in book["Файл туралы"].iter_rows(values_only=True)}
    assert labelled["Тізімнің мекенжайы"] == f"{settings.SITE_URL}/data/lists/targets.xlsx?territory=kz&lang=kk"
    assert labelled["Мына күнгі жағдай"] == "2026 ж. 24 қараша"


def test_csv_begins_with_a_byte_order_mark_where_it_is_wanted() -> None:
    assert file(Client(), "people.csv?bom=true").body.startswith(b"\xef\xbb\xbfid,")
    assert file(Client(), "people.csv").body.startswith(b"id,")
    assert Client().get("/data/lists/people.xlsx?bom=true").status_code == 400


def test_file_is_current_for_a_version_of_the_record() -> None:
    client = Client()
    tag = file(client, "sources.csv").headers["ETag"]
    assert client.get("/data/lists/sources.csv", headers={"If-None-Match": tag}).status_code == 304
    other = client.get("/data/lists/sources.csv?kind=press", headers={"If-None-Match": tag})
    other.getvalue()
    assert other.status_code == 200
    answer = client.head("/data/lists/sources.csv")
    assert answer.getvalue() == b""
    assert (answer.status_code, answer["ETag"]) == (200, tag)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("targets.csv?colour=red", 400, "colour"),
        ("targets.csv?page=2", 400, "page"),
        ("targets.csv?fields=id,colour", 400, "colour"),
        ("targets.csv?status=good", 400, "achieved"),
        ("targets.csv?programme=nobody", 404, "nobody"),
        ("targets.csv?due_before=soon", 400, "2026-01-31"),
        ("outcomes.jsonl?search=%00", 400, "NUL"),
        ("follows.csv", 404, "organisations"),
        ("targets.exe", 404, "parquet"),
        ("%00.csv", 404, "organisations"),
    ],
)
def test_what_cannot_be_answered_is_a_problem_or_a_page(browser: Client, path: str, status: int, words: str) -> None:
    answer = Client().get(f"/data/lists/{path}")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert words in answer.content.decode()
    page = browser.get(f"/data/lists/{path}")
    assert page.status_code == status
    assert page["Content-Type"].startswith("text/html")
    assert words in page.content.decode()


def test_parquet_is_missing_where_duckdb_is(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "is_installed", lambda package: False)
    answer = Client().get("/data/lists/targets.parquet")
    assert (answer.status_code, answer["Content-Type"]) == (501, "application/problem+json")
    assert "pip install --no-deps --require-hashes -r requirements-extra.txt" in answer.json()["detail"]
    page = browser.get("/data/lists/targets.parquet")
    assert page.status_code == 501
    assert "pip install --no-deps --require-hashes -r requirements-extra.txt" in page.content.decode()
    file(Client(), "targets.csv")


def test_so_many_files_are_made_for_one_address(
    browser: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALLOWANCES = {**settings.ALLOWANCES, "lists": 1, "making": 1}
    file(Client(), "people.csv")
    file(Client(), "people.csv")
    answer = Client().get("/data/lists/sources.csv")
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert int(answer["Retry-After"]) > 0
    assert browser.get("/data/lists/sources.csv").status_code == 429
    monkeypatch.setattr(list_files, "SHORT", 0)
    file(Client(), "sources.csv")
    assert Client().get("/data/lists/offices.csv").status_code == 429, "long lists have an allowance of their own"


def test_short_parquet_counts_as_a_long_list(settings: Any) -> None:
    """Each starts a process of a hundred megabytes."""
    settings.ALLOWANCES = {**settings.ALLOWANCES, "making": 0}
    assert Client().get("/data/lists/people.parquet").status_code == 429
    file(Client(), "people.csv")
    assert list_files.PARQUET_LISTS.one_at_a_time


def test_searches_are_counted(settings: Any) -> None:
    settings.ALLOWANCES = {**settings.ALLOWANCES, "search": 0}
    assert Client().get("/data/lists/sources.csv?search=word").status_code == 429


def test_list_that_is_too_long_for_a_sheet_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("projects.exports.workbook.MOST_ROWS", 1)
    answer = Client().get("/data/lists/targets.xlsx")
    assert answer.status_code == 400
    assert "another format" in answer.json()["detail"]


def test_formulas_of_the_record_run_in_no_spreadsheet() -> None:
    Target.objects.filter(pk="plan-done").update(note='=HYPERLINK("https://evil.example")', locator="@SUM(1)")
    row = next(
        row
        for row in csv.DictReader(io.StringIO(file(Client(), "targets.csv").text, newline=""))
        if row["id"] == "plan-done"
    )
    assert row["note"] == '\'=HYPERLINK("https://evil.example")'
    assert row["locator"] == "'@SUM(1)"
    sheet = openpyxl.load_workbook(io.BytesIO(file(Client(), "targets.xlsx").body))["targets"]
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert "'@SUM(1)" in [cell.value for cell in cells]


def test_queries_do_not_grow_with_the_list(django_assert_max_num_queries: Any) -> None:
    for query in ("targets.jsonl", "outcomes.csv", "projects.jsonl"):
        with django_assert_max_num_queries(20):
            file(Client(), query)


def test_every_format_has_a_name() -> None:
    assert {format.title for format in FORMATS.values()} == {"CSV", "XLSX", "JSON Lines", "Parquet"}
