"""What people read about the API is what it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from projects.api.index import COLLECTION_NAMES, document
from projects.http.json_body import MAX_BODY
from projects.http.problems import SLUGS
from projects.packages.tables import TABLES
from projects.reports.targets.target_query import ORDERINGS
from tests.factories import IndicatorFactory

pytestmark = pytest.mark.once

GUIDE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
OWN = {"follows", "snoozes", "batches"}  # these have sections of their own
EVERYWHERE = {"as_of", "page", "page_size", "fields", "updated_since", "cursor"}


def documented() -> dict[str, set[str]]:
    section = GUIDE.partition("## Collections and their parameters")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([a-z-]+) \| (`.*) \|$", section, flags=re.M)
    return {name: set(re.findall(r"`(\w+)`", parameters)) for name, parameters in rows}


def test_guide_names_every_collection_and_no_other():
    assert set(documented()) == set(COLLECTION_NAMES)


@pytest.mark.parametrize("name", COLLECTION_NAMES)
def test_guide_names_every_parameter_and_no_other(name):
    described = document()["paths"][f"/api/v1/{name}/"]["get"]["parameters"]
    assert documented()[name] == {parameter["name"] for parameter in described} - EVERYWHERE


def test_guide_names_every_ordering_and_every_problem():
    assert all(f"`{ordering}`" in GUIDE for ordering in ORDERINGS)
    assert all(str(status) in GUIDE.partition("## Problems")[2] for status in SLUGS if status != 409)


@pytest.mark.django_db
def test_page_for_people_shows_every_address_and_asks_nothing_of_other_hosts():
    response = Client().get("/api/docs/")
    page = response.content.decode()
    assert response.status_code == 200
    for path in document()["paths"]:
        assert path in page
    for slug in SLUGS.values():
        assert f'id="{slug}"' in page
    sentence = re.findall(r'(?:src|href)="(https?://[^"/]+)', page)
    assert set(sentence) <= {settings.SITE_URL, "http://testserver"}, (
        "the page in other languages is at our own address"
    )
    assert not re.findall('<script(?! src="/static/)', page)
    assert "style=" not in page


def test_rows_of_the_guide_can_be_sent(write, record):
    """The two commands of the guide record a source and a figure."""
    IndicatorFactory(id="allur-vehicles", unit="vehicles")
    sent = re.findall(
        r"^\$ curl http://127\.0\.0\.1:8000/api/v1/([a-z-]+)/ [^']*'[^']*' -d '\n(.*?)'$", GUIDE, re.M | re.S
    )
    assert [path for path, _body in sent] == ["sources", "outcomes"]
    for path, body in sent:
        assert write(path, body).status == 201


def test_guide_names_every_collection_that_is_written_to_and_the_limits():
    section = GUIDE.partition("\n## Writing")[2].partition("\n## ")[0]
    written = {path.split("/")[3] for path, methods in document()["paths"].items() if "post" in methods} - OWN
    sentence = section.partition("`POST` to ")[2].partition(" records one row")[0]
    assert set(re.findall(r"`([a-z-]+)`", sentence)) == written
    assert f"{MAX_BODY:,} bytes" in section
    assert f"{settings.ALLOWANCES['writing']} rows a minute" in section


def test_every_column_of_a_row_is_described_to_people_and_machines():
    for table in TABLES:
        body = document()["paths"][f"/api/v1/{table.name.replace('_', '-')}/"]["post"]["requestBody"]
        name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        schema = document()["components"]["schemas"][name]
        assert list(schema["properties"]) == list(table.by_name)
        assert schema["additionalProperties"] is False
