"""Drafts that a second person publishes."""

from __future__ import annotations

import pytest

from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def two(settings):
    settings.REVIEW = "two"


@pytest.fixture
def other():
    return UserFactory(editor=True)
