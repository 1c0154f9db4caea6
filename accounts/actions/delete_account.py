"""A person deletes their own account.

What is theirs goes at once. What they entered into the record stays, because the record is append-only and says who
entered what: it then names an account without a name (``User.is_former``).
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import StoppedAddress, User
from accounts.models.user import former_address
from projects.models import AuditEntry
from projects.models.audit import record_audit

from .personal_data import HOLDINGS, Fate, addresses_of, held_by_address

NAMES = ("first_name", "last_name")


def delete_account(*, person: User, at: datetime) -> None:
    """Delete an account and all that belongs to its owner. Its sessions and tokens end at once.

    Raises ValidationError for the last admin.
    """
    with transaction.atomic():
        admins = list(User.objects.select_for_update().filter(role=User.Role.ADMIN, is_active=True).values_list("pk"))
        if admins == [(person.pk,)]:
            raise ValidationError(_("You are the last admin: make somebody else one first."))
        stored = User.objects.select_for_update().get(pk=person.pk)
        for name, rows in held_by_address(addresses_of(stored)).items():
            if name == "projects.Proposal":
                rows.update(email="")
            elif rows.model is not StoppedAddress:  # else mail would go there again, which its server refuses
                rows.delete()
        _forget_names(stored)
        try:
            with transaction.atomic():
                stored.delete()
        except ProtectedError:
            _leave_nameless(stored, at)


def _forget_names(person: User) -> None:
    """Takes the names out of the audit of changes to this account."""
    entries = AuditEntry.objects.filter(object_type="user", object_id=str(person.pk), action="change_account")
    for entry in entries.iterator():
        if others := {name: change for name, change in entry.details.items() if name not in NAMES}:
            AuditEntry.objects.filter(pk=entry.pk).update(details=others)
        else:
            AuditEntry.objects.filter(pk=entry.pk).update(details={"names": "forgotten"})


def _leave_nameless(person: User, at: datetime) -> None:
    """The record names this account: it keeps a number and nothing else."""
    for holding in HOLDINGS:
        if holding.fate is Fate.DELETED:
            holding.rows(person).delete()
        elif holding.fate is Fate.FREED:
            holding.rows(person).update(**{holding.column: None})
    record_audit("delete_account", person, by=person, at=at)
    person.set_unusable_password()  # which ends every session
    User.objects.filter(pk=person.pk).update(
        email=former_address(person.pk),
        password=person.password,
        first_name="",
        last_name="",
        role=User.Role.WATCHER,
        may_publish=False,
        is_active=False,
        last_login=None,
        session_epoch=person.session_epoch + 1,
        **User.rights(User.Role.WATCHER),
    )
