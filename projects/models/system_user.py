"""Whose hand it was: people, and the tracker's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

SYSTEM_EMAIL = "system@tracker.invalid"


def system_user() -> AbstractUser:
    """The hand of imports and of the schedule: a person who can never log in.

    Made on first use. ``.invalid`` is reserved (RFC 2606), so no mail can ever reach it.
    """
    people = get_user_model().objects
    user = people.filter(email=SYSTEM_EMAIL).first()
    if user is None:
        user, made = people.get_or_create(email=SYSTEM_EMAIL, defaults={"is_active": False})
        if made:
            user.set_unusable_password()
            user.save(update_fields=["password"])
    return user
