"""Linked data in pages: read back as JSON and as triples, true to the record, and safe whatever a text holds."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from rdflib import Graph, Namespace, URIRef

from projects.actions.refresh import refresh_assessments
from projects.citing.json_ld import json_ld
from projects.citing.rating import RATINGS, rating
from projects.comparison.statuses import STATUSES
from tests.factories import (
    IndicatorFactory,
    OutcomeFactory,
    PersonFactory,
    ProgrammeFactory,
    SourceFactory,
    TargetFactory,
)

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("shared_record", "db")]
ELEMENT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
SCHEMA = Namespace("https://schema.org/")
NASTY = 'A “name” </script><script>alert("x")</script> & <!-- \u2028 \u2029 \\ \' {'
TODAY = date(2025, 1, 10)


def linked(reader: Client, path: str) -> dict[str, Any]:
    answer = reader.get(path)
    assert answer.status_code == 200
    (text,) = ELEMENT.findall(answer.content.decode())
    return json.loads(text)


def node(document: dict[str, Any], kind: str) -> dict[str, Any]:
    (match,) = [node for node in document["@graph"] if node["@type"] == kind]
    return match


def kept_and_missed() -> None:
    person = PersonFactory(id="minister", name="A. Minister", name_ru="А. Министр")
    for id, value in (("kept", 200), ("missed", 100)):
        indicator = IndicatorFactory(id=id, programme=ProgrammeFactory(id=f"of-{id}"))
        TargetFactory(id=f"{id}-24", indicator=indicator, spoken_by=person, speaker="The minister")
        report = SourceFactory(id=f"{id}-report", published=date(2025, 1, 5), url=f"https://example.org/{id}?a=1&b=2")
        OutcomeFactory(indicator=indicator, value=value, period_end=date(2024, 12, 31), source=report)
    refresh_assessments(as_of=TODAY, at=datetime(2025, 1, 10, tzinfo=UTC))


def test_decided_promises_are_rated_and_cite_what_decided_them(reader: Client) -> None:
    kept_and_missed()
    review = node(linked(reader, "/en/targets/kept-24/"), "ClaimReview")
    assert review["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 3,
        "bestRating": 3,
        "worstRating": 1,
        "alternateName": "Achieved",
        "ratingExplanation": review["reviewRating"]["ratingExplanation"],
    }
    assert review["claimReviewed"] == "180 projects in 2024 (Projects launched)".replace(" projects", "\u00a0projects")
    claim = review["itemReviewed"]
    assert claim["@type"] == "Claim"
    assert claim["datePublished"] == "2024-02-05"
    assert claim["author"]["@type"] == "Person"
    assert (claim["author"]["name"], claim["creditText"]) == ("A. Minister", "The minister")
    assert claim["author"]["affiliation"]["@type"] == "Organization"
    assert claim["firstAppearance"]["url"] == claim["appearance"][0]["url"] == "https://example.org/report"
    assert review["isBasedOn"] == ["https://example.org/kept?a=1&b=2"]
    assert (review["sdDatePublished"], review["version"], review["inLanguage"]) == ("2025-01-10", "2", "en")
    assert node(linked(reader, "/en/targets/missed-24/"), "ClaimReview")["reviewRating"]["ratingValue"] == 1
    assert node(linked(reader, "/ru/targets/kept-24/"), "ClaimReview")["itemReviewed"]["author"]["name"] == "А. Министр"


def test_undecided_promise_has_a_review_without_a_rating(reader: Client) -> None:
    review = node(linked(reader, "/en/targets/plan-2025/"), "ClaimReview")
    assert "reviewRating" not in review
    assert review["reviewBody"].startswith("No data.")
    assert review["itemReviewed"]["author"]["name"] == "Old ministry"


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_reports_decided_has_a_rating(status: str) -> None:
    node = rating({"status": status}, "kk", is_ceiling=False)
    assert (node is not None) == (status in {"achieved", "achieved_late", "missed"})
    assert node is None or node["ratingValue"] == RATINGS[status]


def test_replaced_announcement_has_no_review_and_the_one_that_stands_names_both(reader: Client) -> None:
    assert [node["@type"] for node in linked(reader, "/en/targets/money-1/")["@graph"]] == ["Dataset"]
    review = node(linked(reader, "/en/targets/money-2/"), "ClaimReview")
    assert len(review["itemReviewed"]["appearance"]) == 2
    earlier = node(linked(reader, "/en/targets/money-1/?as_of=2024-06-30"), "ClaimReview")
    assert earlier["sdDatePublished"] == "2024-06-30"


def test_data_set_of_a_target_names_its_files(reader: Client) -> None:
    data = node(linked(reader, "/en/targets/count-2024/"), "Dataset")
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["temporalCoverage"] == "2024-01-01/2024-12-31"
    assert data["spatialCoverage"]["identifier"] == "KZ"
    assert data["variableMeasured"]["unitText"] == "projects"
    for file in data["distribution"]:
        answer = reader.get(file["contentUrl"].partition("8000")[2] or file["contentUrl"].partition("testserver")[2])
        assert answer.status_code == 200, file
        assert answer["Content-Type"].startswith(file["encodingFormat"]), file


def test_data_page_describes_the_record_and_its_files(reader: Client) -> None:
    data = node(linked(reader, "/en/data/"), "Dataset")
    assert data["spatialCoverage"][0]["name"] == "Kazakhstan"
    kinds = {file["encodingFormat"] for file in data["distribution"]}
    assert kinds >= {"application/zip", "text/csv", "application/xml", "application/x-ndjson"}
    for file in data["distribution"]:
        answer = reader.get(file["contentUrl"].partition("8000")[2])
        assert answer.status_code == 200, file
        assert answer["Content-Type"].startswith(file["encodingFormat"]), file
        answer.getvalue()
    assert len(data["description"]) > 50
    assert data["creator"]["@type"] == "Organization"


def test_data_page_offers_programs_no_format_that_cannot_be_made_here(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projects.citing.datasets.FORMATS", [("csv", "CSV"), ("jsonl", "JSON Lines")])
    data = node(linked(reader, "/en/data/"), "Dataset")
    assert not [file for file in data["distribution"] if file["contentUrl"].endswith(".parquet")]


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_no_text_ends_the_element_or_is_lost(reader: Client, lang: str) -> None:
    indicator = IndicatorFactory(id="nasty", name=NASTY, unit="")
    source = SourceFactory(id="nasty-source", title=NASTY, publisher=NASTY)
    TargetFactory(id="nasty-24", indicator=indicator, source=source, speaker=NASTY)
    refresh_assessments(as_of=TODAY, at=datetime(2025, 1, 10, tzinfo=UTC))
    answer = reader.get(f"/{lang}/targets/nasty-24/")
    page = answer.content.decode()
    assert "alert(&quot;x&quot;)" in page
    assert '<script>alert("x")' not in page
    review = node(linked(reader, f"/{lang}/targets/nasty-24/"), "ClaimReview")
    assert NASTY in review["claimReviewed"]
    assert review["itemReviewed"]["firstAppearance"]["headline"] == NASTY
    assert "script-src 'self'" in answer["Content-Security-Policy"], "data is no script: nothing is allowed for it"


def test_element_holds_no_letter_that_html_or_a_script_reads() -> None:
    text = str(json_ld([{"@type": "Thing", "name": f"{NASTY}\ud800"}]))
    inner = text.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not re.search("[<>&\u2028\u2029\ud800]", inner)
    assert json.loads(inner)["@graph"][0]["name"] == f"{NASTY}\ud800"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # the library's reader of JSON-LD uses it
def test_linked_data_is_read_as_triples(reader: Client) -> None:
    kept_and_missed()
    document = linked(reader, "/en/targets/kept-24/")
    document["@context"] = {"@vocab": str(SCHEMA), "url": {"@type": "@id"}, "license": {"@type": "@id"}}
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    (review,) = graph.subjects(URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), SCHEMA.ClaimReview)
    (claim,) = graph.objects(review, SCHEMA.itemReviewed)
    assert str(claim).endswith("/targets/kept-24/#claim")
    (scale,) = graph.objects(review, SCHEMA.reviewRating)
    assert graph.value(scale, SCHEMA.ratingValue).toPython() == 3
    (data,) = graph.subjects(SCHEMA.distribution, unique=True)
    assert graph.value(data, SCHEMA.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
