"""A record with some of everything, a person of each role, and what belongs to somebody else."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

from django.conf import settings
from django.contrib import admin
from django.core.cache import cache
from django.db import transaction
from django.template.base import Template
from django.test import Client
from django.utils import timezone

from accounts.actions.tokens import make_token
from accounts.models import Message, ProgramToken, StoppedAddress, User, WeekSubscriber
from projects.models import Article, AuditEntry, Programme, RenamedId, TableImport, Watch, WatchedAddress
from tests.factories import UserFactory
from tests.scale.record import Growing

from .addresses import SAMPLES

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Who asks: nobody, people by their role, an account that was closed while it was logged in, and programs.
ROLES = {
    "watcher": {},
    "editor": {"editor": True, "may_publish": False},
    "publisher": {"editor": True},
    "admin": {"admin": True},
    "closed": {"admin": True},
}
TOKENS = {"watcher's token": "watcher", "editor's token": "editor", "publishing token": "publisher"}


class World:
    """What is asked for, and who asks. ``rows``: a row of each model of the admin."""

    def __init__(self) -> None:
        self.record = Growing()
        self.record.grow(1)
        self._desk()
        self.people = {role: UserFactory(password="a-long-enough-secret", **fields) for role, fields in ROLES.items()}
        self.sessions = {role: _session(person) for role, person in self.people.items()}
        User.objects.filter(pk=self.people["closed"].pk).update(is_active=False)
        self.tokens = {}
        chief = self.people["admin"]
        for name, role in TOKENS.items():
            may_publish = name == "publishing token"
            owner = self.people[role]
            _token, text = make_token(person=owner, name=name, days=300, by=chief, at=_now(), may_publish=may_publish)
            self.tokens[name] = text
        self._outbox()
        firsts = {model: model._default_manager.order_by("pk").first() for model in admin.site._registry}
        self.rows = {model._meta.label_lower.replace(".", "_"): str(row.pk) for model, row in firsts.items() if row}
        self.rows["accounts_user"] = str(self.record.person.pk)

    def _desk(self) -> None:
        """What only editors see."""
        editor = self.record.editor
        Article.objects.create(
            pk=SAMPLES["article_id"], text="150 projects were launched.", sha256="0" * 64, taken_at=AT,
            taken_by=editor, origin="pasted", state="reading", published=AT.date(), publisher="Agency",
            url="https://example.org/article",
        )  # fmt: skip
        TableImport.objects.create(
            pk=SAMPLES["import_id"], table="outcomes", file_name="outcomes.csv", size=1, uploaded_at=AT,
            uploaded_by=editor, asked_at=AT, asked_by=editor,
        )  # fmt: skip
        watch = Watch.objects.create(
            pk=SAMPLES["watch_id"], url="https://example.org/feed", programme=Programme.objects.get(pk="main"),
            added_at=AT, added_by=editor, next_fetch_at=AT,
        )  # fmt: skip
        WatchedAddress.objects.create(
            watch=watch, url="https://example.org/news", url_sha256="0" * 64, named_at=AT, next_fetch_at=AT
        )
        RenamedId.objects.create(kind="target", old_id="old", new_id="main", renamed_at=AT, renamed_by=editor)
        AuditEntry.objects.create(action="set_role", object_type="user", object_id="1", done_at=AT, done_by=editor)

    def _outbox(self) -> None:
        Message.objects.create(
            user=self.record.person, kind="notice", key="notice", recipient="watcher@example.org", language="en",
            subject="A notice", text="A notice", message_id="<notice@example.org>", created_at=AT, give_up_at=AT,
            state="failed", sending_at=AT, settled_at=AT,
        )  # fmt: skip
        StoppedAddress.objects.create(address="stopped@example.org", reason="bounced", stopped_at=AT)
        WeekSubscriber.objects.create(address="week@example.org", language="en", asked_at=AT)
        assert ProgramToken.objects.exists()

    def ask(self, role: str, method: str, path: str, data: object = None) -> str:
        """The answer to a role: its status, and ``login`` for the way to the log-in. Leaves everything as it was."""
        client = Client(raise_request_exception=False)
        headers = {"Authorization": f"Token {self.tokens[role]}"} if role in self.tokens else {}
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        cache.clear()  # limits would answer for the rules
        body = "" if data is None else json.dumps(data)
        kind = "application/json" if path.startswith(("/api/", "/mcp")) else "application/x-www-form-urlencoded"
        with transaction.atomic():
            response = client.generic(method, path, body, content_type=kind, headers=headers)
            if response.streaming:
                b"".join(response.streaming_content)
            transaction.set_rollback(True)
        leads_to = response.headers.get("Location", "")
        return "login" if leads_to.startswith(("/accounts/login/", "/admin/login/")) else str(response.status_code)


@contextmanager
def blank_pages() -> Iterator[None]:
    """No template is rendered: who may see a page is decided before, and a page costs ten times its decision."""
    with patch.object(Template, "render", lambda *_: ""):
        yield


def _now() -> datetime:
    return timezone.now()  # noqa: TID251  # tokens are refused by the real clock


def _session(person: User) -> str:
    """The session of somebody who has just confirmed their password."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value
