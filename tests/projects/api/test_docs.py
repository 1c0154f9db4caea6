"""What people read about the API is what it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from projects.api.index import COLLECTION_NAMES, document
from projects.api.problems import SLUGS
from projects.reports.target_query import ORDERINGS

GUIDE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
EVERYWHERE = {"as_of", "page", "page_size"}


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
def test_page_for_people_shows_every_address_and_asks_nothing_of_other_hosts(settings):
    response = Client().get("/api/docs/")
    page = response.content.decode()
    assert response.status_code == 200
    for path in document()["paths"]:
        assert path in page
    for slug in SLUGS.values():
        assert f'id="{slug}"' in page
    told = re.findall(r'(?:src|href)="(https?://[^"/]+)', page)
    assert set(told) <= {settings.SITE_URL, "http://testserver"}, "the page in other languages is at our own address"
    assert "<script" not in page
    assert "style=" not in page
