"""An editor who is logged in to the desk, and the columns of a report."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import IndicatorFactory, SourceFactory, UserFactory


@pytest.fixture
def editor(client):
    person = UserFactory(editor=True)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return person


@pytest.fixture
def columns() -> dict[str, str]:
    """A report of tonnes, but for its value."""
    return {
        "indicator": IndicatorFactory(unit="tonnes").pk,
        "qualifier": "exactly",
        "basis": "absolute",
        "period_start": "2024-01-01",
        "period_end": "2024-06-30",
        "final": "on",
        "source": SourceFactory(published=date(2024, 7, 10)).pk,
    }
