"""Two editors with REVIEW=two, a record with a target, and a draft of one of them."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from projects.actions.drafts.save_draft import create_draft
from projects.actions.refresh import refresh_assessments
from tests.factories import TargetFactory, UserFactory
from tests.projects.actions.changing import report
from tests.projects.actions.recorded import AT

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def logged_in(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture(autouse=True)
def two(settings):
    settings.REVIEW = "two"
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def author(db):
    return UserFactory(editor=True, email="aigul@example.org")


@pytest.fixture
def reviewer(db):
    return UserFactory(editor=True, email="boris@example.org")


@pytest.fixture
def target(db):
    target = TargetFactory(id="projects-2024", indicator__id="projects", indicator__name_ru="Проекты")
    refresh_assessments(as_of=AT.date(), at=AT)
    return target


@pytest.fixture
def draft(target, author):
    return create_draft(
        kind="report", origin="desk", title="Half-year report", changes=report(), by=author, at=AT, submit=True
    )


@pytest.fixture
def desk(reviewer):
    """The browser of the reviewer."""
    return logged_in(reviewer)


@pytest.fixture
def own_desk(author):
    return logged_in(author)
