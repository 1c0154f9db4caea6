"""Texts that nothing cites are kept for a while only; hash and address stay, and the same text can be kept again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from projects import tasks
from projects.actions.articles.empty_article import empty_unused_articles
from projects.actions.articles.keep_article import keep_article
from projects.actions.drafts.review_draft import discard_draft
from projects.actions.drafts.save_draft import create_draft
from projects.models import Article
from projects.models.article import ArticleText
from tests.factories import SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 7, 22, 9, tzinfo=UTC)
DAYS = timedelta(days=90)
NEWS = ArticleText(text="Built 1,250 homes.", url="https://example.org/1")
STATES = Article.State


def kept(at: datetime = AT, **columns: object) -> Article:
    row = keep_article(NEWS, by=UserFactory(editor=True), at=at, origin="fetched")
    Article.objects.filter(pk=row.pk).update(**columns)
    return row


def empty(after: timedelta = DAYS) -> int:
    return empty_unused_articles(at=AT + after, after=DAYS)


@pytest.mark.parametrize(
    ("state", "then"),
    [
        (STATES.WAITING, STATES.DROPPED),
        (STATES.READING, STATES.DROPPED),
        (STATES.DROPPED, STATES.DROPPED),
        (STATES.DONE, STATES.DONE),
    ],
)
def test_text_that_nothing_cites_is_emptied_after_its_days(state, then) -> None:
    row = kept(state=state)
    assert empty(DAYS - timedelta(seconds=1)) == 0
    assert empty() == 1
    assert empty() == 0
    row.refresh_from_db()
    assert (row.text, row.state, row.emptied_at, row.url) == ("", then, AT + DAYS, NEWS.url)
    assert len(row.sha256) == 64


def test_text_of_a_source_stays() -> None:
    kept(source=SourceFactory())
    assert empty(10 * DAYS) == 0


def test_text_of_an_open_draft_stays_until_it_is_closed() -> None:
    row, person = kept(), UserFactory(admin=True)
    how = {"kind": "article", "origin": "article", "title": "x", "changes": [], "by": person, "at": AT}
    draft = create_draft(**how, article=row)
    assert empty() == 0
    discard_draft(draft=draft, reason="Nothing new", by=person, at=AT)
    assert empty() == 1


def test_text_that_is_taken_again_is_kept_anew() -> None:
    row = kept()
    empty()
    again = keep_article(NEWS, by=row.taken_by, at=AT + 2 * DAYS, origin="fetched")
    again.refresh_from_db()
    assert (again.pk, again.text, again.emptied_at, again.taken_at) == (row.pk, NEWS.text, None, AT + 2 * DAYS)
    assert again.state == STATES.WAITING
    assert keep_article(replace(NEWS, text="x y"), by=row.taken_by, at=AT, origin="fetched").pk != row.pk


@pytest.mark.parametrize(("days", "count"), [(90, 1), (3650, 0)])
def test_schedule_empties_by_the_setting(settings, days, count) -> None:
    kept(at=datetime(2020, 1, 1, tzinfo=UTC))
    settings.ARTICLE_DAYS = timedelta(days=days)
    assert tasks.empty_articles() == count
