"""What is declared to leave is said in headers and in the document, to those who use it and to no others."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from projects.api import deprecation, docs
from projects.api.deprecation import Deprecation
from projects.api.index import document

pytestmark = [pytest.mark.usefixtures("shared_record", "db"), pytest.mark.once]

SINCE, SUNSET = date(2026, 1, 1), date(2027, 1, 1)
MADE_UP = (
    Deprecation("targets", "parameter", "bundle", SINCE, SUNSET, "Use `search`."),
    Deprecation("targets", "member", "assessment.compound", date(2026, 2, 1), date(2027, 3, 1), "Use `pace`."),
    Deprecation("sources", "member", "title_kk", SINCE, SUNSET, "Use `title`."),
)


@pytest.fixture(autouse=True)
def _declared(monkeypatch):
    monkeypatch.setattr(deprecation, "DEPRECATIONS", MADE_UP)
    monkeypatch.setattr(docs, "DEPRECATIONS", MADE_UP)
    document.cache_clear()
    yield
    document.cache_clear()


@pytest.mark.parametrize(
    ("path", "query", "since"),
    [
        ("targets/", {}, "@1769904000"),
        ("targets/flats-2027/", {}, "@1769904000"),
        ("targets/", {"bundle": "pool"}, "@1767225600"),
        ("targets/", {"fields": "id"}, None),
        ("targets/", {"fields": "id,assessment.status"}, None),
        ("targets/", {"fields": "id", "bundle": "pool"}, "@1767225600"),
        ("targets/", {"fields": "assessment.compound.ratio"}, "@1769904000"),
        ("targets/", {"fields": "assessment"}, "@1769904000"),
        ("sources/", {"fields": "title_kk"}, "@1767225600"),
        ("outcomes/", {}, None),
        ("targets/", {"bundle": ""}, None),
    ],
)
def test_headers_tell_those_who_use_it(reader, path, query, since):
    headers = reader.get(path, **query).headers
    assert headers.get("Deprecation") == since
    assert ("Sunset" in headers, "Link" in headers) == (since is not None, since is not None)


def test_headers_say_since_when_until_when_and_where_more_is_said(reader):
    headers = reader.get("sources/statistics/").headers
    assert headers["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    assert headers["Link"] == '<http://testserver/api/docs/#deprecated>; rel="deprecation"; type="text/html"'
    assert {"Deprecation", "Sunset"} <= set(headers["Access-Control-Expose-Headers"].split(", "))


def test_document_marks_it_and_says_what_to_use():
    openapi = document()
    parameters = {
        parameter["name"]: parameter for parameter in openapi["paths"]["/api/v1/targets/"]["get"]["parameters"]
    }
    assert parameters["bundle"]["deprecated"] is True
    assert "deprecated" not in parameters["status"]
    schemas = openapi["components"]["schemas"]
    member = schemas["Assessment"]["properties"]["compound"]
    assert member["deprecated"] is True
    assert "2027-03-01" in member["description"]
    assert schemas["Source"]["properties"]["title_kk"]["deprecated"] is True
    assert "deprecated" not in schemas["Source"]["properties"]["title"]


def test_page_for_people_lists_it():
    page = Client().get("/api/docs/").content.decode()
    assert "targets: bundle" in page
    assert 'id="deprecated"' in page


def test_nothing_leaves_within_a_year():
    with pytest.raises(ValueError, match="a year"):
        Deprecation("targets", "parameter", "bundle", SINCE, date(2026, 12, 31), "Use `search`.")
