from __future__ import annotations

import pytest
from django.core.management.base import CommandError

from projects.management.people import person_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_person_is_found_by_their_address_whatever_its_case() -> None:
    person = UserFactory(email="editor@example.org")
    assert person_of("Editor@example.org") == person
    assert person_of(None) is None


def test_address_that_nobody_has_is_refused() -> None:
    with pytest.raises(CommandError, match=r"nobody here has the address none@example\.org"):
        person_of("none@example.org")
