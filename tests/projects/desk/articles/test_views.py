"""The page of a kept text: for editors alone, and what it shows can be checked by its hash."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.actions.articles.keep_article import keep_article
from projects.desk.articles import views
from projects.http.articles import NoArticleError, Refusal
from projects.models import Article, AuditEntry, Source
from projects.models.article import ArticleText
from tests.factories import SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 7, 22, 9, tzinfo=UTC)
TEXT = "В 2024 году построено 1 250 домов.\n<script>alert(1)</script> & \u00a0“3,000”"
NEWS = ArticleText(
    text=TEXT,
    url="https://example.org/news/1",
    title="<b>Homes</b>",
    publisher="Example Agency",
    published=date(2025, 7, 1),
    published_precision="month",
    language="ru",
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def article(editor) -> Article:
    row = keep_article(NEWS, by=editor, at=AT, origin="fetched")
    row.source = SourceFactory(title="The report")
    row.save()
    return row


@pytest.fixture
def admin(client):
    person = UserFactory(admin=True)
    client.force_login(person, backend=BACKEND)
    return person


def page_of(article: Article, name: str = "desk-article") -> str:
    return reverse(name, args=[article.pk])


def test_page_shows_the_text_its_day_and_its_hash(client, article) -> None:
    html = client.get(page_of(article)).content.decode()
    for words in ("The text as of 22 July 2025", article.sha256, "Example Agency", "July 2025", "The report", NEWS.url):
        assert words in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \u00a0“3,000”" in html
    assert "<script>alert" not in html
    assert "<b>Homes" not in html
    assert "Stop keeping" not in html


def test_file_has_the_hash(client, article) -> None:
    answer = client.get(page_of(article, "desk-article-text"))
    assert sha256(answer.content).hexdigest() == article.sha256
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("name", ["desk-article", "desk-article-text"])
def test_nobody_but_editors_sees_a_text(client, article, name) -> None:
    client.logout()
    assert client.get(page_of(article, name)).status_code == 302
    client.force_login(UserFactory(), backend=BACKEND)
    assert client.get(page_of(article, name)).status_code == 403
    assert client.post(page_of(article, name)).status_code in (403, 405)


@pytest.mark.parametrize("name", ["desk-article", "desk-article-text"])
def test_article_that_is_not_there_is_not_found(client, editor, name) -> None:
    assert client.get(reverse(name, args=[9])).status_code == 404
    assert client.get(reverse(name, args=[10**30])).status_code == 404


def test_other_texts_of_the_address_are_named(client, article, editor) -> None:
    other = keep_article(replace(NEWS, text="Mended: 1,300."), by=editor, at=AT, origin="fetched")
    keep_article(replace(NEWS, url=""), by=editor, at=AT, origin="pasted")
    assert list(client.get(page_of(article)).context["others"]) == [other]
    assert page_of(article) in client.get(page_of(other)).content.decode()


def test_queries_do_not_grow_with_the_texts(client, article, editor) -> None:
    numbers = []
    for count in range(6):
        keep_article(replace(NEWS, text=f"{count} homes."), by=editor, at=AT, origin="fetched")
        client.get(page_of(article))  # what every page keeps is there
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(article))
        numbers.append(len(queries))
    assert len(set(numbers)) == 1


def test_admin_stops_keeping_a_text_and_says_why(client, article, admin) -> None:
    assert "Stop keeping" in client.get(page_of(article)).content.decode()
    answer = client.post(page_of(article), {"reason": "\0The agency asks for it."}, follow=True)
    article.refresh_from_db()
    assert (article.text, article.sha256) == ("", sha256(TEXT.encode()).hexdigest())
    assert article.state == Article.State.DROPPED
    assert article.emptied_at is not None
    entry = AuditEntry.objects.get(action="empty_article")
    assert (entry.done_by, entry.details["reason"]) == (admin, "The agency asks for it.")
    assert "not been kept since" in answer.content.decode()
    assert client.get(page_of(article, "desk-article-text")).status_code == 404


@pytest.mark.parametrize("reason", ["", " \0 ", "x" * 501])
def test_reason_is_needed(client, article, admin, reason) -> None:
    answer = client.post(page_of(article), {"reason": reason})
    assert answer.status_code == 400
    assert article.text == Article.objects.get().text
    assert b'role="alert"' in answer.content


def test_editor_may_not_stop_keeping_a_text(client, article) -> None:
    assert client.post(page_of(article), {"reason": "x"}).status_code == 403
    assert Article.objects.get().text == article.text


@pytest.fixture
def source() -> Source:
    return SourceFactory(id="report", url="https://example.org/report", title="The report", published=date(2024, 7, 1))


def take(client, source_id: str = "report"):
    return client.post(reverse("desk-article-take"), {"source": source_id}, follow=True)


def test_text_of_a_source_is_kept_at_a_click_and_once(client, admin, source, monkeypatch) -> None:
    monkeypatch.setattr(views, "fetch_article", lambda url: replace(NEWS, url=url))
    page = reverse("admin:projects_source_change", args=["report"])
    assert b"Keep its text as it is now" in client.get(page).content
    for _time in range(2):
        answer = take(client)
        assert answer.status_code == 200
    row = Article.objects.get()
    assert (row.source, row.state, row.title, row.published) == (source, "done", "The report", date(2024, 7, 1))
    assert row.sha256 in answer.content.decode()
    assert page_of(row) in client.get(page).content.decode()


def test_text_of_another_source_stays_there(client, editor, article, source, monkeypatch) -> None:
    monkeypatch.setattr(views, "fetch_article", lambda _url: NEWS)
    take(client)
    assert Article.objects.get().source_id == article.source_id


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [(NoArticleError(Refusal.PDF), "This is a PDF"), (ValidationError({"url": "Too long."}), "Too long.")],
)
def test_reason_why_no_text_is_kept_is_told(client, admin, source, monkeypatch, refusal, sentence) -> None:
    def fetch(_url: str) -> ArticleText:
        raise refusal

    monkeypatch.setattr(views, "fetch_article", fetch)
    html = take(client).content.decode()
    assert sentence in html
    assert not Article.objects.exists()


@pytest.mark.parametrize("source_id", ["none", "a\0", ""])
def test_text_of_no_source_is_not_found(client, editor, source_id) -> None:
    assert take(client, source_id).status_code == 404


def test_texts_are_taken_by_editors_a_few_a_minute(client, editor, source, settings, monkeypatch) -> None:
    monkeypatch.setattr(views, "fetch_article", lambda url: replace(NEWS, url=url))
    settings.ALLOWANCES = {**settings.ALLOWANCES, "fetching": 1}
    take(client)
    assert "wait" in " ".join(str(message) for message in take(client).context["messages"])
    client.force_login(UserFactory(), backend=BACKEND)
    assert take(client).status_code == 403
    assert client.get(reverse("desk-article-take")).status_code == 403


def test_page_of_a_source_leads_to_its_texts(client, article, admin) -> None:
    html = client.get(reverse("admin:projects_source_change", args=[article.source_id])).content.decode()
    assert "The text as of 22 July 2025" in html
    assert page_of(article) in html
    assert page_of(article) not in client.get(reverse("admin:projects_source_add")).content.decode()
