"""The files of the whole record over HTTP: listed, whole, in part, for scripts of other sites, and described."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
import rdflib
from django.conf import settings
from django.test import Client

from projects.exports.record import contents, making
from projects.views import files
from tests.factories import OutcomeFactory, TargetFactory
from tests.projects.exports.record.conftest import AT

pytestmark = pytest.mark.django_db
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
DCT = rdflib.DCTERMS


@pytest.fixture
def reader(settings, tmp_path, monkeypatch) -> Client:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(contents, "can_write_parquet", lambda: False)
    OutcomeFactory(indicator=TargetFactory(id="first").indicator)
    return Client()


@pytest.fixture
def published(reader):
    return making.make_set(AT)


def content(answer) -> bytes:
    return answer.getvalue()


def test_page_says_that_files_are_being_made_until_there_are_some(reader):
    assert "made for the first time" in reader.get("/data/files/").text
    assert reader.get("/data/files/record.sqlite").status_code == 404
    making.make_set(AT)
    page = reader.get("/data/files/").text
    assert "made for the first time" not in page
    for name in ("record.zip", "record.sqlite", "outcomes.csv", "outcomes.jsonl", "SHA256SUMS", "files.json"):
        assert f'href="/data/files/{name}"' in page


def test_page_is_new_with_each_set_though_the_record_is_not(reader, published):
    answer = reader.get("/data/files/")
    assert not answer.has_header("ETag")


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_page_is_there_in_each_language(reader, published, lang):
    page = reader.get(f"/{lang}/data/files/").text
    assert 'href="/data/files/record.sqlite"' in page


def test_sizes_are_written_as_the_language_has_numbers(reader, published):
    for lang, size in (("en", r"\d\.\d\s(KB|MB)"), ("ru", r"\d,\d\s(КБ|МБ)"), ("kk", r"\d,\d\s(КБ|МБ)")):
        assert re.search(size, reader.get(f"/{lang}/data/files/").text), lang


def test_data_page_offers_assistants_only_where_they_are_answered(reader, monkeypatch):
    assert f"<code>{settings.SITE_URL}/mcp</code>" in reader.get("/data/").text
    monkeypatch.setattr(files, "assistants_installed", lambda: False)
    page = reader.get("/en/data/").text
    assert "/mcp" not in page
    assert "requirements-extra.txt" in page


def test_every_file_is_sent_as_the_manifest_says(reader, published):
    described = json.loads(content(reader.get("/data/files/files.json")))
    for file in described["files"]:
        answer = reader.get(f"/data/files/{file['name']}")
        whole = content(answer)
        assert (answer.status_code, len(whole)) == (200, file["bytes"])
        assert hashlib.sha256(whole).hexdigest() == file["sha256"] == answer["ETag"].strip('"')
        assert answer["Content-Type"] == file["media_type"]
        assert 'rel="license"' in answer["Link"]
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_who_has_a_file_is_told_so(reader, published):
    tag = f'"{published.file("targets.csv").sha256}"'
    answer = reader.get("/data/files/targets.csv", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert reader.get("/data/files/targets.csv", headers={"If-Match": '"other"'}).status_code == 412
    answer = reader.head("/data/files/targets.csv")
    assert answer["Content-Length"] == str(published.file("targets.csv").size)
    answer.close()


@pytest.mark.parametrize(
    ("asked_for", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=5-", 5, None), ("bytes=-7", -7, None), ("bytes=3-99999999", 3, None)],
)
def test_part_of_a_file_is_sent(reader, published, asked_for, start, end):
    whole = (published.folder / "targets.csv").read_bytes()
    answer = reader.get("/data/files/targets.csv", headers={"Range": asked_for})
    part = content(answer)
    assert answer.status_code == 206
    assert part == whole[start:end]
    first = whole.index(part)
    assert answer["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(whole)}"
    assert answer["Content-Length"] == str(len(part))


@pytest.mark.parametrize(
    ("asked_for", "status"),
    [
        ("bytes=99999999-", 416), ("bytes=-0", 416), ("bytes=9-5", 200), ("bytes=0-1,4-5", 200), ("bytes=-", 200),
        ("items=0-1", 200), ("bytes=a-b", 200), ("bytes=1", 200), (f"bytes={'9' * 40}-", 200),
    ],
)  # fmt: skip
def test_range_that_is_none_is_answered_with_the_whole_or_the_size(reader, published, asked_for, status):
    answer = reader.get("/data/files/targets.csv", headers={"Range": asked_for})
    assert answer.status_code == status
    content(answer)
    if status == 416:
        assert answer["Content-Range"] == f"bytes */{published.file('targets.csv').size}"


def test_part_of_another_set_is_not_mixed_with_this_one(reader, published):
    answer = reader.get("/data/files/targets.csv", headers={"Range": "bytes=5-", "If-Range": '"earlier"'})
    assert answer.status_code == 200
    content(answer)


@pytest.mark.parametrize("name", ["..%2Fsecret-key", "%2e%2e%2fattempt", "attempt", "making.lock", "no.csv", "a" * 300])
def test_only_names_of_the_set_lead_to_a_file(reader, published, name):
    assert reader.get(f"/data/files/{name}").status_code == 404


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_catalogue_is_read_by_rdflib_and_describes_every_file(reader, published):
    answer = reader.get("/data/catalog.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    graph = rdflib.Graph().parse(data=answer.content, format="json-ld")
    (dataset,) = graph.subjects(rdflib.RDF.type, DCAT.Dataset)
    addresses = {str(address) for address in graph.objects(None, DCAT.downloadURL)}
    for file in published.files:
        address = rdflib.URIRef(f"http://127.0.0.1:8000/data/files/{file.name}")
        assert str(address) in addresses
        (distribution,) = graph.subjects(DCAT.downloadURL, address)
        assert (dataset, DCAT.distribution, distribution) in graph
        assert graph.value(distribution, DCAT.byteSize).toPython() == file.size
        checksum = graph.value(distribution, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == file.sha256
        media_type = str(graph.value(distribution, DCAT.mediaType))
        assert media_type.startswith("https://www.iana.org/assignments/media-types/")
        assert str(graph.value(distribution, DCT.license)) == "https://creativecommons.org/licenses/by/4.0/"
        assert graph.value(distribution, DCT.modified).toPython() == published.made_at
    for wanted in (DCT.title, DCT.description, DCT.publisher, DCT.temporal, DCT.spatial, DCT.modified):
        assert graph.value(dataset, wanted) is not None, wanted
    assert reader.get("/data/catalog.jsonld", headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_catalogue_is_there_before_the_first_set(reader):
    graph = rdflib.Graph().parse(data=reader.get("/data/catalog.jsonld").content, format="json-ld")
    assert len(set(graph.objects(None, DCAT.downloadURL))) == 1
