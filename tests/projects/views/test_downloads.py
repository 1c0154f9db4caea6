"""What a reader takes away: the inputs of a verdict, and the whole record."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.usefixtures("record")


def rows(reader: Client, path: str) -> list[dict[str, str]]:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_inputs_hold_every_claim_with_its_source_and_dates(reader: Client) -> None:
    table = {row["id"]: row for row in rows(reader, "/targets/count-2024.csv")}
    assert set(table) == {"count-2024", "count-half", "count-no-start"}
    half = table["count-half"]
    assert (half["role"], half["used"], half["value"], half["unit"]) == ("outcome", "true", "90", "projects")
    assert (half["published"], half["published_precision"], half["counts_from"]) == (
        "2024-07-01",
        "month",
        "2024-07-31",
    )
    assert table["count-no-start"]["used"] == "false"
    assert table["count-no-start"]["period_start"] == ""
    assert table["count-2024"]["used"] == "true"


@pytest.mark.parametrize(
    "path",
    ["/inputs.csv", "/targets/money-1.csv", "/targets/money-1/trajectory.csv", "/track-record.csv", "/calendar.csv",
     "/targets/money-1/revisions.csv", "/targets/money-1/bundle.csv", "/data/lists/targets.csv", "/data/record.zip",
     "/data/iati.xml", "/calendar.ics", "/targets/money-1/cite.json", "/data/catalog.jsonld"],
)  # fmt: skip
def test_a_file_says_its_licence(reader: Client, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert answer["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    answer.getvalue()


def test_inputs_and_the_list_of_targets_have_names_of_their_own(reader: Client) -> None:
    """Whoever took both away had one file twice."""
    for path, name in (("/inputs.csv", "inputs"), ("/data/lists/targets.csv", "targets")):
        answer = reader.get(path)
        assert answer["Content-Disposition"] == f'attachment; filename="{name}-2025-01-10.csv"'
        answer.getvalue()


def test_inputs_of_a_chain_hold_all_its_links(reader: Client) -> None:
    table = rows(reader, "/targets/money-1.csv")
    assert [(row["id"], row["revises"], row["used"]) for row in table] == [
        ("money-1", "", "false"), ("money-2", "money-1", "true"),
    ]  # fmt: skip
    assert [row["id"] for row in rows(reader, "/targets/money-1.csv?as_of=2024-06-30")] == ["money-1"]


def test_inputs_do_not_exist_before_the_announcement(reader: Client) -> None:
    assert reader.get("/targets/count-2024.csv?as_of=2023-01-01").status_code == 404


def test_record_is_downloaded_as_a_data_package(reader: Client) -> None:
    answer = reader.get("/data/record.zip")
    package = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert {name.rsplit("/", 1)[-1] for name in package.namelist()} >= {
        "datapackage.json",
        "targets.csv",
        "outcomes.csv",
    }
    earlier = reader.get("/data/record.zip?as_of=2024-02-01")
    targets = zipfile.ZipFile(io.BytesIO(b"".join(earlier.streaming_content))).read("targets.csv").decode()
    assert targets.count("\n") == 1, "only the header: nothing had been announced"


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_licence_of_the_data_is_on_its_pages_and_in_its_package(reader: Client, lang: str) -> None:
    for path in ("data", "about"):
        page = reader.get(f"/{lang}/{path}/").content.decode()
        assert 'href="https://creativecommons.org/licenses/by/4.0/" rel="license"' in page, path
        assert "BSD 3-Clause" in page, path
    answer = reader.get("/data/record.zip")
    assert answer["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    (licence,) = json.loads(archive.read("datapackage.json"))["licenses"]
    assert (licence["name"], licence["path"]) == ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")


def test_repository_says_its_licences() -> None:
    root = Path(settings.BASE_DIR)
    assert (root / "LICENSE").read_text().startswith("BSD 3-Clause License")
    assert "CC BY 4.0" in (root / "LICENSE-DATA").read_text()
    readme = (root / "README.md").read_text()
    assert "(LICENSE)" in readme
    assert "(LICENSE-DATA)" in readme
