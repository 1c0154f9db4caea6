"""A text comes to the desk by its address or pasted; what cannot be read is said plainly and comes back as typed."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from projects.desk.reading import start_views
from projects.http.articles import NoArticleError, Refusal
from projects.models import Article
from projects.models.article import ArticleText
from tests.factories import UserFactory
from tests.projects.desk.reading.steps import address, show
from tests.projects.desk.reading.texts import TEXT, URL

pytestmark = pytest.mark.django_db


def begin(client, **boxes: str):
    return client.post(reverse("desk-read"), {"url": "", "text": "", **boxes})


def test_pasted_text_is_kept_with_what_is_known_of_it(client, editor) -> None:
    response = begin(client, text=TEXT, url=f"{URL}?utm_source=x", publisher="Herald", published="May 2025")
    article = Article.objects.get()
    assert response["Location"] == address(article)
    assert (article.url, article.publisher, article.origin, article.taken_by) == (URL, "Herald", "pasted", editor)
    assert (article.published, article.published_precision, article.language) == (date(2025, 5, 1), "month", "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("В 2024 году построено 12 тысяч квартир, а в следующем году планируется построить 15 тысяч квартир.", "ru"),
        ("2024 жылы 12 мың пәтер салынды, ал келесі жылы 15 мың пәтер салу жоспарланып отыр, деп хабарлады.", "kk"),
    ],
)
def test_language_is_told_by_the_text(client, editor, text, language) -> None:
    begin(client, text=text)
    assert Article.objects.get().language == language


def test_text_of_an_unknown_language_is_asked_about(client, editor) -> None:
    begin(client, text="Zzz 12 qqq.")
    article = Article.objects.get()
    assert show(client, article).cards == []
    assert "not known in which language" in client.get(address(article)).content.decode()
    about = {"language": "en", "title": "Zzz", "publisher": "", "published": "2025-05-19"}
    assert client.post(reverse("desk-read-about", args=[article.pk]), about).status_code == 302
    article.refresh_from_db()
    assert (article.language, article.title, article.published) == ("en", "Zzz", date(2025, 5, 19))


@pytest.mark.parametrize(
    ("boxes", "box"),
    [
        ({}, "url"),
        ({"text": " \n "}, "url"),
        ({"url": "no address"}, "url"),
        ({"text": "\u200b\u202e", "url": ""}, "text"),
        ({"text": TEXT, "published": "05/06/2025"}, "published"),
        ({"text": TEXT, "language": "de"}, "language"),
        ({"text": TEXT, "title": "x" * 20_000}, "title"),
    ],
)
def test_what_cannot_be_read_comes_back_as_it_was_typed(client, editor, boxes, box) -> None:
    response = begin(client, **boxes)
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == [box]
    assert form["text"].value() == boxes.get("text", "")
    assert not Article.objects.exists()


def test_longer_text_is_cut_and_the_page_says_so(client, editor) -> None:
    begin(client, text="word " * 30_000)
    article = Article.objects.get()
    assert (len(article.text) <= 100_000, article.is_cut) == (True, True)
    assert "only its first 100,000 characters" in client.get(address(article)).content.decode()


def test_page_is_fetched_when_the_form_is_sent_and_not_before(client, editor, monkeypatch) -> None:
    fetched = []

    def fetch(url: str) -> ArticleText:
        fetched.append(url)
        return ArticleText(TEXT, url, "Homes", "Herald", date(2025, 5, 19), "day", "en")

    monkeypatch.setattr(start_views, "fetch_article", fetch)
    html = client.get(reverse("desk-read"), {"url": URL}).content.decode()
    assert (fetched, f'value="{URL}"' in html) == ([], True)
    begin(client, url=URL)
    assert fetched == [URL]
    first = Article.objects.get()
    assert (first.origin, first.title) == ("fetched", "Homes")
    assert begin(client, url=URL)["Location"] == address(first)
    assert Article.objects.count() == 1


def test_page_that_is_not_read_is_told_at_its_address(client, editor, monkeypatch) -> None:
    def refuse(url: str) -> ArticleText:
        raise NoArticleError(Refusal.PDF)

    monkeypatch.setattr(start_views, "fetch_article", refuse)
    response = begin(client, url="https://example.org/plan.pdf", title="Plan")
    assert "PDF" in str(response.context["form"].errors["url"])
    assert response.context["form"]["title"].value() == "Plan"


def test_pages_of_others_are_fetched_so_often_and_no_oftener(client, editor, monkeypatch, settings) -> None:
    settings.FETCH_PAGES = True
    settings.ALLOWANCES = {**settings.ALLOWANCES, "fetching": 1}
    monkeypatch.setattr(start_views, "fetch_article", lambda url: ArticleText(TEXT, url))
    assert begin(client, url=URL).status_code == 302
    response = begin(client, url=f"{URL}/2")
    assert "wait" in str(response.context["form"].errors["url"])
    assert begin(client, url=f"{URL}/2", text=TEXT).status_code == 302


@pytest.mark.parametrize(("state", "is_listed"), [("done", False), ("dropped", False), ("reading", True)])
def test_article_is_closed_and_taken_up_again(client, editor, article, state, is_listed) -> None:
    client.post(reverse("desk-read-close", args=[article.pk]), {"state": state})
    article.refresh_from_db()
    assert article.state == state
    assert (article in client.get(reverse("desk-read")).context["articles"]) is is_listed


def test_desk_is_for_editors(client, article) -> None:
    places = [
        *(reverse("desk-read"), address(article), reverse("desk-read-figure", args=[article.pk, "32-44"])),
        *(reverse(f"desk-read-{name}", args=[article.pk]) for name in ("about", "close", "effects")),
    ]
    client.logout()
    assert {client.post(place, {}).status_code for place in places} == {302}
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert {client.post(place, {}).status_code for place in places} == {403}
