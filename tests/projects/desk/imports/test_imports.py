"""The page of spreadsheets: from the upload to the record and out of it again, and what is refused on the way."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from projects.actions.annotate_claim import annotate_claim
from projects.actions.table_imports.run import progress_key, run_waiting
from projects.models import Outcome, TableImport
from projects.packages.tables import TABLES
from tests.factories import UserFactory
from tests.projects.actions.table_imports.imports import AT, HEADER, ROW, checked, clock, content, load_record, uploaded
from tests.sample import choose

pytestmark = pytest.mark.django_db
LIST = "/desk/import/"


@pytest.fixture(autouse=True)
def record(tmp_path: Path):
    load_record(tmp_path)
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def editor():
    return UserFactory(editor=True)


@pytest.fixture
def desk(editor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(editor)
    return client


def sent(desk: Client, data: bytes, name: str = "figures.csv", table: str = "outcomes"):
    return desk.post(LIST, {"table": table, "file": SimpleUploadedFile(name, data)})


def do(desk: Client, address: str, what: str, **values: str):
    """What a button of the page sends."""
    attempt = TableImport.objects.get(pk=address.rstrip("/").rpartition("/")[2]).attempts
    return desk.post(address, {"do": what, "attempt": attempt, **values})


def page_of(desk: Client, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_file_goes_all_the_way_into_the_record_and_out(desk: Client) -> None:
    address = sent(desk, content(ROW.format(value='"1,700"') + ",p. 5", header=HEADER + ",Wo"))["Location"]
    assert "waits to be checked" in page_of(desk, address)
    run_waiting(clock)
    questions = page_of(desk, address)
    assert "has questions" in questions
    assert "1,700 = 1700" in questions
    assert "I “Wo”" in questions
    refused = do(desk, address, "answer", decimal=".")
    assert refused.status_code == 400
    assert "Say what the column I “Wo” is." in refused.content.decode()
    assert "checked" in refused.content.decode()  # what was answered is not lost
    assert do(desk, address, "answer", decimal=".", **{"column-I": "locator"}).status_code == 302
    run_waiting(clock)
    assert "New rows: <b>1</b>" in page_of(desk, address)
    assert do(desk, address, "publish").status_code == 302
    assert "waits to be published" in page_of(desk, address)
    run_waiting(clock)
    assert "is published" in page_of(desk, address)
    assert Outcome.objects.get(value=1700).locator == "p. 5"
    assert do(desk, address, "undo", reason="").status_code == 400
    assert do(desk, address, "undo", reason="The wrong table.").status_code == 302
    run_waiting(clock)
    assert "The wrong table." in page_of(desk, address)
    assert not Outcome.objects.filter(value=1700).exists()
    assert "figures.csv" in page_of(desk, LIST)


def test_page_names_the_rows_that_stay_before_and_after_a_file_is_taken_out(desk: Client) -> None:
    rows = [ROW.format(value=700) + ",b", ROW.format(value=90).replace("2023-07", "2023-12") + ",a"]
    address = sent(desk, content(*rows, header=f"{HEADER},id"))["Location"]
    run_waiting(clock)
    do(desk, address, "publish", as_printed="1")
    run_waiting(clock)
    assert "stays, because somebody has put it right" not in page_of(desk, address)
    annotate_claim(claim=Outcome.objects.get(pk="b"), locator="p. 5", by=UserFactory(editor=True), at=AT)
    words = " ".join(page_of(desk, address).split())
    assert "One row stays, because somebody has put it right since." in words
    assert "<code>b</code>" in words
    do(desk, address, "undo", reason="The wrong table.")
    run_waiting(clock)
    words = " ".join(page_of(desk, address).split())
    assert "These rows stayed, because somebody had put them right since: <code>b</code>" in words
    assert not Outcome.objects.filter(pk="a").exists()


def test_problems_stand_on_the_page_and_can_be_downloaded(desk: Client) -> None:
    address = sent(desk, content(ROW.format(value="=1+x"), ROW.format(value="abc")))["Location"]
    run_waiting(clock)
    page = page_of(desk, address)
    assert "2 problems" in page
    assert "abc" in page
    answer = desk.get(f"{address}problems.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["row", "column", "what is wrong", "cell"]
    assert (rows[1][0], rows[1][1], rows[1][3]) == ("2", "value", "'=1+x")


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_pages_are_there_in_each_language(desk: Client, editor, lang: str) -> None:
    for row in (ROW.format(value="abc"), ROW.format(value='"1,000"'), ROW.format(value="70000")):
        table_import = checked(editor, row)
        page_of(desk, f"/{lang}/desk/import/{table_import.pk}/")
    assert f'lang="{lang}"' in page_of(desk, f"/{lang}{LIST}")


def test_progress_is_that_of_the_worker_and_loads_the_page_anew_at_the_end(desk: Client, editor) -> None:
    table_import = uploaded(editor, ROW.format(value="700"))
    address = f"{LIST}{table_import.pk}/progress"
    assert "Waits for a worker" in page_of(desk, address)
    cache.set(progress_key(table_import), ("reading", 250))
    piece = page_of(desk, address)
    assert 'value="250"' in piece
    assert "Reads the rows" in piece
    run_waiting(clock)
    assert desk.get(address)["HX-Refresh"] == "true"


def test_doubtful_rows_need_their_tick(desk: Client, editor) -> None:
    address = f"{LIST}{checked(editor, ROW.format(value='70000')).pk}/"
    answer = do(desk, address, "publish")
    assert answer.status_code == 400
    assert "tick that they are as printed" in answer.content.decode()
    assert do(desk, address, "publish", as_printed="1").status_code == 302


def test_second_editor_publishes(desk: Client, editor) -> None:
    address = f"{LIST}{checked(editor, ROW.format(value='700')).pk}/"
    with override_settings(REVIEW="two"):
        page = page_of(desk, address)
        assert "another editor publishes it" in page
        assert "Publish all of it" not in page
        assert do(desk, address, "publish").status_code == 403
        desk.force_login(UserFactory(editor=True))
        assert do(desk, address, "publish").status_code == 302


def test_file_that_says_nothing_new_has_nothing_to_publish(desk: Client, editor) -> None:
    row = ROW.format(value="500").replace("07-01,2023-12-31,true", "01-01,2023-06-30,false")
    table_import = checked(editor, row)
    assert "there is nothing to publish" in page_of(desk, f"{LIST}{table_import.pk}/")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b"x" * 19_000_001, "The file has more than 19 MB"),
        (None, "This field is required."),
    ],
)
def test_upload_that_is_refused_says_why(desk: Client, data: bytes | None, reason: str) -> None:
    values = {"table": "outcomes"} if data is None else {"table": "outcomes", "file": SimpleUploadedFile("a.csv", data)}
    answer = desk.post(LIST, values)
    assert answer.status_code == 400
    assert reason in answer.content.decode()
    assert not TableImport.objects.exists()


def test_file_over_the_limit_of_bodies_is_refused_before_it_is_read(desk: Client) -> None:
    answer = desk.post(LIST, content_type="multipart/form-data; boundary=x", data=b"", CONTENT_LENGTH="50000000")
    assert answer.status_code == 413


def test_many_files_in_a_minute_are_refused(desk: Client) -> None:
    answers = [sent(desk, content(ROW.format(value="700"))).status_code for _number in range(11)]
    assert answers == [302] * 10 + [429]


def test_only_editors_come_in(client: Client) -> None:
    address = f"{LIST}{uploaded(UserFactory(editor=True), ROW.format(value='700')).pk}/"
    for path in (LIST, address, f"{address}progress", f"{address}problems.csv", f"{LIST}templates/outcomes.xlsx"):
        client.logout()
        assert client.get(path).status_code == 302
        client.force_login(UserFactory())
        assert client.get(path).status_code == 403
        assert client.post(path, {"do": "publish"}).status_code == 403


def test_form_without_its_token_is_refused(editor) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert sent(client, b"a").status_code == 403


def test_what_is_not_there_is_not_found(desk: Client) -> None:
    for path in (f"{LIST}7/", f"{LIST}7/progress", f"{LIST}templates/none.csv", f"{LIST}templates/outcomes.exe"):
        assert desk.get(path).status_code == 404
    table_import = uploaded(UserFactory(editor=True), ROW.format(value="700"))
    assert do(desk, f"{LIST}{table_import.pk}/", "nonsense").status_code == 400
    assert do(desk, f"{LIST}{table_import.pk}/", "publish").status_code == 400


def test_imports_are_shown_a_page_at_a_time_with_as_many_queries(
    desk: Client, editor, django_assert_max_num_queries
) -> None:
    for number in range(35):
        TableImport.objects.create(
            table="outcomes", file_name=f"f{number}.csv", size=1, uploaded_at=AT + timedelta(minutes=number),
            uploaded_by=editor, asked_at=AT + timedelta(minutes=number), asked_by=editor,
        )  # fmt: skip
    desk.get(LIST)  # the frame's countries are read once for a version of the record
    with django_assert_max_num_queries(8):
        page = page_of(desk, LIST)
    assert "f34.csv" in page
    assert "f4.csv" not in page
    with django_assert_max_num_queries(8):
        page = page_of(desk, f"{LIST}?page=2")
    assert "f4.csv" in page


# Each table has its turn every day, in two of the six.
TEMPLATES = [*product(["en", "ru", "kk"], ["csv", "xlsx"])]


@pytest.mark.once
@pytest.mark.parametrize(
    ("table", "lang", "kind"),
    [
        pytest.param(table, lang, kind, id=f"{table.name}-{lang}-{kind}")
        for table in TABLES
        for lang, kind in choose(TEMPLATES, f"template of {table.name}", 1 / 3)
    ],
)
def test_template_is_read_as_its_table_and_only_its_example_is_refused(editor, table, lang: str, kind: str) -> None:
    client = Client(headers={"accept-language": lang})
    client.force_login(editor)
    answer = client.get(f"{LIST}templates/{table.name}.{kind}")
    assert answer.status_code == 200
    address = sent(client, answer.content, f"t.{kind}", table.name)["Location"]
    run_waiting(clock)
    table_import = TableImport.objects.get(pk=address.rstrip("/").rpartition("/")[2])
    assert table_import.state == "refused", table_import.result
    problems = {(problem["line"], problem["value"][:8]) for problem in table_import.result["problems"]}
    assert problems == {(2, "example-")}, table_import.result


@pytest.mark.parametrize(
    ("lang", "figures", "days", "column"),
    [
        ("en", ("1,700 = 1.7", "1,700 = 1700"), ("2/3/2023 = 2 March 2023", "2/3/2023 = 3 February 2023"), "I “Wo”"),
        ("ru", ("1,700 = 1,7", "1,700 = 1700"), ("2/3/2023 = 2 марта 2023", "2/3/2023 = 3 февраля 2023"), "I «Wo»"),
        ("kk", ("1,700 = 1,7", "1,700 = 1700"), ("2/3/2023 = 2023 ж. 2 наурыз", "3 ақпан"), "I «Wo»"),
    ],
)
def test_questions_show_what_a_cell_may_mean_as_people_write_it(
    desk: Client, lang: str, figures: tuple[str, ...], days: tuple[str, ...], column: str
) -> None:
    row = ROW.format(value='"1,700"').replace("2023-07-01", "2/3/2023")
    address = sent(desk, content(f"{row},p. 5", header=HEADER + ",Wo"))["Location"]
    run_waiting(clock)
    page = desk.get(address, headers={"accept-language": lang}).content.decode()
    for words in (*figures, *days, column):
        assert words in page


def test_page_says_that_more_rows_may_be_doubtful_than_it_shows(desk: Client, editor, monkeypatch) -> None:
    table_import = checked(editor, ROW.format(value=70000))
    address = f"{LIST}{table_import.pk}/"
    assert "there may be more" not in page_of(desk, address)
    monkeypatch.setattr("projects.desk.imports.import_page.SHOWN", 1)
    assert "The first 1 are shown; there may be more." in page_of(desk, address)
