"""Editors join spellings of a publisher, part them, and see first which verdicts follow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from projects.actions.refresh import refresh_assessments
from projects.actions.verify import verify
from projects.http.pages import today
from projects.models import Assessment, AuditEntry, Draft, Publisher, Source
from tests.factories import RECORDED_AT, OutcomeFactory, PublisherFactory, SourceFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2024, 12, 1)
JOIN, PART, LIST, ALIKE = (reverse(f"desk-publishers{page}") for page in ("-join", "-part", "", "-alike"))


@pytest.fixture
def dispute(standing_clock):
    """A newspaper that says two things of one half-year, under two spellings."""
    target = TargetFactory(id="pool")
    for name, value, day in (("The Astana Times", 90, 10), ("Astana Times", 70, 11)):
        source = SourceFactory(id=f"source-{value}", publisher=name, published=date(2024, 7, day), kind="press")
        OutcomeFactory(id=f"said-{value}", indicator=target.indicator, value=Decimal(value), source=source)
    refresh_assessments(as_of=TODAY, at=RECORDED_AT)
    assert Assessment.objects.get().disputed


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def notices(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_strangers_and_watchers_stay_outside(client):
    for address in (LIST, ALIKE, JOIN, PART):
        assert client.get(address).status_code == 302
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in (LIST, ALIKE, JOIN, PART):
        assert client.get(address).status_code == 403
    assert client.post(reverse("desk-publishers-apart"), {"keep": "a", "other": "b"}).status_code == 403


def test_page_shows_what_follows_before_anything_is_saved(client, editor, dispute):
    response = client.get(JOIN, {"keep": "The Astana Times", "other": "Astana Times"})
    assert response.status_code == 200
    [effect] = response.context["effects"].effects
    assert (effect.target, effect.moves, effect.disputed) == ("pool", True, "")
    assert not Publisher.objects.exists()
    assert Assessment.objects.get().disputed


def test_joined_publishers_are_one_and_parted_ones_are_two_again(client, editor, dispute):
    response = client.post(JOIN, {"keep": "The Astana Times", "other": "Astana Times"})
    assert (response.status_code, response["Location"]) == (302, LIST)
    assert notices(response) == ["Done; the verdicts have followed."]
    assert set(Source.objects.filter(kind="press").values_list("publisher_key", flat=True)) == {"the astana times"}
    assert Source.objects.get(pk="source-70").publisher == "Astana Times"
    assert not Assessment.objects.get().disputed
    assert list(verify(as_of=today())) == []
    audited = AuditEntry.objects.filter(object_type="publisher").values_list("action", flat=True)
    assert list(audited) == ["entered_through", "record_publisher"] * 2

    spelling = Publisher.objects.get(same_as__isnull=False)
    page = text_of(client.get(LIST))
    assert f'name="spelling" value="{spelling.pk}"' in page
    [effect] = client.get(PART, {"spelling": spelling.pk}).context["effects"].effects
    assert effect.disputed
    client.post(PART, {"spelling": spelling.pk})
    assert Source.objects.get(pk="source-70").publisher_key == "astana times"
    assert Assessment.objects.get().disputed
    assert list(verify(as_of=today())) == []


def test_joining_moves_every_spelling_and_parting_several_makes_one_publisher(client, editor):
    paper = PublisherFactory(id="paper", name="Paper")
    for name in ("Gazeta", "Gazette"):
        PublisherFactory(id=name.lower(), name=name, same_as=paper)
    for name in ("Paper", "GAZETA", "gazette", "News"):
        SourceFactory(publisher=name)
    client.post(JOIN, {"keep": "news", "other": "Gazeta"})
    assert set(Source.objects.values_list("publisher_key", flat=True)) == {"news"}
    assert Publisher.objects.get(same_as__isnull=True).name == "news"

    client.post(PART, {"spelling": ["gazeta", "gazette"]})
    keys = dict(Source.objects.values_list("publisher", "publisher_key"))
    assert keys == {"Paper": "news", "GAZETA": "gazeta", "gazette": "gazeta", "News": "news"}


@pytest.mark.parametrize(
    ("keep", "other", "says"),
    [
        ("Paper", "paper ", "Name two different publishers."),
        ("Paper", "Gazette", "They are one publisher already."),
        ("Paper", "", "Name two different publishers."),
        ("\u00ad", "\u200b", "Name two different publishers."),
        ("Paper", "\x00", "Name two different publishers."),
    ],
)
def test_what_cannot_be_joined_says_why_and_keeps_what_was_typed(client, editor, keep, other, says):
    PublisherFactory(id="gazette", name="Gazette", same_as=PublisherFactory(id="paper", name="Paper"))
    response = client.post(JOIN, {"keep": keep, "other": other})
    assert response.status_code == 409
    assert says in text_of(response)
    assert f'value="{keep.strip()}"' in text_of(response)
    assert Publisher.objects.count() == 2


@pytest.mark.parametrize("chosen", [[], ["paper"], ["nobody"], ["\0"]])
def test_nothing_is_parted_that_stands_for_itself(client, editor, chosen):
    PublisherFactory(id="paper", name="Paper")
    assert client.post(PART, {"spelling": chosen}).status_code == 409
    assert client.get(PART, {"spelling": chosen}).status_code == 409


def test_second_pair_of_eyes_comes_before_anything_is_joined(client, editor, dispute, settings):
    settings.REVIEW = "two"
    response = client.post(JOIN, {"keep": "The Astana Times", "other": "Astana Times"})
    assert notices(response) == ["Sent to review: it takes effect once another editor has published it."]
    assert not Publisher.objects.exists()
    draft = Draft.objects.get()
    assert (draft.state, draft.title) == ("in_review", "Astana Times is another spelling of The Astana Times")
    assert [change["table"] for change in draft.changes] == ["publishers", "publishers"]


def test_pairs_spelt_almost_alike_are_proposed_until_somebody_answers(client, editor, dispute):
    SourceFactory(publisher="Kazinform")
    SourceFactory(publisher="Казинформ")
    SourceFactory(publisher="Another paper")
    pairs = client.get(ALIKE).context["report"].rows
    assert {(pair.publisher.name, pair.other.name) for pair in pairs} == {
        ("Astana Times", "The Astana Times"),
        ("Kazinform", "Казинформ"),
    }
    client.post(reverse("desk-publishers-apart"), {"keep": "Kazinform", "other": "Казинформ"})
    [pair] = client.get(ALIKE).context["report"].rows
    client.post(JOIN, {"keep": pair.publisher.name, "other": pair.other.name})
    page = client.get(ALIKE)
    assert page.context["report"].rows == ()
    assert "There are none." in text_of(page)
    assert AuditEntry.objects.filter(action="keep_publishers_apart").count() == 1


def test_list_counts_sources_of_all_spellings(client, editor):
    PublisherFactory(id="gazette", name="Gazette", same_as=PublisherFactory(id="paper", name="Paper"))
    SourceFactory.create_batch(2, publisher="PAPER")
    SourceFactory(publisher="Paper")
    SourceFactory(publisher="Gazette")
    [line] = client.get(LIST, {"search": " gaz"}).context["report"].rows
    assert (line.name, line.sources, line.row) == ("Paper", 4, "paper")
    assert [(spelling.name, spelling.sources) for spelling in line.joined] == [("Gazette", 1)]
    assert client.get(LIST, {"search": "none"}).context["report"].count == 0
    assert client.get(LIST, {"page": "9" * 30}).status_code == 200


def test_pages_take_as_many_queries_however_many_publishers(client, editor, django_assert_max_num_queries):
    for number in range(60):
        SourceFactory(publisher=f"Publisher {number}")
        PublisherFactory(id=f"p-{number}", name=f"Publisher {number}")
    for address in (LIST, ALIKE, f"{LIST}?page=2"):
        with django_assert_max_num_queries(12):
            client.get(address)
