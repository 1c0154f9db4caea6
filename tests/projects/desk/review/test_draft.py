"""A draft as a reviewer reads it, and what they do with it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from projects.actions.articles.keep_article import keep_article
from projects.actions.changes import Change
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.save_draft import create_draft, save_draft
from projects.models import Indicator, Outcome, Source
from projects.models.article import ArticleText
from tests.factories import OutcomeFactory, UserFactory
from tests.projects.actions.changing import REPORT, SOURCE, added, report
from tests.projects.actions.recorded import AT
from tests.projects.desk.review.conftest import logged_in

pytestmark = pytest.mark.django_db


def page(draft):
    return reverse("desk-draft", args=[draft.pk])


def text(response):
    """What a reader sees, without tags."""
    html = response.content.decode().split("<main id", 1)[1].split(">", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def drafted(author, *changes, **more):
    return create_draft(
        **{"kind": "row", "origin": "admin", "title": "A row", **more}, changes=changes, by=author, at=AT, submit=True
    )


def test_a_reviewer_reads_the_figure_its_source_and_what_follows(desk, draft):
    words = text(desk.get(page(draft)))
    assert "Projects launched: 90 projects, January–June 2024" in words
    assert "Half-year report Ministry · 20 July 2024 new" in words
    assert "No data → On track" in words
    assert "aigul@example.org" in words
    assert "Publish" in words


def test_the_page_is_in_the_language_of_the_editor(desk, draft):
    desk.cookies["django_language"] = "ru"
    words = text(desk.get(page(draft)))
    assert "Проекты: 90 проектов" in words
    assert "Нет данных →" in words


def test_another_editor_publishes_and_finds_the_rows_on_the_site(desk, draft, target):
    response = desk.post(page(draft), {"do": "publish", "version": 1}, follow=True)
    assert "Readers see it now" in text(response)
    outcome = Outcome.objects.get()
    links = re.findall(r'href="([^"]+)">View on site', response.content.decode())
    assert links == [reverse("source", args=[outcome.source_id]), reverse("target", args=[target.pk])]
    assert desk.get(links[1], follow=True).status_code == 200


def test_nobody_publishes_their_own_version(own_desk, draft):
    shown = own_desk.get(page(draft))
    assert "You saved this version last, so another editor publishes it." in text(shown)
    assert 'value="publish"' not in shown.content.decode()
    response = own_desk.post(page(draft), {"do": "publish", "version": 1})
    assert response.status_code == 403
    assert "another editor publishes it" in text(response)
    assert not Outcome.objects.exists()


def test_the_second_of_two_publishers_is_told_and_nothing_is_done_twice(desk, draft):
    third = logged_in(UserFactory(editor=True))
    desk.post(page(draft), {"do": "publish", "version": 1})
    response = third.post(page(draft), {"do": "publish", "version": 1})
    assert response.status_code == 409
    assert "It is published already." in text(response)
    assert Outcome.objects.count() == 1


@pytest.mark.parametrize("version", ["1", "", "x", "9" * 30, "-1", "²"])
def test_only_the_version_that_was_read_is_published(desk, draft, author, version):
    save_draft(draft=draft, version=1, title="Better", changes=report(value="91"), by=author, at=AT)
    response = desk.post(page(draft), {"do": "publish", "version": version})
    assert response.status_code == 409
    assert "look at it as it is now" in text(response)
    assert "91 projects" in text(response)
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(("do", "why"), [("return", "note"), ("discard", "reason")])
@pytest.mark.parametrize("version", ["1", ""])
def test_only_the_version_that_was_read_is_sent_back_or_discarded(desk, draft, author, do, why, version):
    save_draft(draft=draft, version=1, title="Better", changes=report(value="91"), by=author, at=AT)
    response = desk.post(page(draft), {"do": do, "version": version, why: "It is 91."})
    assert response.status_code == 409
    assert "look at it as it is now" in text(response)
    assert "It is 91." in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == "in_review"
    shown = desk.get(page(draft)).content.decode()
    assert shown.count('name="version" value="2"') == 3  # publish, return, discard


def test_a_draft_is_returned_with_a_note_and_submitted_again(desk, own_desk, draft):
    refused = desk.post(page(draft), {"do": "return", "version": 1, "note": " "})
    assert refused.status_code == 400
    assert "Say what is to be mended." in text(refused)
    sent = {"do": "return", "version": 1, "note": "91?"}
    assert "Returned to aigul@example.org" in text(desk.post(page(draft), sent, follow=True))
    words = text(own_desk.get(page(draft)))
    assert "boris@example.org: returned 91?" in words
    assert "Submit for review" in words
    assert "Submitted" in text(own_desk.post(page(draft), {"do": "submit", "version": 1}, follow=True))
    draft.refresh_from_db()
    assert draft.state == "in_review"


def test_what_was_typed_is_kept_where_it_is_refused(desk, draft):
    response = desk.post(page(draft), {"do": "discard", "version": 1, "reason": "x" * 10_001})
    assert response.status_code == 400
    assert "x" * 10_001 in response.content.decode()
    response = desk.post(page(draft), {"do": "nonsense", "text": "My comment"})
    assert response.status_code == 400
    assert "My comment" in response.content.decode()


def test_comments_are_escaped_and_closed_drafts_take_them_too(desk, draft):
    desk.post(page(draft), {"do": "discard", "version": 1, "reason": "Another country."})
    response = desk.post(page(draft), {"do": "comment", "text": "<script>alert(1)</script>"}, follow=True)
    assert "&lt;script&gt;alert(1)" in response.content.decode()
    assert "discarded Another country." in text(response)
    assert 'value="publish"' not in response.content.decode()
    refused = desk.post(page(draft), {"do": "publish", "version": 1})
    assert refused.status_code == 409
    assert "discarded meanwhile" in text(refused)


@pytest.mark.parametrize("whom", ["watcher", "closed", "none", "9" * 30])
def test_a_draft_is_assigned_to_editors_only(desk, draft, reviewer, whom):
    people = {"watcher": UserFactory().pk, "closed": UserFactory(editor=True, is_active=False).pk}
    refused = desk.post(page(draft), {"do": "assign", "to": people.get(whom, whom)})
    assert refused.status_code == 400
    assert "Choose an editor" in text(refused)
    assert "Assigned to boris" in text(desk.post(page(draft), {"do": "assign", "to": reviewer.pk}, follow=True))
    assert "Assigned to nobody" in text(desk.post(page(draft), {"do": "assign", "to": ""}, follow=True))


def test_what_is_wrong_and_doubtful_today_stands_at_its_change(desk, draft, target):
    OutcomeFactory(indicator=target.indicator, value=9)
    Indicator.objects.filter(pk="projects").update(accumulation="milestone")
    words = text(desk.get(page(draft)))
    assert "basis:" in words
    response = desk.post(page(draft), {"do": "publish", "version": 1})
    assert response.status_code == 409
    assert "Not published" in text(response)


def test_a_doubt_that_came_up_since_is_confirmed_by_the_reviewer(desk, draft, target):
    OutcomeFactory(id="small", indicator=target.indicator, value=8)
    shown = desk.get(page(draft)).content.decode()
    tokens = re.findall(r'name="as_printed" value="([^"]+)"', shown)
    assert len(tokens) == 1
    assert desk.post(page(draft), {"do": "publish", "version": 1}).status_code == 409
    assert not Outcome.objects.filter(value=90).exists()
    response = desk.post(page(draft), {"do": "publish", "version": 1, "as_printed": tokens})
    assert response.status_code == 302
    assert Outcome.objects.filter(value=90).exists()


OLD = {"direction": "increase", "name": "Projects launched"}


def test_an_edit_shows_what_stood_there_and_what_somebody_changed_meanwhile(desk, author, target):
    edit = Change("edit", "indicators", "projects", {"direction": "decrease", "name": "Works"}, OLD)
    draft = drafted(author, edit)
    words = text(desk.get(page(draft)))
    assert "Edit: indicator projects" in words
    assert "good direction increase decrease" in words
    assert "stays: No data" in words
    Indicator.objects.filter(pk="projects").update(name="Plants", name_ru="")
    assert "Changed meanwhile to “Plants”." in text(desk.get(page(draft)))
    assert "and is “Plants” now" in text(desk.get(page(draft)))


def test_a_correction_stands_beside_what_it_corrects(desk, author, target):
    OutcomeFactory(id="half", indicator=target.indicator, value=80)
    draft = drafted(author, *report(corrects="half", note="The ministry says so."))
    words = text(desk.get(page(draft)))
    assert "In place of: Projects launched: 80 projects, January–June 2024" in words
    assert "value 80 90" in words


CHANGES = {
    "erase": Change("erase", "outcomes", "half", reason="The wrong country."),
    "annotate": Change("annotate", "outcomes", "half", {"locator": "p. 3"}, {"locator": ""}),
    "mend": Change("mend", "targets", "projects-2024", {"value": "190"}, {"value": "180"}, "We read 180."),
    "gone": Change("annotate", "outcomes", "never-there", {"locator": "p. 3"}, {"locator": ""}),
    "withdrawal": added("targets", {"indicator": "projects", "revises": "projects-2024", "withdrawn": "true"}),
    "body": added("organisations", {"id": "agency", "name": "Agency", "kind": "agency", "url": "https://a.example/"}),
    "event": added("project_events", {"project": "none", "stage": "started", "date": "2024-01-01", "source": "none"}),
    "broken": added("outcomes", {**REPORT, "period_end": "", "source": "none", "corrects": "none"}),
}
SHOWN = {
    "erase": "Entered by mistake: outcome half Projects launched: 90 projects",
    "annotate": "place in the source – p. 3",
    "mend": "Projects launched: 190 projects, in 2024 In place of: Projects launched: 180 projects, in 2024",
    "gone": "in the record no more",
    "withdrawal": "Projects launched: withdrawn",
    "body": "New: organisation agency Agency",
    "event": "none: started, 1 January 2024",
    "broken": "There is no source “none” in the record.",
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_kind_of_change_is_in_words(desk, author, target, name):
    OutcomeFactory(id="half", indicator=target.indicator)
    response = desk.get(page(drafted(author, CHANGES[name])))
    assert response.status_code == 200
    assert SHOWN[name] in text(response)


def test_a_long_draft_is_shown_a_page_at_a_time_and_takes_as_many_queries(
    desk, author, target, django_assert_max_num_queries
):
    rows = [added("organisations", {"id": f"agency-{n}", "name": f"Agency {n}", "kind": "agency"}) for n in range(301)]
    renamed = Change("edit", "indicators", "projects", {"name": "Launched"}, {"name": "Projects launched"})
    draft = drafted(author, *rows, renamed, kind="import", origin="spreadsheet")
    with django_assert_max_num_queries(20):
        response = desk.get(page(draft) + "?page=7")
    assert "Agency 300" in text(response)
    assert "Too much to try out here" in text(response)
    assert desk.get(page(draft) + "?page=x").status_code == 200


def test_a_long_draft_of_new_rows_is_tried_out_and_asks_about_what_is_doubtful(
    desk, author, target, django_assert_max_num_queries
):
    rows = [added("sources", {**SOURCE, "id": f"copy-{n}", "url": "https://example.org/many"}) for n in range(301)]
    draft = drafted(author, *rows, kind="batch", origin="api")
    with django_assert_max_num_queries(200):
        response = desk.get(page(draft) + "?page=7")
    assert "Too much to try out here" not in text(response)
    tokens = re.findall(r'name="as_printed" value="([^"]+)"', response.content.decode())
    assert len(tokens) == 2, "what is the same is asked once"
    assert text(response).count("(in each of these 300 rows)") == 2
    links = re.findall(r'href="\?page=(\d+)#change-(\d+)">', response.content.decode())
    assert links == 2 * [(str((number - 1) // 50 + 1), str(number)) for number in range(2, 302)]
    sent = {"do": "publish", "version": draft.version, "as_printed": tokens}
    assert desk.post(page(draft), sent).status_code == 302
    assert Source.objects.filter(pk__startswith="copy-").count() == 301


EMPTY = {
    "indicator": "projects", "basis": "absolute", "qualifier": "exactly", "value": "", "timing": "within_period",
    "window_start": "2024-01-01", "announced": "2024-07-20", "source": SOURCE["id"],
}  # fmt: skip


def test_a_tick_settles_the_rows_that_it_names_and_no_row_unseen(desk, author, target):
    rows = [added("targets", {**EMPTY, "id": f"of-{year}", "deadline": f"{year}-12-31"}) for year in (2030, 2031)]
    first = drafted(author, added("sources", SOURCE), rows[0], kind="batch", origin="api")
    shown = desk.get(page(first))
    (token,) = re.findall(r'name="as_printed" value="([^"]+)"', shown.content.decode())
    assert "The source gives none (in this row) 2 of-2030" in text(shown)
    both = drafted(author, added("sources", SOURCE), *rows, kind="batch", origin="api")
    words = text(desk.get(page(both)))
    assert "The source gives none (in each of these 2 rows) 2 of-2030 3 of-2031" in words
    for tokens in (token, "no_figure:value"):
        response = desk.post(page(both), {"do": "publish", "version": 1, "as_printed": tokens})
        assert response.status_code == 409
    assert not Source.objects.filter(pk=SOURCE["id"]).exists()
    (token,) = re.findall(r'name="as_printed" value="([^"]+)"', response.content.decode())
    assert desk.post(page(both), {"do": "publish", "version": 1, "as_printed": token}).status_code == 302
    assert Source.objects.filter(pk=SOURCE["id"]).exists()


def test_a_recorded_draft_keeps_saying_what_it_said(desk, draft, reviewer):
    publish_draft(draft=draft, version=1, by=reviewer, at=AT)
    words = text(desk.get(page(draft)))
    assert "Projects launched: 90 projects" in words
    assert "is recorded already" not in words


@pytest.mark.parametrize("number", ["999", "9" * 30])
def test_a_draft_that_is_not_there(desk, number):
    assert desk.get(f"/en/desk/drafts/{number}/").status_code == 404


def test_drafts_are_for_editors(draft):
    assert Client().get(page(draft), follow=True).redirect_chain[-1][0].startswith("/accounts/login/?next=")
    watcher = logged_in(UserFactory())
    assert watcher.get(page(draft), follow=True).status_code == 403
    assert watcher.post(page(draft), {"do": "publish", "version": 1}).status_code == 403
    assert not Outcome.objects.exists()


def test_a_draft_is_never_kept_by_a_cache(desk, draft):
    assert desk.get(page(draft), follow=True)["Cache-Control"] == "private, no-store"


def test_draft_leads_to_the_text_it_was_read_from_and_leaves_it_beside_the_source(desk, author, target):
    news = ArticleText(text="Built 1,250 homes.", url="https://example.org/1")
    article = keep_article(news, by=author, at=AT, origin="fetched")
    how = {"kind": "article", "origin": "article", "title": "News", "by": author, "at": AT, "submit": True}
    draft = create_draft(changes=report(), article=article, **how)
    assert reverse("desk-article", args=[article.pk]) in desk.get(page(draft)).content.decode()
    desk.post(page(draft), {"do": "publish", "version": draft.version})
    article.refresh_from_db()
    assert article.source == Outcome.objects.get().source
