"""An editor looks at copies in an archive, accepts and declines them; nothing is recorded without their yes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import ArchiveCopy, Draft, Source
from tests.factories import RECORDED_AT, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
STATES = ArchiveCopy.State
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def one(settings) -> None:
    settings.REVIEW = "one"


@pytest.fixture
def address() -> str:
    return reverse("desk-archives")


def proposed(name: str, **columns) -> ArchiveCopy:
    source = SourceFactory(id=name, url=f"https://example.org/{name}", title=f"<b>{name}</b>")
    url = f"https://archive.example/{name}"
    more = {"state": STATES.PROPOSED, "url": url, "next_ask_at": RECORDED_AT, **columns}
    return ArchiveCopy.objects.create(source=source, asked_for=source.url, **more)


def test_copies_are_listed_and_accepted(client, editor, address) -> None:
    for name in ("a", "b"):
        proposed(name)
    html = client.get(address).content.decode()
    assert "https://archive.example/a" in html
    assert "<b>a" not in html
    answer = client.post(address, {"do": "accept", "source": ["a"]}, follow=True)
    assert "Accepted." in answer.content.decode()
    source = Source.objects.get(pk="a")
    assert source.archived_url == "https://archive.example/a"
    assert source.history.first().history_user == editor
    copy = ArchiveCopy.objects.get(pk="a")
    assert (copy.state, copy.settled_by) == (STATES.ACCEPTED, editor)
    assert Source.objects.get(pk="b").archived_url == ""
    assert [row.pk for row in answer.context["page"]] == ["b"]


def test_accepted_copy_waits_for_a_second_editor(client, editor, address, settings) -> None:
    settings.REVIEW = "two"
    proposed("a")
    answer = client.post(address, {"do": "accept", "source": ["a"]}, follow=True)
    assert "a second editor" in answer.content.decode()
    assert Source.objects.get().archived_url == ""
    draft = Draft.objects.get()
    assert draft.state == Draft.State.IN_REVIEW
    assert "https://archive.example/a" in client.get(reverse("desk-draft", args=[draft.pk])).content.decode()


def test_declined_copy_is_proposed_no_more(client, editor, address) -> None:
    proposed("a")
    client.post(address, {"do": "decline", "source": ["a"]})
    assert ArchiveCopy.objects.get().state == STATES.DECLINED
    assert Source.objects.get().archived_url == ""
    assert b"https://archive.example/a" not in client.get(address).content


@pytest.mark.parametrize(
    "posted",
    [
        {"do": "accept"},
        {"do": "accept", "source": ["none"]},
        {"do": "accept", "source": ["a", "none"]},
        {"do": "accept", "source": ["a\0"]},
        {"do": "", "source": ["a"]},
        {"do": "erase", "source": ["a"]},
        {},
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_happens(client, editor, address, posted) -> None:
    proposed("a")
    answer = client.post(address, posted)
    assert answer.status_code == 400
    assert b'role="alert"' in answer.content
    assert ArchiveCopy.objects.get().state == STATES.PROPOSED


@pytest.mark.parametrize(
    "columns", [{"archived_url": "https://archive.example/z"}, {"url": "https://example.org/elsewhere"}]
)
def test_source_that_changed_meanwhile_is_proposed_no_more(client, editor, address, columns) -> None:
    proposed("a")
    Source.objects.update(**columns)
    assert client.post(address, {"do": "accept", "source": ["a"]}).status_code == 400
    assert b"https://archive.example/a" not in client.get(address).content


def test_copies_are_for_editors(client, address) -> None:
    assert client.get(address).status_code == 302
    client.force_login(UserFactory(), backend=BACKEND)
    assert client.get(address).status_code == 403
    assert client.post(address, {"do": "accept", "source": ["a"]}).status_code == 403


def test_list_takes_as_many_queries_for_many(client, editor, address) -> None:
    numbers = []
    for count in range(5):
        proposed(f"s{count}")
        client.get(address)  # what every page keeps is there
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        numbers.append(len(queries))
    assert len(set(numbers)) == 1


def test_first_page_and_page_of_the_source_lead_to_the_copies(client, editor, address) -> None:
    assert address not in client.get(reverse("desk")).content.decode()
    copy = proposed("a")
    assert address in client.get(reverse("desk")).content.decode()
    page = client.get(reverse("admin:projects_source_change", args=["a"])).content.decode()
    assert copy.url in page
    client.post(address, {"do": "decline", "source": ["a"]})
    page = client.get(reverse("admin:projects_source_change", args=["a"])).content.decode()
    assert f"Declined: {editor}" in page
