"""Addresses without an account: admins see and delete them, editors see none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from accounts.models import WeekSubscriber
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

AT = datetime(2024, 7, 8, 3, tzinfo=UTC)
PAGE = "/admin/accounts/weeksubscriber/"


@pytest.fixture
def addresses():
    WeekSubscriber.objects.create(
        address="aigul@example.org", language="kk", asked_at=AT, confirmed_at=AT, next_week_on=date(2024, 7, 8)
    )
    return [WeekSubscriber.objects.create(address="waits@example.org", language="en", asked_at=AT)]


def test_admin_counts_filters_and_deletes(client, addresses):
    client.force_login(UserFactory(admin=True))
    page = client.get(PAGE).content.decode()
    assert "aigul@example.org" in page
    assert "2 in all" in page
    unconfirmed = client.get(f"{PAGE}?confirmed=no").content.decode()
    assert "waits@example.org" in unconfirmed
    assert "aigul@example.org" not in unconfirmed
    chosen = {"action": "delete_addresses", "_selected_action": [row.pk for row in addresses]}
    assert "1 address is deleted." in client.post(PAGE, chosen, follow=True).content.decode()
    assert list(WeekSubscriber.objects.values_list("address", flat=True)) == ["aigul@example.org"]


def test_editor_sees_no_address(client, addresses):
    client.force_login(UserFactory(editor=True))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"action": "delete_addresses"}).status_code == 403
