"""Nothing that is sent to the desk's pages, and nothing that a draft keeps, ends in an error of ours."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.actions.drafts.save_draft import create_draft
from projects.models import Draft
from tests.factories import TargetFactory, TerritoryFactory
from tests.projects.actions.changing import report
from tests.projects.actions.recorded import AT
from tests.projects.desk.announcement.typing import PAGE, SCHOOLS, form
from tests.projects.desk.report.typed import send

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ENTRIES = [
    [],
    {"target": 5},
    {"target": ["x"]},
    {"target": "gone"},
    {"target": "pool", "boxes": []},
    {"target": "pool", "boxes": {"source-url": 5}},
    {"target": "pool", "boxes": {"source-url": [None], "figures-TOTAL_FORMS": ["9999999"]}},
    {"form": []},
    {"form": {"lines-TOTAL_FORMS": ["x"], "lines-0-what": [1]}},
    {"form": {"body": "b"}},
]
NO_NUMBERS = ["9" * 5000, "٣", "-1", "0", "1e9", "9" * 30, "\0"]


@pytest.fixture
def draft(editor):
    TargetFactory(id="pool", indicator__id="projects")
    return create_draft(kind="report", origin="desk", title="x", changes=report(), by=editor, at=AT, submit=True)


@pytest.mark.parametrize("kind", ["report", "announcement"])
@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_draft_with_an_entry_of_another_version_is_opened_and_saved(client, draft, kind, entry):
    Draft.objects.filter(pk=draft.pk).update(entry=entry, kind=kind)
    address = f"{reverse(f'desk-{kind}')}?draft={draft.pk}"

    codes = {client.get(address).status_code, client.post(address, {"act": "save", "action": "draft"}).status_code}

    assert codes <= {200, 302, 404, 409}


@pytest.mark.parametrize("number", NO_NUMBERS, ids=range(len(NO_NUMBERS)))
def test_page_and_person_that_are_no_numbers_are_none(client, draft, number):
    address = reverse("desk-draft", args=[draft.pk])

    assert client.get(address, {"page": number}).status_code == 200
    assert client.post(address, {"do": "assign", "to": number}).status_code == 400
    assert client.post(address, {"do": "publish", "version": number}).status_code == 409
    assert client.post(reverse("desk-filters"), {"remove": number}).status_code == 302


def test_a_nul_that_was_typed_is_kept_out_and_the_rest_kept(client, draft):
    """PostgreSQL holds it in no text and no JSON."""
    TerritoryFactory()
    address = reverse("desk-draft", args=[draft.pk])

    assert client.post(address, {"do": "comment", "text": "a\0b"}).status_code == 302
    assert client.post(reverse("desk-filters"), {"name": "a\0b", "query": "state=open"}).status_code == 302
    assert send(client, "save", **{"figures-0-note": "a\0b", "as_printed": "\0", "no\0box": "x"}).status_code == 302
    assert client.post(PAGE, {**form(SCHOOLS, sentence="a\0b"), "action": "draft"}).status_code == 302

    report_entry, announcement_entry = Draft.objects.exclude(pk=draft.pk).order_by("pk").values_list("entry", flat=True)
    assert report_entry["boxes"]["figures-0-note"] == ["ab"]
    assert announcement_entry["form"]["sentence"] == ["ab"]
    assert draft.events.get(action="commented").text == "ab"


def test_the_title_of_a_draft_is_as_long_as_its_column(client, draft):
    """It is made of what was typed, which may be longer."""
    assert send(client, "save", **{"source-publisher": "x" * 20_000}).status_code == 302


@pytest.mark.parametrize("page", ["announcement", "join", "draft"])
def test_what_tries_changes_out_is_limited_by_person(client, settings, draft, page):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "previews": 0}
    addresses = {
        "announcement": (client.post, f"{PAGE}read/"),
        "join": (client.get, f"{reverse('desk-publishers-join')}?keep=a&other=b"),
        "draft": (client.get, reverse("desk-draft", args=[draft.pk])),
    }
    ask, address = addresses[page]
    assert ask(address).status_code == 429


def test_what_was_typed_is_lost_to_no_limit_of_looks(client, settings, draft):
    settings.ALLOWANCES = {**settings.ALLOWANCES, "previews": 0}
    assert client.post(reverse("desk-draft", args=[draft.pk]), {"do": "comment", "text": "Why?"}).status_code == 302
