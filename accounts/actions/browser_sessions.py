"""A person's sessions: listed and ended by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import HASH_SESSION_KEY
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import BrowserSession, User
from accounts.people.browser_names import browser_name
from accounts.people.session_marks import SessionMarks, read
from projects.models.audit import record_audit

SALT = "accounts.actions.browser_sessions"


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session as its owner sees it. ``name`` stands for its key, which is shown nowhere."""

    name: str
    marks: SessionMarks
    is_this: bool

    @property
    def browser(self) -> str:
        return browser_name(self.marks.browser)


def sessions_of(person: User, *, this: str, at: datetime) -> list[OwnSession]:
    """The sessions that let a person in, the last seen first. ``this``: the key of the present one."""
    listed = []
    for row in _rows(person, at):
        data = row.get_decoded()
        if constant_time_compare(data.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
            listed.append(OwnSession(_name(row), read(data), row.session_key == this))
    oldest = datetime.min.replace(tzinfo=at.tzinfo)
    return sorted(listed, key=lambda own: (own.is_this, own.marks.seen_at or oldest), reverse=True)


def end_session(*, person: User, name: str, at: datetime) -> None:
    """End one session of the person's own. Raises ValidationError if they have none of that name."""
    row = next((row for row in _rows(person, at) if constant_time_compare(_name(row), name)), None)
    if row is None:
        raise ValidationError(_("This session has ended already."))
    with transaction.atomic():
        row.delete()
        record_audit(
            "end_session", person, by=person, at=at, details={"browser": browser_name(read(row.get_decoded()).browser)}
        )


def _rows(person: User, at: datetime) -> list[BrowserSession]:
    return list(BrowserSession.objects.filter(user=person, expire_date__gt=at))


def _name(row: BrowserSession) -> str:
    return salted_hmac(SALT, row.session_key, algorithm="sha256").hexdigest()[:24]
