"""The queue of drafts: filters, counts, ages, and filters kept under a name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from projects.actions.changes import Change
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.review_draft import assign_draft, return_draft
from projects.actions.drafts.save_draft import create_draft
from projects.models import Indicator, SavedFilter, Source, TableImport
from projects.models.saved_filter import MAX_SAVED
from tests.foreign import foreign
from tests.projects.actions.changing import REPORT, SOURCE, added, report
from tests.projects.actions.recorded import AT
from tests.projects.desk.review.test_draft import text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
QUEUE = "/en/desk/drafts/"


def titles(response):
    return [line.draft.title for line in response.context["report"].page.rows]


@pytest.fixture
def drafts(target, author, reviewer):
    """Three days of work: a report to review, a proposal being written, a row of the API that was published."""
    how = {"changes": report(), "by": author}
    old = create_draft(kind="report", origin="desk", title="Old report", at=AT - timedelta(days=3), submit=True, **how)
    sent = create_draft(kind="proposal", origin="reader", title="From a reader", at=AT, **how)
    done = create_draft(kind="row", origin="api", title="By a program", at=AT, submit=True, **how)
    publish_draft(draft=done, version=1, by=reviewer, at=AT)
    return old, sent, done


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Old report", "From a reader"]),
        ("?state=in_review", ["Old report"]),
        ("?state=", ["Old report", "From a reader", "By a program"]),
        ("?state=published", ["By a program"]),
        ("?kind=proposal", ["From a reader"]),
        ("?origin=api", ["By a program"]),
        ("?search=READER", ["From a reader"]),
        ("?assigned=nobody", ["Old report", "From a reader", "By a program"]),
        ("?assigned=me", []),
        ("?person=999999", []),
        ("?page=99", ["Old report", "From a reader"]),
    ],
)
def test_the_queue_is_filtered(desk, drafts, query, shown):
    response = desk.get(QUEUE + query)
    assert response.status_code == 200
    assert titles(response) == shown


def test_a_draft_says_how_long_it_waits_and_the_choices_how_many_there_are(desk, drafts):
    words = text(desk.get(QUEUE))
    assert "3 days" in words
    assert "since today" in words
    assert "to review (1)" in words
    assert "2 drafts." in words


def test_what_is_assigned_to_me_is_mine(desk, drafts, reviewer, author):
    assign_draft(draft=drafts[0], to=reviewer, by=author, at=AT)
    assert titles(desk.get(f"{QUEUE}?assigned=me")) == ["Old report"]


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [
        ("", True),
        ("state=in_review", True),
        ("state=published", False),
        ("kind=import", True),
        ("kind=report", False),
        ("origin=spreadsheet", True),
        ("origin=api", False),
        ("search=HALF", True),
        ("search=year", False),
        ("assigned=nobody", True),
        ("assigned=me", False),
        ("person={author}", True),
        ("person={reviewer}", False),
    ],
)
def test_spreadsheet_that_waits_for_another_editor_stands_beside_the_drafts(desk, author, reviewer, query, is_shown):
    moments = {"uploaded_at": AT, "asked_at": AT, "uploaded_by": author, "asked_by": author}
    for name, state in (("half.xlsx", "checked"), ("done.xlsx", "published"), ("questions.xlsx", "unclear")):
        TableImport.objects.create(
            table="outcomes", file_name=name, size=1, state=state, **published(state, author), **moments
        )
    response = desk.get(f"{QUEUE}?{query.format(author=author.pk, reviewer=reviewer.pk)}")
    assert [row.file_name for row in response.context["imports"].rows] == (["half.xlsx"] if is_shown else [])
    assert ("Spreadsheets (1)" in text(response)) is is_shown


def published(state, by):
    return {"published_at": AT, "published_by": by} if state == "published" else {}


@pytest.mark.parametrize("query", ["state=lost", "kind=x", "person=x", "nonsense=1", "assigned=7"])
def test_a_question_that_cannot_be_read_is_refused(desk, query):
    assert desk.get(f"{QUEUE}?{query}").status_code == 400


def test_the_number_of_queries_is_constant(desk, drafts, author, django_assert_max_num_queries):
    desk.get(QUEUE)
    for number in range(60):
        create_draft(kind="row", origin="admin", title=f"Row {number}", changes=report(), by=author, at=AT)
    with django_assert_max_num_queries(12):
        response = desk.get(QUEUE)
    assert response.context["report"].page.pages == 2


def test_the_menu_says_how_many_wait_for_me(desk, own_desk, drafts, reviewer):
    assert "Desk (1)" in desk.get("/en/").content.decode()
    assert "Desk (" not in own_desk.get("/en/").content.decode()
    return_draft(draft=drafts[0], note="Look again.", by=reviewer, at=AT)
    assert "Desk (" not in desk.get("/en/").content.decode()
    assert "Desk (1)" in own_desk.get("/en/").content.decode()


class TestSavedFilters:
    address = "/en/desk/drafts/filters/"

    def test_a_question_is_kept_under_a_name_and_is_its_owners(self, desk, own_desk):
        response = desk.post(self.address, {"name": "Readers", "query": "origin=reader&x=1&page=3"}, follow=True)
        assert response.redirect_chain[0][0] == f"{QUEUE}?origin=reader"
        assert "Readers" in text(response)
        assert "Readers" not in text(own_desk.get(QUEUE))

    def test_the_same_name_holds_the_latest_question(self, desk):
        desk.post(self.address, {"name": "Mine", "query": "state=draft"})
        desk.post(self.address, {"name": "Mine", "query": "state=returned"})
        assert SavedFilter.objects.get().query == "state=returned"

    def test_a_filter_is_removed_by_its_owner_alone(self, desk, own_desk):
        desk.post(self.address, {"name": "Mine", "query": ""})
        number = SavedFilter.objects.get().pk
        own_desk.post(self.address, {"remove": number})
        desk.post(self.address, {"remove": "9" * 30})
        assert SavedFilter.objects.exists()
        desk.post(self.address, {"remove": number})
        assert not SavedFilter.objects.exists()

    def test_there_are_not_more_than_fit(self, desk, reviewer):
        for number in range(MAX_SAVED):
            SavedFilter.objects.create(owner=reviewer, name=f"{number}", query="")
        assert "remove one first" in text(desk.post(self.address, {"name": "More", "query": ""}, follow=True))
        assert SavedFilter.objects.count() == MAX_SAVED

    @pytest.mark.parametrize("sent", [{"name": " ", "query": ""}, {"query": "state=draft"}])
    def test_a_filter_has_a_name(self, desk, sent):
        assert "Give the filter a name." in text(desk.post(self.address, sent, follow=True))

    def test_it_is_posted(self, desk):
        assert desk.get(self.address).status_code == 405


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_queue_and_draft_speak_one_language(desk, target, author, reviewer, language):
    """What the record would say itself is written in digits."""
    Indicator.objects.update(name_ru="1", name_kk="1", unit="percent")
    Source.objects.update(publisher="6")
    SavedFilter.objects.create(owner=reviewer, name="1", query="")
    changes = [
        Change("edit", "indicators", "projects", {"direction": "decrease"}, {"direction": "increase"}),
        added("sources", {**SOURCE, "title": "2", "publisher": "3"}, makes_id=True),
        added("outcomes", REPORT),
        Change("annotate", "targets", "projects-2024", {"locator": "4"}, {"locator": ""}),
        Change("erase", "outcomes", "none", reason="5"),
    ]
    how = {"kind": "row", "origin": "admin", "title": "1", "by": author, "at": AT}
    draft = create_draft(**how, changes=changes, submit=True)
    for path in ("drafts/", f"drafts/{draft.pk}/"):
        response = desk.get(f"/{language}/desk/{path}")
        assert response.status_code == 200
        words = [word for word in foreign(response.content.decode(), language) if not word.startswith("bdi in en: ")]
        assert words == []
