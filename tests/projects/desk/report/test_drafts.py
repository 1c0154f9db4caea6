"""A report as a draft: kept with whatever it lacks, gone on with, reviewed; two at once are shown both versions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from projects.actions.drafts.propose_source import propose_source
from projects.actions.drafts.review_draft import discard_draft, return_draft
from projects.models import Draft, Outcome, Source
from tests.factories import UserFactory
from tests.projects.desk.report.conftest import AT
from tests.projects.desk.report.typed import MADE, TYPED, second, send

pytestmark = pytest.mark.django_db


def on(draft: Draft) -> str:
    return f"draft={draft.pk}"


def page(client, draft: Draft) -> str:
    return client.get(f"{reverse('desk-report')}?{on(draft)}").content.decode()


@pytest.fixture
def unfinished(client, editor, target) -> Draft:
    typed = second(value="1,5 трлн", note="Стр. 7")
    response = send(client, "save", **{"source-title": "", "figures-0-value": "90,", **typed})
    assert response.status_code == 302
    return Draft.objects.get()


def test_unfinished_report_is_kept_as_it_was_typed(client, unfinished) -> None:
    assert (unfinished.state, unfinished.kind, unfinished.changes) == ("draft", "report", [])
    assert unfinished.title == "Projects launched: a report by Бюро статистики"
    html = page(client, unfinished)
    for text in (TYPED["source-url"], 'value="90,"', "1,5 трлн", "Стр. 7", "20.07.2024"):
        assert text in html
    assert "field-error" not in html
    assert "data-returned" not in html
    assert not Outcome.objects.exists()
    assert not Source.objects.filter(pk=MADE).exists()


def test_draft_is_finished_and_published_by_one_where_that_is_enough(client, unfinished) -> None:
    response = send(client, "publish", on(unfinished), version="1")
    assert response["Location"] == "/targets/pool/#evidence"
    unfinished.refresh_from_db()
    assert (unfinished.state, unfinished.version) == ("published", 2)
    assert Outcome.objects.get().source_id == MADE


def test_with_two_pairs_of_eyes_nobody_publishes_their_own(client, editor, target, settings) -> None:
    settings.REVIEW = "two"
    html = client.get(f"{reverse('desk-report')}?target=pool").content.decode()
    assert 'value="publish"' not in html
    response = send(client, "publish")
    draft = Draft.objects.get()
    assert response["Location"] == f"/desk/report/?{on(draft)}"
    assert (draft.state, len(draft.changes)) == ("in_review", 2)
    assert send(client, "publish", on(draft), version="1").status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.version) == ("in_review", 2)
    assert not Outcome.objects.exists()


def test_only_a_whole_report_is_saved_over_one_in_review(client, editor, target, settings) -> None:
    assert send(client, "review").status_code == 302
    draft = Draft.objects.get()
    response = send(client, "save", on(draft), version="1", **{"source-title": ""})
    assert response.status_code == 409
    assert b"only a whole report" in response.content
    draft.refresh_from_db()
    assert (draft.version, len(draft.changes)) == (1, 2)


def test_wrong_report_is_not_sent_to_review(client, editor, target) -> None:
    assert send(client, "review", **{"figures-0-period_end": "31.12.2023"}).status_code == 200
    assert send(client, "review", **{"figures-0-value": "9000"}).status_code == 200
    assert not Draft.objects.exists()


def test_returned_draft_says_why_and_goes_on(client, editor, target) -> None:
    send(client, "review")
    draft = Draft.objects.get()
    return_draft(draft=draft, note="Wrong <page>", by=UserFactory(editor=True), at=AT)
    assert "Wrong &lt;page&gt;" in page(client, draft)
    assert send(client, "review", on(draft), version="1").status_code == 302
    draft.refresh_from_db()
    assert draft.state == "in_review"


def meanwhile(draft: Draft, **boxes: str) -> None:
    """Another editor saves other texts."""
    other = UserFactory(editor=True)
    stored = Draft.objects.get(pk=draft.pk)
    stored.entry["boxes"].update({name: [text] for name, text in boxes.items()})
    stored.saved_by, stored.saved_at, stored.version = other, AT + timedelta(hours=1), stored.version + 1
    stored.save()


@pytest.mark.parametrize(("choice", "value"), [("mine", 95), ("theirs", 91)])
def test_two_versions_are_shown_and_one_is_chosen(client, editor, target, choice, value) -> None:
    send(client, "save")
    draft = Draft.objects.get()
    meanwhile(draft, **{"figures-0-value": "91"})
    mine = {"figures-0-value": "95", "version": "1"}
    response = send(client, "publish", on(draft), **mine)
    assert response.status_code == 409
    [difference] = response.context["conflicts"]
    assert (difference.name, difference.mine, difference.theirs) == ("figures-0-value", "95", "91")
    html = response.content.decode()
    assert 'name="version" value="2"' in html
    assert 'value="95"' in html
    assert not Outcome.objects.exists()

    asked_about = {**mine, "version": "2", "conflicting": "figures-0-value"}
    assert send(client, "publish", on(draft), **asked_about).status_code == 409
    chosen = {**asked_about, "meanwhile-figures-0-value": choice}
    assert send(client, "publish", on(draft), **chosen).status_code == 302
    assert Outcome.objects.get().value == value


def test_same_text_typed_by_both_is_no_conflict(client, editor, target) -> None:
    send(client, "save")
    draft = Draft.objects.get()
    meanwhile(draft, **{"figures-0-value": "91"})
    assert send(client, "publish", on(draft), version="1", **{"figures-0-value": "91"}).status_code == 302


def test_closed_draft_is_published_by_nobody_else(client, editor, target) -> None:
    send(client, "save")
    draft = Draft.objects.get()
    discard_draft(draft=draft, reason="a double", by=UserFactory(editor=True), at=AT)
    assert 'value="save"' not in page(client, draft)
    response = send(client, "publish", on(draft), version="1")
    assert response.status_code == 409
    assert b"discarded" in response.content
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("entry", [{}, {"target": "pool"}, {"target": "pool", "boxes": {"figures-TOTAL_FORMS": [3]}}])
def test_draft_that_came_from_elsewhere_is_opened(client, editor, target, entry) -> None:
    send(client, "save")
    Draft.objects.update(entry=entry)
    assert client.get(f"{reverse('desk-report')}?{on(Draft.objects.get())}").status_code == 200


# --- What readers propose ------------------------------------------------------------------------------------------


def proposed(target) -> Draft:
    texts = {
        "url": TYPED["source-url"],
        "figure": "1,5 тыс. проектов",
        "note": "Стр. <4>",
        "email": "",
        "language": "ru",
    }
    return propose_source(target=target, at=AT, **texts).draft


def test_proposal_is_made_a_report_and_its_figure_is_never_entered(client, editor, target) -> None:
    draft = proposed(target)
    html = page(client, draft)
    assert f'value="{TYPED["source-url"]}"' in html
    assert 'data-put="1,5 тыс"' in html
    assert "Стр. &lt;4&gt;" in html
    assert 'value="1,5' not in html
    assert send(client, "save", on(draft), version="1", **{"source-title": ""}).status_code == 302
    assert "Стр. &lt;4&gt;" in page(client, draft)
    assert send(client, "publish", on(draft), version="2").status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.kind) == ("published", "proposal")
    assert Outcome.objects.get().source_id == MADE


def test_proposal_without_a_target_asks_which(client, editor, target) -> None:
    draft = proposed(None)
    html = client.get(f"{reverse('desk-report')}?{on(draft)}&search=project").content.decode()
    assert f"?target=pool&amp;{on(draft)}" in html
    assert TYPED["source-url"] in client.get(f"{reverse('desk-report')}?target=pool&{on(draft)}").content.decode()


def test_draft_of_something_else_is_no_report(client, editor, target) -> None:
    send(client, "save")
    Draft.objects.update(kind="announcement")
    assert client.get(f"{reverse('desk-report')}?target=pool&{on(Draft.objects.get())}").status_code == 404
