"""“Add report” on the pages of readers: editors see it, nobody else, and pages for everybody stay as they were."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from projects.actions.refresh import refresh_assessments
from tests.factories import TargetFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGES = ["/targets/pool/", "/targets/?overdue=true", "/calendar/?year=2024", "/"]


@pytest.fixture
def overdue():
    target = TargetFactory(id="pool", deadline=date(2024, 12, 31))
    refresh_assessments(as_of=date(2026, 1, 1), at=datetime(2026, 1, 1, tzinfo=UTC))
    return target


def login(client, **role: bool) -> None:
    client.force_login(UserFactory(**role), backend="allauth.account.auth_backends.AuthenticationBackend")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("overdue")
def test_only_editors_see_it(client, page) -> None:
    link = f"{reverse('desk-report')}?target=pool"
    response = client.get(page)
    assert link not in response.content.decode()
    assert "private" not in response.get("Cache-Control", "")
    login(client)
    assert link not in client.get(page).content.decode()
    login(client, editor=True)
    assert link in client.get(page).content.decode()


@pytest.mark.usefixtures("overdue")
def test_admin_page_of_a_target_has_it(client) -> None:
    login(client, editor=True)
    page = client.get(reverse("admin:projects_target_change", args=["pool"]))
    assert f"{reverse('desk-report')}?target=pool" in page.content.decode()
