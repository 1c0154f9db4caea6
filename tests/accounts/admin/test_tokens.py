"""Tokens in the admin: their owners, and how one is revoked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from knox.models import AuthToken

from accounts.actions import tokens as actions
from accounts.models import ProgramToken
from projects.models import AuditEntry
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


def test_admin_lets_a_token_of_somebody_else_publish_and_takes_it_back(client, editor):
    admin = UserFactory(admin=True)
    client.force_login(admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    tokens = [
        actions.make_token(person=person, name="sync", days=30, by=person, at=NOW)[0] for person in (editor, admin)
    ]
    chosen = {"_selected_action": [token.pk for token in tokens]}

    response = client.post("/admin/accounts/programtoken/", {"action": "let_publish", **chosen}, follow=True)
    assert "Nobody lets their own token publish" in response.content.decode()
    assert "publishes without review" in response.content.decode()
    assert [*ProgramToken.objects.filter(may_publish=True)] == [tokens[0]]
    client.post("/admin/accounts/programtoken/", {"action": "let_publish_no_more", **chosen})
    assert not ProgramToken.objects.filter(may_publish=True).exists()
    entries = AuditEntry.objects.filter(object_type="user", object_id=str(editor.pk), done_by=admin)
    assert {*entries.values_list("action", flat=True)} == {"let_publish", "stop_publishing"}


def test_editors_let_no_token_publish(client, editor):
    token = actions.make_token(person=UserFactory(editor=True), name="sync", days=30, by=editor, at=NOW)[0]
    client.force_login(editor, backend="allauth.account.auth_backends.AuthenticationBackend")
    sent = {"action": "let_publish", "_selected_action": [token.pk]}
    assert client.post("/admin/accounts/programtoken/", sent).status_code == 403
    assert not ProgramToken.objects.filter(may_publish=True).exists()


def test_admin_takes_the_right_to_publish_from_an_editor(client, editor):
    client.force_login(UserFactory(admin=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert editor.has_perm("projects.publish_draft")
    client.post(f"/admin/accounts/user/{editor.pk}/change/", {"is_active": "on", "first_name": "", "last_name": ""})
    editor.refresh_from_db()
    assert not editor.has_perm("projects.publish_draft")
    assert editor.has_perm("projects.add_outcome")
    assert AuditEntry.objects.get(action="change_account").details == {"may_publish": {"from": True, "to": False}}
