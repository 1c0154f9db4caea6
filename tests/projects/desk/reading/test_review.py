"""With two people an article becomes a draft: its sentences are the evidence, another publishes it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.models import Article, Draft, Outcome, Target
from tests.projects.desk.reading.steps import address, decide, enter, show
from tests.projects.desk.reading.texts import SOURCE

pytestmark = pytest.mark.django_db
BUILT, PLANNED, MONEY, DOLLARS, AGAIN = range(5)


@pytest.fixture
def draft(client, editor, article, settings) -> Draft:
    """Two figures that wait for a second person."""
    settings.REVIEW = "two"
    for place in (BUILT, MONEY):
        decide(client, article, show(client, article).cards[place])
    assert enter(client, article, "review").status_code == 302
    return Draft.objects.get()


def log_in(client, person) -> None:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")


def publish(client, draft):
    sent = {"do": "publish", "version": str(draft.version)}
    return client.post(reverse("desk-draft", args=[draft.pk]), sent)


def test_reviewer_reads_the_sentence_of_each_figure(client, article, draft, other) -> None:
    assert (draft.kind, draft.origin, draft.state, draft.article) == ("article", "article", "in_review", article)
    assert not Outcome.objects.exists()
    log_in(client, other)
    response = client.get(reverse("desk-draft", args=[draft.pk]))
    html = response.content.decode()
    assert "<mark>18,400 homes</mark> were built from January through April 2025." in html
    assert "By 2034, <mark>1.5 trillion tenge</mark> (about $2.9 billion)" in html
    assert [len(change.evidence) for change in response.context["report"].changes] == [0, 3, 3]


def test_figures_of_a_draft_wait_and_are_in_the_record_once_it_is_published(client, article, draft, other) -> None:
    cards = show(client, article).cards
    assert [cards[place].entered.state for place in (BUILT, MONEY)] == ["drafted", "drafted"]
    assert decide(client, article, cards[BUILT], "undo").status_code == 200
    log_in(client, other)
    assert publish(client, draft).status_code == 302
    assert (Outcome.objects.count(), Target.objects.filter(revises="money-2034").count()) == (1, 1)
    cards = show(client, article).cards
    assert [cards[place].entered.state for place in (BUILT, MONEY)] == ["published", "published"]
    assert cards[BUILT].entered.address


def test_draft_is_gone_on_with_on_the_page_of_the_article(client, editor, article, draft) -> None:
    page = client.get(reverse("desk-draft", args=[draft.pk])).context["report"]
    assert page.edit_at == f"{address(article)}?draft={draft.pk}"
    shown = show(client, article, draft=str(draft.pk))
    assert [card.number for card in shown.to_enter] == [1, 3]
    card = shown.cards[BUILT]
    client.post(page.edit_at, {"figure": card.key, "seen": card.token, "act": "drop"})
    sent = {"version": str(draft.version)}
    assert enter(client, article, "review", f"?draft={draft.pk}", **sent).status_code == 302
    draft.refresh_from_db()
    assert [change["table"] for change in draft.changes] == ["sources", "targets"]
    assert Draft.objects.count() == 1
    sent = {**SOURCE, "act": "look", "version": "1"}
    assert client.post(page.edit_at, sent).status_code == 409


def test_what_was_discarded_can_be_entered_again(client, editor, article, draft) -> None:
    sent = {"do": "discard", "version": str(draft.version), "reason": "Not yet."}
    client.post(reverse("desk-draft", args=[draft.pk]), sent)
    draft.refresh_from_db()
    assert draft.state == "discarded"
    assert [card.number for card in show(client, article).to_enter] == [1, 3]


def test_draft_of_another_article_is_none_of_this_one(client, editor, article, draft) -> None:
    other = Article.objects.get(pk=article.pk)
    other.pk, other.url = None, "https://example.org/other"
    other.save(force_insert=True)
    assert client.get(address(other), {"draft": str(draft.pk)}).status_code == 404
    for number in ("0", "x", "9" * 30, "-1"):
        assert client.get(address(article), {"draft": number}).status_code == 404
