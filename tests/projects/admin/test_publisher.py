"""Two spellings that were joined are parted by a change that can be reviewed, never by deleting one of them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.models import Publisher
from tests.factories import PublisherFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_desk(client):
    client.force_login(UserFactory(admin=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def delete(client, row_id):
    return client.post(reverse("admin:projects_publisher_delete", args=[row_id]), {"post": "yes"}).status_code


def test_joined_spelling_is_deleted_by_nobody(admin_desk):
    """Deleting it would turn verdicts at once, which no second person has read."""
    PublisherFactory(id="gazette", same_as=PublisherFactory(id="a-gazette"))
    several = {"action": "delete_selected", "_selected_action": ["gazette"], "post": "yes"}

    assert delete(admin_desk, "gazette") == 403
    admin_desk.post(reverse("admin:projects_publisher_changelist"), several)

    assert Publisher.objects.count() == 2
    page = admin_desk.get(reverse("admin:projects_publisher_change", args=["gazette"])).content.decode()
    assert reverse("admin:projects_publisher_delete", args=["gazette"]) not in page


def test_publisher_that_stands_for_itself_may_go(admin_desk):
    PublisherFactory(id="gazette")
    assert delete(admin_desk, "gazette") == 302
    assert not Publisher.objects.exists()
