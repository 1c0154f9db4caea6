"""The user that imports and scheduled tasks write as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

SYSTEM_EMAIL = "system@tracker.invalid"


def system_user() -> AbstractUser:
    """The user of imports and of the schedule, who can never log in. Created on first use.

    ``.invalid`` is reserved (RFC 2606), so no mail can reach the address.
    """
    users = get_user_model().objects
    user = users.filter(email=SYSTEM_EMAIL).first()
    if user is None:
        user, created = users.get_or_create(email=SYSTEM_EMAIL, defaults={"is_active": False})
        if created:
            user.set_unusable_password()
            user.save(update_fields=["password"])
    return user
