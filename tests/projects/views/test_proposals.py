"""Anybody sends a source: it becomes a draft without changes, and nothing that readers see moves."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.actions.drafts import propose_source
from projects.models import Draft, Proposal, Source
from tests.factories import TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SENT = {
    "url": "https://stat.example/2024",
    "figure": "1,5 трлн за 2024 год",
    "note": "Page 3",
    "email": "a@example.org",
}


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_a_source_becomes_a_draft_in_the_queue(client, lang):
    target = TargetFactory(id="pool")
    form = client.get(f"/{lang}/propose/?target=pool").content.decode()
    assert 'name="target" value="pool"' in form
    answer = client.post(f"/{lang}/propose/", {**SENT, "target": "pool"})
    assert answer.url == f"/{lang}/propose/sent/"
    proposal = Proposal.objects.get()
    assert (proposal.target, proposal.url, proposal.language) == (target, SENT["url"], lang)
    draft = proposal.draft
    assert (draft.kind, draft.origin, draft.state, draft.changes) == ("proposal", "reader", "in_review", [])
    assert draft.entry["figure"] == SENT["figure"]
    assert client.get(answer.url).status_code == 200
    assert Source.objects.count() == 1  # the target's own


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": ""}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "ftp://stat.example/file"}, "url"),
        ({"email": "nobody"}, "email"),
        ({"figure": "1" * 501}, "figure"),
        ({"note": "x" * 100_000}, "note"),
        ({"note": "a\0b"}, "note"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_what_was_typed_stays(client, given, field):
    answer = client.post(reverse("propose"), {**SENT, **given})
    assert answer.status_code == 400
    assert answer.context["form"].errors.keys() == {field}
    assert SENT["url"] in answer.content.decode() or field == "url"
    assert not Proposal.objects.exists()


def test_a_program_that_fills_every_box_is_thanked_and_forgotten(client):
    assert client.post(reverse("propose"), {**SENT, "homepage": "https://spam.example"}).status_code == 302
    assert not Draft.objects.exists()


def test_an_unknown_target_is_no_obstacle(client):
    for target in ("gone", "a\0b"):
        assert client.get(reverse("propose"), {"target": target}).status_code == 200
        assert client.post(reverse("propose"), {**SENT, "target": target}).status_code == 302
    assert set(Proposal.objects.values_list("target", flat=True)) == {None}


def test_more_than_an_hour_allows_is_refused_and_what_was_typed_stays(client, settings):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "proposals": 2}
    answers = [client.post(reverse("propose"), SENT) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert SENT["note"] in answers[-1].content.decode()
    assert Proposal.objects.count() == 2


def test_one_address_waits_for_three_answers_at_most(client):
    """Anybody can have named the address of a stranger, who is written to for each."""
    for _time in range(3):
        assert client.post(reverse("propose"), SENT).status_code == 302
    refused = client.post(reverse("propose"), {**SENT, "email": "A@Example.org"})
    assert refused.context["form"].errors.keys() == {"email"}
    assert SENT["note"] in refused.content.decode()
    assert client.post(reverse("propose"), {**SENT, "email": ""}).status_code == 302
    Proposal.objects.update(email="")  # as when they were answered
    assert client.post(reverse("propose"), SENT).status_code == 302


def test_a_flooded_queue_says_so(client, monkeypatch):
    monkeypatch.setattr(propose_source, "MOST_OPEN", 1)
    client.post(reverse("propose"), SENT)
    answer = client.post(reverse("propose"), SENT)
    assert answer.status_code == 429
    assert "wait" in answer.context["form"].errors["__all__"][0]


def test_a_forged_form_is_refused(client_without_token):
    assert client_without_token.post(reverse("propose"), SENT).status_code == 403


@pytest.fixture
def client_without_token():
    from django.test import Client  # a client that checks the token, for this test alone

    return Client(enforce_csrf_checks=True)


class TestAbout:
    def test_it_says_who_runs_this_and_how_to_complain(self, client, settings):
        words = {"en": "The Foundation <b>", "ru": "Фонд", "kk": "Қор"}
        settings.ABOUT = {"ABOUT_OPERATOR": words, "ABOUT_EDITORS": words, "ABOUT_COMPLAINTS": words}
        assert "The Foundation &lt;b&gt;" in client.get("/en/about/").content.decode()
        assert client.get("/kk/about/").content.decode().count("Қор") == 3

    @pytest.mark.parametrize(("review", "words"), [("two", "second editor"), ("one", "no second person")])
    def test_it_says_how_figures_are_checked(self, client, settings, review, words):
        settings.REVIEW = review
        page = client.get("/en/about/").content.decode()
        assert words in page
        assert "has not said who they are" in page
