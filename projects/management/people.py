"""Who a command acts for."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import CommandError


def person_of(email: str | None) -> AbstractBaseUser | None:
    """The person with that address; None without one. Raises CommandError for an address that nobody has."""
    if email is None:
        return None
    person = get_user_model().objects.filter(email__iexact=email).first()
    if person is None:
        raise CommandError(f"nobody here has the address {email}: give --by the e-mail of an account")
    return person
