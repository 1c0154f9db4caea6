"""Tokens in the admin: their owners, and how one is revoked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from knox.models import AuthToken

from accounts.actions import tokens as actions
from accounts.models import ProgramToken
from tests.accounts.logging_in import ask
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def test_admin_sees_whose_programs_are_let_in_and_ends_one(client, editor):
    _token, text = actions.make_token(person=editor, name="sync", days=30, by=editor, at=NOW)
    client.force_login(UserFactory(admin=True), backend="allauth.account.auth_backends.AuthenticationBackend")

    listed = client.get("/admin/accounts/programtoken/").content.decode()
    assert "sync" in listed
    assert editor.email in listed
    assert client.get("/admin/accounts/programtoken/add/").status_code == 403
    assert client.get("/admin/knox/authtoken/").status_code == 404
    for searched, count in ((text[:6], 1), ("none", 0)):
        entries = client.get(f"/admin/projects/auditentry/?q={searched}").context["cl"].queryset
        assert entries.count() == count
    page = f"/admin/accounts/programtoken/{ProgramToken.objects.get().pk}/"
    assert client.get(f"{page}change/").status_code == 200
    client.post(f"{page}delete/", {"post": "yes"})
    assert ask(text) == 401
    assert not AuthToken.objects.exists()
