"""What the database holds about a person: each column that names one, and what an export and a deletion do with it.

A new column that names a person fails a test until it stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import Model, QuerySet
from django.db.models.functions import Lower

from accounts.models import Message, StoppedAddress, User, WeekSubscriber
from projects.models import Proposal


class Fate(Enum):
    """What becomes of rows when their person deletes the account."""

    DELETED = "deleted"
    KEPT = "kept"  # with an account that has no name
    FREED = "freed"  # the row stays and names nobody


@dataclass(frozen=True)
class Holding:
    """Rows that name a person by a column. ``without``: columns that are secrets, or say the same again."""

    model: str
    column: str
    fate: Fate
    without: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        return f"{self.model}.{self.column}"

    def rows(self, person: User) -> QuerySet[Any]:
        model: type[Model] = apps.get_model(self.model)
        return model._default_manager.filter(**{self.column: person.pk})


def _deleted(model: str, column: str = "user", *without: str) -> Holding:
    return Holding(model, column, Fate.DELETED, frozenset(without))


def _kept(model: str, *columns: str) -> Iterator[Holding]:
    return (Holding(model, column, Fate.KEPT) for column in columns)


_HISTORIES = (
    "Indicator",
    "Office",
    "Organisation",
    "Person",
    "Programme",
    "Project",
    "Publisher",
    "Source",
    "Territory",
)
LAYOUT = ("html", "pictures")  # of a message: its text says the same
HOLDINGS = (
    _deleted("account.EmailAddress"),
    _deleted("mfa.Authenticator", "user", "data"),
    _deleted("accounts.BrowserSession", "user", "session_key", "session_data"),
    _deleted("knox.AuthToken", "user", "digest", "token_key"),
    _deleted("accounts.ProgramToken", "token__user", "token"),
    _deleted("accounts.DigestPreferences"),
    _deleted("accounts.ReminderPreferences"),
    _deleted("accounts.Follow"),
    _deleted("accounts.Snooze"),
    _deleted("accounts.PrivateAddress", "user", "secret"),
    _deleted("accounts.TelegramChat", "user", "code"),
    _deleted("accounts.WebHook", "user", "secret"),
    _deleted("accounts.Message", "user", *LAYOUT),
    _deleted("accounts.ToldItem"),
    _deleted("accounts.ToldMistake", "message__user"),
    _deleted("accounts.ToldMistake", "answer__user"),
    _deleted("projects.SavedFilter", "owner"),
    _deleted("projects.IdempotencyKey", "account"),
    _deleted("admin.LogEntry"),
    Holding("projects.Draft", "assigned_to", Fate.FREED),
    *_kept("projects.Draft", "created_by", "saved_by", "submitted_by", "closed_by"),
    *_kept("projects.DraftEvent", "done_by"),
    *_kept("projects.Target", "recorded_by"),
    *_kept("projects.Outcome", "recorded_by"),
    *_kept("projects.ProjectEvent", "recorded_by"),
    *_kept("projects.AuditEntry", "done_by"),
    *_kept("projects.RenamedId", "renamed_by"),
    *_kept("projects.TableImport", "uploaded_by", "asked_by", "published_by", "undone_by"),
    *_kept("projects.Watch", "added_by"),
    *_kept("projects.Article", "taken_by"),
    *_kept("projects.ArchiveCopy", "settled_by"),
    *_kept("accounts.StoppedAddress", "lifted_by"),
    *(holding for model in _HISTORIES for holding in _kept(f"projects.Historical{model}", "history_user")),
)
SECRETS_OF_ACCOUNT = frozenset({"password", "session_epoch"})


def addresses_of(person: User) -> set[str]:
    """Every mail address that a person has confirmed, in small letters: they may have typed that of a stranger."""
    entries = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return {person.email.lower(), *(address.lower() for address in entries)}


def held_by_address(addresses: Iterable[str]) -> dict[str, QuerySet[Any]]:
    """Rows that name a person by a mail address alone. ``addresses``: in small letters."""
    own = list(addresses)
    return {
        "projects.Proposal": Proposal.objects.annotate(address=Lower("email")).filter(address__in=own),
        "accounts.Message": Message.objects.filter(subscriber__address__in=own),
        "accounts.WeekSubscriber": WeekSubscriber.objects.filter(address__in=own),
        "accounts.StoppedAddress": StoppedAddress.objects.filter(address__in=own),
    }
