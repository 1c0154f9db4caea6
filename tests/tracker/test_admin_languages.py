"""The editors' desk speaks Russian and Kazakh: labels, choices, helps, and what it says to a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from projects.actions.refresh import refresh_assessments
from tests.factories import OutcomeFactory, ProjectEventFactory, TargetFactory, UserFactory
from tests.foreign import foreign
from tests.scale.record import NOW, TODAY

# Its words are asked here; the rows and queries of the desk are asked of both databases in tests/projects/admin.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

OURS = ("projects", "accounts")
# Of the record itself, of accounts, and of programs; what stands between these is a word of ours.
DATA = re.compile(
    r"<(script|style|pre|code|textarea)\b.*?</\1>"
    r"|sqlite|postgresql|redis|memory|pool-2024-money|\bMFA\b|\bId\b|alt=\"(?:Search|True|False)\""
    # What a row of the record calls itself: ids, codes and days.
    r"|1: [a-z_]+( → [a-z_]+ on)?( \d{4}-\d\d-\d\d)?|<div class=\"readonly\">\{.*?</div>|>projects<|Kazakhstan"
    r"|>Knox<|«Knox»| lang=\"None\"",  # select2 has no words of its own in Kazakh
    re.DOTALL,
)


@pytest.fixture
def desk() -> Iterator[Client]:
    """An admin at the desk, with something to see in every table of the record; its names are numbers."""
    with time_machine.travel(NOW, tick=False):
        given = {"name": "1", "name_ru": "1", "name_kk": "1"}
        target = TargetFactory(
            id="1", source__id="1", source__title="1", source__publisher="1", indicator__id="1", note="1",
            indicator__programme__id="1", indicator__programme__responsible__id="1",
            **{f"indicator__{field}": value for field, value in given.items()},
            **{f"indicator__programme__{field}": value for field, value in given.items()},
        )  # fmt: skip
        OutcomeFactory(id="1", indicator=target.indicator, source=target.source)
        ProjectEventFactory(
            id="1", source=target.source, project__id="1", project__programme=target.indicator.programme,
            **{f"project__{field}": value for field, value in given.items()},
        )  # fmt: skip
        refresh_assessments(as_of=TODAY, at=NOW)
        client = Client()
        client.force_login(UserFactory(admin=True, email="1@example.org"))
        yield client


def pages(client: Client) -> Iterator[str]:
    """Of each of our tables the list, the form for something new, and that of the first thing in it."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        if model._meta.app_label in OURS:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            yield reverse(f"{name}_changelist")
            yield reverse(f"{name}_add")
            first = model._default_manager.first()
            if first is not None:
                yield reverse(f"{name}_change", args=[first.pk])


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_desk_speaks_its_reader_s_language(desk: Client, language: str) -> None:
    foreign_words, seen = {}, 0
    for path in pages(desk):
        answer = desk.get(path, headers={"accept-language": language})
        if answer.status_code == 403:
            continue  # what nobody may add by hand
        assert answer.status_code == 200, path
        seen += 1
        if foreign_text := foreign(DATA.sub("", answer.content.decode()), language):
            foreign_words[path] = foreign_text
    assert seen > 30
    assert not foreign_words
