"""A target to follow, and somebody who is logged in."""

from datetime import date

import pytest

from accounts.models import User


@pytest.fixture
def target(desk):
    return desk.promise("pool", deadline=date(2024, 6, 30))


@pytest.fixture
def person(client):
    person = User.objects.create_user("aigul@example.org", "secret")
    client.force_login(person)
    return person
