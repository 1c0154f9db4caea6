"""The desk's first page says what needs whom."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from projects.actions.articles.empty_article import empty_article
from projects.actions.articles.keep_article import keep_article
from projects.actions.drafts.review_draft import assign_draft, return_draft
from projects.actions.drafts.save_draft import create_draft
from projects.actions.refresh import refresh_assessments
from projects.models import Article, LinkCheck, SavedFilter, TableImport
from projects.models.article import ArticleText
from projects.reports.editing.open_work import MOST_SHOWN, dead_links
from tests.factories import SourceFactory, TargetFactory, UserFactory
from tests.foreign import foreign
from tests.projects.actions.recorded import AT
from tests.projects.desk.review.conftest import logged_in
from tests.projects.desk.review.test_draft import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def work(settings):
    settings.REVIEW = "two"
    with time_machine.travel(AT, tick=False):
        names = {"indicator__name_ru": "Проекты", "indicator__name_kk": "Жобалар"}
        TargetFactory(id="unreported", deadline=date(2024, 6, 30), timing="by_deadline", **names)
        refresh_assessments(as_of=AT.date(), at=AT)
        yield


@pytest.fixture
def me():
    return UserFactory(editor=True, email="aigul@example.org")


@pytest.fixture
def other():
    return UserFactory(editor=True, email="boris@example.org")


@pytest.fixture
def drafts(me, other):
    def make(title, by, *, submit=True, kind="report"):
        how = {"kind": kind, "origin": "desk", "title": title, "changes": [], "at": AT}
        return create_draft(**how, by=by, submit=submit)

    back = make("1 returned", me)
    return_draft(draft=back, note="Look again.", by=other, at=AT)
    make("2 first in the queue", other)
    assign_draft(draft=make("3 assigned", other), to=me, by=other, at=AT)
    make("4 mine", me, submit=False)
    make("5 submitted", me)
    make("6 sent", other, kind="proposal")
    make("7 not mine", other, submit=False)


def sections(response):
    """Heading → the text below it."""
    parts = re.split(r"<h2[^>]*>", response.content.decode().split("<main", 1)[1])
    texts = (" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in parts[1:])
    return dict(
        re.match(r"(\D+?) \((\d+)\) (.*)", words).group(1, 3) for words in texts if re.match(r"\D+? \(\d", words)
    )


def test_what_needs_me(me, drafts):
    SavedFilter.objects.create(owner=me, name="Readers first", query="origin=reader")
    response = logged_in(me).get("/en/desk/")
    shown = sections(response)
    assert "1 returned" in shown["Returned to me"]
    assert re.search("3 assigned.*2 first", shown["To review"]), "what is assigned to me comes first"
    assert "4 mine" in shown["My drafts"]
    assert "5 submitted" in shown["Mine, waiting for another editor"]
    assert "6 sent" in shown["Proposals of readers"]
    assert "7 not mine" not in text(response)
    assert (
        "Projects launched unreported by 30 June 2024 · 32 days · Add report"
        in shown["Past the deadline without a figure"]
    )
    assert "Readers first" in text(response)
    assert 'href="/en/desk/report/?target=unreported"' in response.content.decode()
    for address in re.findall(r"<main.*", response.content.decode(), re.S)[0].split('href="')[1:]:
        path = address.split('"')[0]
        if path.startswith("/") and "logout" not in path:
            assert logged_in(me).get(path.replace("&amp;", "&"), follow=True).status_code == 200, path


def test_spreadsheets_that_wait_for_somebody(me, other):
    def bring(name, state, by):
        moments = {"uploaded_at": AT, "asked_at": AT, "uploaded_by": by, "asked_by": by}
        return TableImport.objects.create(table="outcomes", file_name=name, size=1, state=state, **moments)

    bring("good.xlsx", "checked", other)
    mine = bring("mine.xlsx", "unclear", me)
    bring("not mine.xlsx", "unclear", other)
    bring("checking.xlsx", "uploaded", me)
    response = logged_in(me).get("/en/desk/")
    shown = sections(response)["Spreadsheets"]
    assert "good.xlsx is good" in shown
    assert "mine.xlsx has questions" in shown
    assert f'href="/en/desk/import/{mine.pk}/"' in response.content.decode()
    assert "not mine" not in shown
    assert "checking" not in shown


def dead_link(name, *, url="", is_dead=True, **columns):
    """A source whose link fails, since three days before the day of the test."""
    source = SourceFactory(id=name, title=f"Report {name}", url=f"https://example.org/{name}", **columns)
    since = {"first_failed_at": AT - timedelta(days=3), "failures": 4, "next_check_at": AT, "checked_at": AT}
    return LinkCheck.objects.create(source=source, url=url or source.url, status=404, is_dead=is_dead, **since)


def test_dead_links(me):
    dead_link("gone", archived_url="https://archive.example.org/gone")
    dead_link("failing", is_dead=False)
    dead_link("mended", url="https://example.org/before")
    response = logged_in(me).get("/en/desk/")
    shown = sections(response)["Dead links"]
    assert "Report gone" in shown
    assert "https://example.org/gone · answer 404 · failing since 29 July 2024 · archived copy" in shown
    assert "failing " not in shown.replace("failing since", "")
    assert "mended" not in shown
    content = response.content.decode()
    assert 'href="/admin/projects/source/gone/change/"' in content
    assert 'href="https://archive.example.org/gone" rel="noopener noreferrer nofollow"' in content


def test_dead_link_leads_to_the_text_that_is_kept_of_it(me):
    source = dead_link("gone").source
    texts = {}
    for day in (1, 2, 3):
        news = ArticleText(text=f"Built {day} homes.", url=source.url)
        texts[day] = keep_article(news, by=me, at=AT - timedelta(days=day), origin="fetched")
    Article.objects.exclude(pk=texts[1].pk).update(source=source)
    empty_article(article=texts[3], reason="asked", by=me, at=AT)
    content = logged_in(me).get("/en/desk/").content.decode()
    assert [day for day, row in texts.items() if f'href="/en/desk/articles/{row.pk}/"' in content] == [2]


def test_the_list_of_dead_links_is_bounded_and_leads_to_all(me, django_assert_num_queries):
    for number in range(MOST_SHOWN + 2):
        dead_link(f"s{number}")
    with django_assert_num_queries(2):
        dead_links()
    content = logged_in(me).get("/en/desk/").content.decode()
    assert (content.count("Report s"), "(12)" in content) == (MOST_SHOWN, True)
    assert 'href="/admin/projects/source/?dead_link=yes"' in content
    SourceFactory(url="https://example.org/lives")
    response = logged_in(me).get("/admin/projects/source/?dead_link=yes")
    assert response.context["cl"].result_count == MOST_SHOWN + 2


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_it_speaks_the_language_of_the_editor(me, drafts, language):
    dead_link("gone", archived_url="https://archive.example.org/gone")
    errors = {"status": None, "error": LinkCheck.Error.NO_ANSWER}
    dead_link("silent")
    LinkCheck.objects.filter(pk="silent").update(**errors)
    words = foreign(logged_in(me).get(f"/{language}/desk/").content.decode(), language)
    assert [word for word in words if not word.startswith("bdi in en: ")] == []


def test_it_is_for_editors(me):
    assert Client().get("/desk/", follow=True).redirect_chain[-1][0].startswith("/accounts/login/")
    assert logged_in(UserFactory()).get("/en/desk/").status_code == 403
    assert logged_in(me).get("/en/desk/").status_code == 200


def test_the_link_to_untranslated_rows_shows_them(me):
    response = logged_in(me).get("/admin/projects/organisation/?untranslated=yes")
    assert response.context["cl"].result_count == 1
