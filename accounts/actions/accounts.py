"""Changes to a person's account. Each is audited."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import BrowserSession, User
from projects.models.audit import record_audit

BY_STAFF = ("is_active", "may_publish", "first_name", "last_name")


def end_sessions(person: User, *, except_key: str = "") -> None:
    """End every session of a person. The caller renews the session of the present request, if it is to go on.

    ``except_key``: the key of that session.
    """
    BrowserSession.objects.filter(user=person).exclude(session_key=except_key).delete()
    User.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])


def change_account(*, person: User, by: User, at: datetime, **values: object) -> None:
    """Close or open an account, change its names or the right to publish (BY_STAFF). Closing ends its sessions.

    Raises ValidationError for closing one's own account or the last admin's.
    """
    with transaction.atomic():
        admins = list(User.objects.select_for_update().filter(role=User.Role.ADMIN, is_active=True).values_list("pk"))
        stored = User.objects.select_for_update().get(pk=person.pk)
        changes = {
            name: {"from": getattr(stored, name), "to": values[name]}
            for name in BY_STAFF
            if name in values and getattr(stored, name) != values[name]
        }
        if "is_active" in changes and not values["is_active"]:
            _check_closing(stored, by, admins)
        if changes:
            User.objects.filter(pk=person.pk).update(**{name: change["to"] for name, change in changes.items()})
            record_audit("change_account", stored, by=by, at=at, details=changes)
        if "is_active" in changes and not values["is_active"]:
            end_sessions(stored)  # otherwise they would work again once the account is opened
    person.refresh_from_db()


def _check_closing(person: User, by: User, admins: list[tuple[int]]) -> None:
    if person.pk == by.pk:
        raise ValidationError(_("Nobody closes their own account here; ask another admin."))
    if admins == [(person.pk,)]:
        raise ValidationError(_("This is the last admin; make another one first."))
