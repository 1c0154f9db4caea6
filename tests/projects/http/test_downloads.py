"""A costly file is made once for each version of the record, by one maker at a time."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest
from django.test import Client

from projects.exports import inputs_file
from projects.http import downloads
from projects.packages import writer
from projects.views import pages
from tests.factories import OutcomeFactory, TargetFactory

pytestmark = pytest.mark.django_db
COSTLY = ["/inputs.csv", "/data/record.zip", "/inputs.csv?as_of=2024-06-30", "/data/record.zip?as_of=2024-06-30"]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what was made, in order."""
    names: list[str] = []

    def noted(name, make):
        def make_and_note(*args, **kwargs):
            names.append(name)
            return make(*args, **kwargs)

        return make_and_note

    monkeypatch.setattr(inputs_file, "all_inputs", noted("inputs", inputs_file.all_inputs))
    monkeypatch.setattr(pages, "write_package", noted("record", writer.write_package))
    return names


@pytest.fixture
def reader() -> Client:
    OutcomeFactory(indicator=TargetFactory(id="one").indicator)
    return Client()


def status(reader: Client, path: str) -> int:
    answer = reader.get(path)
    answer.getvalue()  # the file is closed
    return answer.status_code


@pytest.fixture
def busy(settings):
    """Simulates another process that makes the file."""
    folder = Path(settings.DATA_DIR) / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "making.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.mark.parametrize("path", COSTLY)
def test_file_is_made_once_for_a_version_of_the_record(reader, made, path):
    first, second = (reader.get(path).getvalue() for _number in range(2))
    assert first == second
    assert len(made) == 1

    OutcomeFactory(indicator=TargetFactory(id="two", announced="2024-01-01").indicator)
    assert reader.get(path).getvalue() != first
    assert len(made) == 2


def test_files_of_different_questions_are_different(reader, made):
    contents = {reader.get(path).getvalue() for path in COSTLY}
    assert len(contents) == len(made) == len(COSTLY)


@pytest.mark.parametrize("path", COSTLY)
def test_who_asks_while_another_file_is_made_is_asked_to_come_again(reader, made, busy, monkeypatch, path):
    monkeypatch.setattr(downloads, "WAITS", 0.0)
    answer = reader.get(path)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) == downloads.RETRY_AFTER
    assert "made anew after each change" in answer.content.decode()
    assert not made


def test_file_that_is_there_is_sent_while_another_is_made(reader, settings):
    whole = reader.get("/inputs.csv").getvalue()
    with (Path(settings.DATA_DIR) / "downloads" / "making.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert reader.get("/inputs.csv").getvalue() == whole


def test_no_more_than_a_few_wait(reader, busy, monkeypatch):
    monkeypatch.setattr(downloads, "_places_to_wait", downloads.BoundedSemaphore(1))
    downloads._places_to_wait.acquire()
    monkeypatch.setattr(downloads, "WAITS", 3600.0)
    assert status(reader, "/inputs.csv") == 503, "at once: all places to wait are taken"


@pytest.mark.usefixtures("standing_clock")
def test_one_address_may_have_only_so_many_files_made(reader, settings, made):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "making": 2}
    assert [status(reader, f"/inputs.csv?as_of=2024-06-{day:02}") for day in (1, 2, 3)] == [200, 200, 429]
    assert status(reader, "/inputs.csv?as_of=2024-06-01") == 200, "it is there already"
    assert len(made) == 2


def test_only_so_many_files_are_kept(reader, settings):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "making": 100}
    for day in range(1, downloads.KEPT + 4):
        reader.get(f"/inputs.csv?as_of=2024-06-{day:02}").getvalue()
    files = [file for file in (Path(settings.DATA_DIR) / "downloads").iterdir() if file.suffix == ".csv"]
    assert len(files) == downloads.KEPT


def test_maker_that_fails_leaves_nothing_and_gives_its_place_back(reader, settings, monkeypatch):
    reader.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(inputs_file, "write_table", lambda *_args: 1 / 0)
        assert status(reader, "/inputs.csv") == 500
    assert [file.name for file in (Path(settings.DATA_DIR) / "downloads").iterdir()] == ["making.lock"]
    assert status(reader, "/inputs.csv") == 200
