"""A warning flag has no green tick: the admin and the pages say it by a word."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from projects.actions.refresh import refresh_assessments
from projects.models import Assessment
from tests.factories import TargetFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("flag", ["stale", "disputed"])
def test_a_warning_is_no_green_tick(client: Client, flag: str) -> None:
    client.force_login(UserFactory(editor=True))
    at = datetime(2024, 8, 1, 9, tzinfo=UTC)
    for id in ("quiet", "warned"):
        TargetFactory(id=id)
    refresh_assessments(as_of=at.date(), at=at)
    Assessment.objects.update(stale=False, disputed=False)
    Assessment.objects.filter(first="warned").update(**{flag: True})

    page = client.get(reverse("admin:projects_assessment_changelist")).content.decode()

    html = client.get(reverse("admin:projects_assessment_change", args=["warned"])).content.decode()
    for shown in (page, html):
        assert "icon-yes" not in shown
        assert "icon-no" not in shown
        assert shown.count("⚠ yes") == shown.count("⚠") == 1
