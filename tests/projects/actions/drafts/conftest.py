"""Drafts that a second person publishes."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _second_person(two_people_review):
    """In every test of this folder that does not say otherwise."""
