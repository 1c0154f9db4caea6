"""The queue of articles: what may answer a wanted target first, and what is not for us."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Follow
from projects.actions.refresh import refresh_assessments
from projects.actions.watching.save_watch import save_watch
from projects.models import Article, ArticleMatch, Watch
from projects.reports.editing.article_queue import ON_A_PAGE
from tests.factories import IndicatorFactory, OrganisationFactory, TargetFactory, UserFactory
from tests.foreign import foreign
from tests.projects.actions.recorded import AT
from tests.projects.desk.review.conftest import logged_in
from tests.projects.desk.review.test_draft import text

pytestmark = pytest.mark.django_db
QUEUE = "/en/desk/read/queue/"


@pytest.fixture(autouse=True)
def record(settings):
    settings.REVIEW = "two"
    with time_machine.travel(AT, tick=False):
        names = {"name": "Homes built", "name_ru": "Построено домов", "name_kk": "Салынған үйлер"}
        body = OrganisationFactory(id="body", name="Ministry", name_ru="Министерство", name_kk="Министрлік")
        homes = IndicatorFactory(id="homes", programme__responsible=body, **names)
        IndicatorFactory(id="roads", name="Roads", name_ru="Дороги", name_kk="Жолдар")
        TargetFactory(id="unreported", indicator=homes, deadline=date(2024, 6, 30), timing="by_deadline")
        refresh_assessments(as_of=AT.date(), at=AT)
        yield


@pytest.fixture
def desk():
    return logged_in(UserFactory(editor=True, email="aigul@example.org"))


@pytest.fixture
def watch():
    watch = Watch(url="https://example.kz/feed", organisation_id="body")
    return save_watch(watch=watch, by=UserFactory(editor=True), at=AT)


def article(title, *indicators, score=0.5, **columns):
    moment = {"taken_at": AT, "origin": "watched", "sha256": title, "text": "A text.", "figure_count": 3}
    row = Article.objects.create(
        **{"url": f"https://example.kz/{title}", **moment, "score": score, **columns, "title": title}
    )
    for place, indicator in enumerate(indicators):
        ArticleMatch.objects.create(article=row, indicator_id=indicator, place=place)
    return row


def titles(response):
    return [row.title for row in response.context["queue"].rows]


def test_wanted_articles_come_first_then_strong_matches_then_the_latest(desk):
    article("weak", "roads", score=0.4)
    article("strong", "roads", score=0.9)
    article("strong and later", "roads", score=0.9, published=date(2024, 7, 1))
    article("homes", "homes", score=0.4)
    assert titles(desk.get(QUEUE)) == ["strong and later", "strong", "homes", "weak"]
    Follow.objects.create(user=UserFactory(), created_at=AT, target_id="unreported")
    response = desk.get(QUEUE)
    assert titles(response) == ["homes", "strong and later", "strong", "weak"]
    assert text(response).count("may answer what people wait for") == 1
    assert 'href="/en/targets/unreported/"' in response.content.decode()


def test_a_line_says_what_an_editor_chooses_by(desk):
    day = {"published": date(2024, 7, 1), "published_precision": "month"}
    row = article("Homes <b>built</b>", "homes", "roads", publisher="Gazette", url="https://example.kz/a", **day)
    response = desk.get(QUEUE)
    words = text(response)
    assert "Gazette · July 2024 · 3 figures · the page itself About: Homes built · Roads" in words
    content = response.content.decode()
    assert "Homes &lt;b&gt;built&lt;/b&gt;" in content
    assert f'href="/en/desk/read/{row.pk}/"' in content
    assert 'href="https://example.kz/a" rel="noopener noreferrer nofollow"' in content


def test_what_is_not_for_us_goes_and_comes_back(desk):
    row = article("cup")
    page = reverse("desk-read-queue-move", args=[row.pk])
    response = desk.post(page, {"step": "drop", "back": "state=open"}, follow=True)
    assert response.redirect_chain[-1][0].endswith("/desk/read/queue/?state=open")
    assert (titles(response), "Dropped: “cup”" in text(response)) == ([], True)
    assert titles(desk.get(f"{QUEUE}?state=dropped")) == ["cup"]
    assert "Another editor was faster" in text(desk.post(page, {"step": "drop"}, follow=True))
    desk.post(page, {"step": "restore"})
    assert titles(desk.get(QUEUE)) == ["cup"]


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_done_is_not_dropped(desk, state):
    row = article("done", state=state)
    desk.post(reverse("desk-read-queue-move", args=[row.pk]), {"step": "drop"})
    row.refresh_from_db()
    assert row.state == state


@pytest.mark.parametrize("step", ["", "delete", "drop"])
def test_article_of_a_person_is_not_moved_here(desk, step):
    own = article("own", origin="pasted", taken_by=UserFactory(editor=True))
    for number in (own.pk, 10**30, 0):
        response = desk.post(f"{QUEUE}{number}/", {"step": step}, follow=True)
        assert "Another editor was faster" in text(response)
    own.refresh_from_db()
    assert (own.state, titles(desk.get(QUEUE))) == ("waiting", [])


@pytest.mark.parametrize("back", ["//evil.example", "state=open\r\nX: y", "x" * 500, "https://evil.example/"])
def test_the_way_back_leads_nowhere_else(desk, back):
    row = article("cup")
    response = desk.post(reverse("desk-read-queue-move", args=[row.pk]), {"step": "drop", "back": back})
    assert re.match(r"(/en)?/desk/read/queue/(\?|$)", response.headers["Location"])
    assert "\n" not in response.headers["Location"]


def test_the_queue_of_one_watch(desk, watch):
    article("of the feed", watch=watch)
    article("of another")
    response = desk.get(f"{QUEUE}?watch={watch.pk}")
    assert (titles(response), "https://example.kz/feed" in text(response)) == (["of the feed"], True)
    assert desk.get(f"{QUEUE}?watch=999999").status_code == 200


@pytest.mark.parametrize("query", ["state=waiting", "page=0", "page=x", "watch=x", "nonsense=1"])
def test_a_question_that_cannot_be_read_is_refused(desk, query):
    assert desk.get(f"{QUEUE}?{query}").status_code == 400


def test_it_says_when_nothing_is_fetched(desk, settings):
    assert "WATCH_SOURCES" in text(desk.get(QUEUE))
    settings.WATCH_SOURCES = True
    assert "WATCH_SOURCES" not in text(desk.get(QUEUE))


def test_the_queue_is_paged_and_its_queries_stay(desk):
    article("first", "homes")
    Follow.objects.create(user=UserFactory(), created_at=AT, target_id="unreported")
    desk.get(QUEUE)
    with CaptureQueriesContext(connection) as few:
        desk.get(QUEUE)
    for number in range(ON_A_PAGE + 3):
        article(f"{number}", "homes", "roads", score=0.3)
    with CaptureQueriesContext(connection) as many:
        response = desk.get(QUEUE)
    assert len(many) == len(few)
    assert len(titles(response)) == ON_A_PAGE
    assert len(titles(desk.get(f"{QUEUE}?page=2"))) == 4


def test_a_text_that_is_no_longer_kept_is_not_in_the_queue(desk):
    article("emptied", text="", emptied_at=AT)
    assert titles(desk.get(QUEUE)) == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_it_speaks_the_language_of_the_editor(desk, watch, language):
    article("Үйлер", "homes", "roads", watch=watch, state="reading")
    Follow.objects.create(user=UserFactory(), created_at=AT, target_id="unreported")
    for path in (f"?watch={watch.pk}", "?state=dropped"):
        words = foreign(desk.get(f"/{language}/desk/read/queue/{path}").content.decode(), language)
        assert [word for word in words if not re.search("example.kz|bdi in kk", word)] == []


def test_where_reading_begins_the_queue_is_a_page_of_its_own(desk):
    article("waiting")
    article("begun", state="reading")
    response = desk.get("/en/desk/read/")
    assert [row.title for row in response.context["articles"]] == ["begun"]
    assert 'href="/en/desk/read/queue/"' in response.content.decode()


def test_it_is_for_editors(client):
    row = article("cup")
    page = reverse("desk-read-queue-move", args=[row.pk])
    for answer in (client.get(QUEUE), client.post(page, {"step": "drop"})):
        assert answer.status_code == 302
    watcher = logged_in(UserFactory())
    assert watcher.get(QUEUE).status_code == watcher.post(page, {"step": "drop"}).status_code == 403
    row.refresh_from_db()
    assert row.state == "waiting"


def test_the_first_page_of_the_desk_shows_the_queue_and_dead_and_silent_sources(desk, watch):
    for number in range(7):
        article(f"article {number}", "roads")
    Watch.objects.update(is_dead=True, failures=5, first_failed_at=AT - timedelta(days=4), status=404, error="")
    silent = Watch(url="https://example.kz/silent", organisation_id="body")
    save_watch(watch=silent, by=UserFactory(editor=True), at=AT - timedelta(days=200))
    Watch.objects.filter(pk=silent.pk).update(last_item_at=AT - timedelta(days=100))
    off = Watch(url="https://example.kz/off", organisation_id="body", is_on=False)
    save_watch(watch=off, by=UserFactory(editor=True), at=AT - timedelta(days=200))
    response = desk.get("/en/desk/")
    words = text(response)
    assert re.search(r"Articles to read \(7\) .*article 6.* Show all", words)
    assert words.count("About: Roads") == 5
    assert (
        "Watched sources that fail (1) https://example.kz/feed Ministry · answer 404 · failing since 28 July 2024"
        in words
    )
    assert (
        "Watched sources gone silent (1) https://example.kz/silent Ministry · nothing new since 23 April 2024" in words
    )
    assert "example.kz/off" not in words
    for language in ("ru", "kk"):
        shown = foreign(desk.get(f"/{language}/desk/").content.decode(), language)
        assert [
            word for word in shown if "article" not in word and "example.kz" not in word and "bdi in en" not in word
        ] == []
