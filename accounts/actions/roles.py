from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from projects.models import AuditEntry


def set_role(*, user: User, role: str, by: User, at: datetime) -> User:
    """Make a person watcher, editor or admin, with the rights of the role.

    Raises ValidationError for an unknown role, for one's own role and for the role of the last admin.
    """
    if role not in User.Role.values:
        raise ValidationError(_("“%(role)s” is no role; the roles are watcher, editor and admin.") % {"role": role})
    if user.pk == by.pk:
        raise ValidationError(_("Nobody changes their own role; ask another admin."))
    with transaction.atomic():
        # All admins are locked, so that two of them cannot demote each other at the same moment.
        admins = list(User.objects.select_for_update().filter(role=User.Role.ADMIN, is_active=True).values_list("pk"))
        if role != User.Role.ADMIN and admins == [(user.pk,)]:
            raise ValidationError(_("This is the last admin; make another one first."))
        before = User.objects.select_for_update().get(pk=user.pk).role
        if before != role:
            User.objects.filter(pk=user.pk).update(role=role, **User.rights(role))
            AuditEntry.objects.create(
                action="set_role",
                object_type="user",
                object_id=str(user.pk),
                details={"from": before, "to": role},
                done_at=at,
                done_by=by,
            )
    user.refresh_from_db()
    return user
