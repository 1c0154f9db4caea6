"""The box for a source: the record's own by its address, a new one with an id that nobody typed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from projects.desk import source_lookup
from projects.desk.made_ids import MadeIds
from projects.desk.source_box import SourceForm, recent_sources
from projects.http.fetch import FetchedPage, NoPageError
from projects.http.safe_http import NoAnswerError, NotReachedError, RefusedAddressError
from projects.models import Source
from projects.models.audit import record_audit
from tests.factories import OutcomeFactory, SourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ADDRESS = "https://astanatimes.com/2024/05/cars/"
TYPED = {
    "source-url": ADDRESS,
    "source-title": "Cars in four months",
    "source-publisher": "The Astana Times",
    "source-published": "16 мая 2024 г.",
    "source-kind": "press",
    "source-language": "en",
}


def form_of(**changed: str) -> SourceForm:
    return SourceForm({**TYPED, **{f"source-{name}": text for name, text in changed.items()}}, prefix="source")


@pytest.mark.parametrize(
    ("typed", "row_id", "published", "precision"),
    [
        ("16 мая 2024 г.", "the-astana-times-2024-05-16", "2024-05-16", "day"),
        ("May 2024", "the-astana-times-2024-05", "2024-05-01", "month"),
        ("2024", "the-astana-times-2024", "2024-01-01", "year"),
    ],
)
def test_new_source_gets_an_id_and_the_precision_that_was_written(typed, row_id, published, precision) -> None:
    form = form_of(published=typed)
    assert form.is_valid(), form.errors
    made, change = form.source(MadeIds())
    assert (made, change.action, change.table, change.makes_id) == (row_id, "add", "sources", True)
    assert (change.cells["published"], change.cells["published_precision"]) == (published, precision)
    assert (change.cells["id"], change.cells["url"], change.cells["language"]) == (row_id, ADDRESS, "en")


@pytest.mark.parametrize("url", [ADDRESS, "http://www.astanatimes.com/2024/05/cars#top", f"{ADDRESS}?utm_source=tg"])
def test_source_of_the_record_is_found_by_its_address_and_needs_nothing_else(url) -> None:
    row = SourceFactory(url=ADDRESS)
    form = SourceForm({"source-url": url}, prefix="source")
    assert form.is_valid(), form.errors
    assert form.source(MadeIds()) == (row.pk, None)
    same = {"source-title": f" {row.title}", "source-publisher": row.publisher, "source-published": str(row.published)}
    assert SourceForm({"source-url": url, **same, "source-kind": row.kind}, prefix="source").is_valid(), "it says so"


@pytest.mark.parametrize(
    ("name", "text", "label"),
    [
        ("title", "Another title", "Title"),
        ("publisher", "Another", "Publisher"),
        ("published", "2019", "Published"),
        ("published", "nonsense", "Published"),
        ("kind", "company", "Kind"),
        ("archived_url", "https://web.archive.org/x", "archived"),
        ("note_kk", "Ескерту", "Note"),
    ],
)
def test_what_is_typed_beside_a_recorded_source_is_not_lost_without_a_word(name, text, label) -> None:
    row = SourceFactory(id="cars-2019", url=ADDRESS, title="<b>Cars</b>", published=date(2019, 1, 1), kind="press")
    form = SourceForm({"source-url": ADDRESS, f"source-{name}": text}, prefix="source")
    assert not form.is_valid()
    assert set(form.errors) == {"url"}
    sentence = str(form["url"].errors)
    assert "&lt;b&gt;Cars&lt;/b&gt;" in sentence
    assert "/admin/projects/source/cars-2019/change/" in sentence
    assert label.lower() in sentence.lower()
    assert row.pk in dict(form.fields["recorded"].widget.choices)
    chosen = {"source-url": ADDRESS, f"source-{name}": text, "source-recorded": row.pk}
    assert SourceForm(chosen, prefix="source").is_valid(), "whoever chooses it knows that it stays as it is"


@pytest.mark.parametrize("name", ["title", "publisher", "published", "kind"])
def test_new_source_lacking_a_text_is_refused_at_its_box(name) -> None:
    form = form_of(**{name: ""})
    assert not form.is_valid()
    assert set(form.errors) == {name}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("url", "javascript:alert(1)"),
        ("published", "05/06/2024"),
        ("kind", "gossip"),
        ("language", "<b>"),
        ("title", "x" * 10_001),
    ],
)
def test_wrong_text_is_refused_at_its_box(name, text) -> None:
    form = form_of(**{name: text})
    assert not form.is_valid()
    assert set(form.errors) == {name}


def test_chosen_source_of_another_address_is_asked_about() -> None:
    chosen = SourceFactory(url="https://example.org/other")
    form = form_of(recorded=chosen.pk)
    assert not form.is_valid()
    assert set(form.errors) == {"recorded"}
    assert form_of(recorded="gone").errors.keys() == {"recorded"}
    assert SourceForm({"source-recorded": chosen.pk}, prefix="source").is_valid()


def test_recent_sources_are_those_cited_lately_then_the_latest(editor, django_assert_num_queries) -> None:
    SourceFactory.create_batch(20, published=date(2025, 1, 1))
    cited = OutcomeFactory(source=SourceFactory(published=date(2020, 1, 1)))
    record_audit("record_outcome", cited, by=editor, at=datetime(2025, 2, 1, tzinfo=UTC))
    with django_assert_num_queries(5):
        recent = recent_sources()
    assert (len(recent), recent[0]) == (12, cited.source)


def answer_of(response) -> dict:
    return json.loads(response.context["answer"])


def test_lookup_says_which_source_is_at_the_address(client, editor) -> None:
    row = SourceFactory(url=ADDRESS, title="<script>alert(1)</script>", publisher="T")
    response = client.post(reverse("desk-source"), {"part": "source", "source-url": f"{ADDRESS}#x"})
    assert answer_of(response)["recorded"] == row.pk
    assert "It is cited as it is recorded." in response.content.decode()
    assert b"<script>alert" not in response.content
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("url", ["", "no address", "ftp://x.org/", "javascript:alert(1)"])
def test_lookup_of_no_address_answers_nothing(client, editor, url) -> None:
    response = client.post(reverse("desk-source"), {"part": "source", "source-url": url})
    assert (response.status_code, response.content.count(b"data-recorded")) == (200, 0)
    assert not Source.objects.exists()


def test_lookup_is_for_editors(client) -> None:
    where = reverse("desk-source")
    assert client.post(where, {"source-url": ADDRESS}).status_code == 302
    assert client.post(where, {"source-url": ADDRESS}, headers={"hx-request": "true"}).status_code == 401


# --- What is proposed from the page itself -------------------------------------------------------------------------


def look(client, url: str = ADDRESS):
    return client.post(reverse("desk-source"), {"part": "source", "source-url": url})


@pytest.fixture
def page_there(monkeypatch, settings):
    """What is fetched, and what was asked for."""
    asked_for: list[str] = []

    def fetch(url: str) -> FetchedPage:
        asked_for.append(url)
        return FetchedPage(url, "<html lang=ru><title>Отчёт</title><meta name=datePublished content=2024-07-20>")

    settings.FETCH_PAGES = True
    monkeypatch.setattr(source_lookup, "fetch_page", fetch)
    return asked_for


def test_boxes_are_proposed_from_the_page_and_the_site(client, editor, page_there) -> None:
    SourceFactory(url="http://www.astanatimes.com/2020/", publisher="The Astana Times", kind="press")
    assert answer_of(look(client, f"{ADDRESS}?utm_source=x"))["proposals"] == {
        "title": "Отчёт",
        "publisher": "The Astana Times",
        "published": "2024-07-20",
        "language": "ru",
        "kind": "press",
    }
    assert page_there == [ADDRESS]


def test_page_of_a_recorded_source_is_not_fetched(client, editor, page_there) -> None:
    SourceFactory(url=ADDRESS)
    look(client)
    assert page_there == []


def test_nothing_is_fetched_where_that_is_switched_off(client, editor, page_there, settings) -> None:
    settings.FETCH_PAGES = False
    assert answer_of(look(client))["proposals"] == {}
    assert page_there == []


def test_fetching_is_limited_for_one_editor(client, editor, page_there, settings) -> None:
    settings.ALLOWANCES = {**settings.ALLOWANCES, "fetching": 1}
    look(client)
    assert b"could not be read: many pages" in look(client).content
    assert len(page_there) == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NotReachedError("x"), b"nobody answers there"),
        (NoAnswerError("x"), b"it took too long"),
        (NoPageError("kind", "x"), b"no page of text"),
        (RefusedAddressError("<b> is private"), b"&lt;b&gt; is private"),
    ],
)
def test_failure_is_said_and_the_boxes_stay(client, editor, page_there, monkeypatch, error, words) -> None:
    def fail(url: str) -> FetchedPage:
        raise error

    monkeypatch.setattr(source_lookup, "fetch_page", fail)
    response = look(client)
    assert words in response.content
    assert answer_of(response)["proposals"] == {}
