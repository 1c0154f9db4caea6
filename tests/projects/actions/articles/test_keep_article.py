"""A text is kept once for an address, as it was, with its hash."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from projects.actions.articles import keep_article as module
from projects.actions.articles.keep_article import keep_article
from projects.models import Article
from projects.models.article import ArticleText
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 7, 22, 9, tzinfo=UTC)
TEXT = "In 2024 the agency built 1,250 homes.\nIt is to build 3,000 by 2027."
NEWS = ArticleText(
    text=TEXT,
    url="https://example.org/news/1",
    title="Homes",
    publisher="Example Agency",
    published=date(2025, 7, 21),
    language="en",
)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def test_text_is_kept_with_its_hash_and_its_day(editor) -> None:
    row = keep_article(NEWS, by=editor, at=AT, origin=Article.Origin.FETCHED)
    row.refresh_from_db()
    assert (row.text, row.sha256) == (TEXT, sha256(TEXT.encode()).hexdigest())
    assert (row.taken_at, row.taken_by, row.state, row.source) == (AT, editor, Article.State.WAITING, None)
    assert (row.title, row.publisher, row.published, row.language) == ("Homes", "Example Agency", NEWS.published, "en")


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (NEWS, 1),
        (replace(NEWS, text=f"  {TEXT.replace(chr(10), chr(13) + chr(10))}\0"), 1),
        (replace(NEWS, text=TEXT + " Mended."), 2),
        (replace(NEWS, url="https://example.org/news/2"), 2),
    ],
)
def test_same_text_from_the_same_address_is_kept_once(editor, other, count) -> None:
    first = keep_article(NEWS, by=editor, at=AT, origin=Article.Origin.FETCHED)
    second = keep_article(other, by=None, at=AT + timedelta(days=1), origin=Article.Origin.WATCHED)
    assert Article.objects.count() == count
    assert (second == first) == (count == 1)
    assert first.taken_at == AT


def test_pasted_text_without_an_address_is_kept_each_time(editor) -> None:
    for _time in range(2):
        keep_article(ArticleText(TEXT), by=editor, at=AT, origin=Article.Origin.PASTED)
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("article", "column"),
    [
        (replace(NEWS, text=" \0\u200b\n "), "text"),
        (replace(NEWS, url="https://example.org/" + "ң" * 1000), "url"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_column(editor, article, column) -> None:
    with pytest.raises(ValidationError) as refusal:
        keep_article(article, by=editor, at=AT, origin=Article.Origin.PASTED)
    assert list(refusal.value.message_dict) == [column]


def test_longest_address_and_text_are_kept(editor) -> None:
    url = "https://example.org/" + "ңғ" * 495
    row = keep_article(replace(NEWS, url=url, text="слово 12 " * 20_000), by=editor, at=AT, origin="fetched")
    row.refresh_from_db()
    assert row.url == url
    assert row.is_cut
    assert len(row.text) <= 100_000


def test_text_that_somebody_keeps_at_the_same_moment_is_theirs(editor, monkeypatch) -> None:
    first = keep_article(NEWS, by=editor, at=AT, origin=Article.Origin.FETCHED)
    answers = [None, first]
    monkeypatch.setattr(module, "_kept", lambda *_key: answers.pop(0))
    assert keep_article(NEWS, by=editor, at=AT, origin=Article.Origin.FETCHED) == first
    assert (Article.objects.count(), answers) == (1, [])


@pytest.mark.parametrize(
    "columns",
    [
        {"sha256": ""},
        {"text": ""},
        {"text": "x", "emptied_at": AT},
        {"origin": "watched"},
        {"origin": "fetched", "taken_by": None},
        {"url": NEWS.url, "sha256": sha256(TEXT.encode()).hexdigest()},
    ],
)
def test_article_that_contradicts_itself_is_refused(editor, columns) -> None:
    keep_article(NEWS, by=editor, at=AT, origin=Article.Origin.FETCHED)
    whole = {"text": "x", "sha256": "0" * 64, "taken_at": AT, "taken_by": editor, "origin": "pasted"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.create(**{**whole, **columns})
